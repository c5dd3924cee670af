"""Pages of the policy library as they may look, for whoever tries pages without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from zhanqun.affairs.policylibrary.public.shapes import (
    ApiPage,
    BundleRow,
    CalendarPage,
    ComparisonPage,
    Counted,
    Day,
    Group,
    IndexPage,
    ListPage,
    Row,
)
from zhanqun.content.library.api import Article, ArticleKind, differences
from zhanqun.content.pages.api import Link, Pager
from zhanqun.content.pages.tests.samples import CHROME

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
LONG = "青云市人民政府办公室关于进一步做好冬季清洁取暖保障和困难群众温暖过冬工作的通知" * 3
CRUMBS = (Link("首页", "/"), Link("政策文件库", "/policies/"))
IN_FORCE = Row(
    LONG, "/a/1.html", "青政办发〔2026〕15号", "青云市人民政府办公室", DAY, "有效", True, False
)
REPEALED = Row(
    "青云市供热管理办法",
    "http://jtj.qingyun.localhost/a/2.html",
    "青交〔2015〕1号",
    "青云市交通运输局、青云市住房和城乡建设局",
    date(2015, 1, 5),
    "废止",
    False,
    True,
    "自2024年1月1日起废止",
    Link("《青云市供热条例》（青云市人民政府令第58号）", "/a/3.html"),
)
BARE = Row("通告", "/a/4.html", "", "", None, "", True, False)
ROWS = (IN_FORCE, REPEALED, BARE)
VALUES = tuple(Counted(f"{LONG[:8]}{n}", f"/policies/organ-{n}/", 1240 - n) for n in range(12))
INDEX = IndexPage(
    title="政策文件库",
    breadcrumb=CRUMBS,
    total=3,
    search_action="/search",
    ways=(Link("按多个条件查找", "/search?kind=document"), Link("政策日历", "/policies/calendar/")),
    groups=(
        Group("主题分类", VALUES[:8]),
        Group("发文机关", (Counted(LONG, "/policies/organ-x/", 3), *VALUES[:7]), VALUES[8:]),
    ),
    rows=ROWS,
    all_url="/policies/all/",
    updated_at=NOW,
)
LIST = ListPage(
    title="青云市交通运输局发布的文件",
    breadcrumb=(*CRUMBS, Link("青云市交通运输局发布的文件", "", current=True)),
    rows=ROWS,
    pager=Pager(None, None, Link("2", "list-2.html"), None, Link("1", "list-1.html")),
    search_url="/search?kind=document",
    updated_at=NOW,
)
CALENDAR = CalendarPage(
    title="政策日历",
    breadcrumb=(*CRUMBS, Link("政策日历", "", current=True)),
    days=(Day(DAY, "开始施行", IN_FORCE), Day(date(2026, 12, 31), "废止", REPEALED)),
    nothing="",
    months=((2027, (Link("1月", "2027-01.html"),)), (2026, (Link("12月", "2026-12.html"),))),
    feed_url="/policies/calendar.ics",
    updated_at=None,
)
API = ApiPage(
    title="开放接口和批量下载",
    breadcrumb=(*CRUMBS, Link("开放接口和批量下载", "", current=True)),
    catalogue="https://www.qingyun.gov.cn/policies/api/catalogue.json",
    records="https://www.qingyun.gov.cn/policies/api/documents-1.json",
    record="https://www.qingyun.gov.cn/policies/api/documents/{uid}.json",
    schema="https://www.qingyun.gov.cn/policies/api/schema.json",
    fields=(("uid", "文件标识，长期不变"), ("validity", "有效性")),
    bundles=(BundleRow(2026, "/policies/api/2026.zip", 128, "1,240 KB", "ab" * 32, NOW),),
    updated_at=None,
)


def _comparison() -> ComparisonPage:
    words = "<p>第一条　每户每年补贴{}百元。</p><p>第二条　{}</p><p>第三条　略。</p>"
    older, newer = (
        Article(kind=ArticleKind.DOCUMENT, title=title, body=words.format(sum_, rest))
        for title, sum_, rest in (("供热办法", "一", LONG), ("供热办法（修订）", "二", LONG * 2))
    )
    return ComparisonPage(
        title="新旧对照：供热办法（修订）",
        breadcrumb=CRUMBS,
        older=Link("《供热办法》（青交〔2015〕1号）", "/a/2.html"),
        newer=Link("《供热办法（修订）》（青交〔2026〕8号）", "/a/3.html"),
        parts=tuple(row for row in differences(older, newer) if row.name in ("title", "body")),
        updated_at=None,
    )


RICH: dict[str, tuple[str, Any, Any]] = {
    "policies": ("policylibrary/index.html", CHROME, INDEX),
    "policies_list": ("policylibrary/list.html", CHROME, LIST),
    "policies_empty": ("policylibrary/list.html", CHROME, replace(LIST, rows=())),
    "policies_calendar": ("policylibrary/calendar.html", CHROME, CALENDAR),
    "policies_api": ("policylibrary/api.html", CHROME, API),
    "policies_comparison": ("policylibrary/comparison.html", CHROME, _comparison()),
}
