"""Pages of disclosure as they may look, for whoever tries pages without a database."""

from datetime import UTC, date, datetime
from typing import Any

from zhanqun.affairs.disclosure.items import items_for
from zhanqun.affairs.disclosure.public.shapes import (
    Count,
    Discloser,
    GazettePage,
    GuidePage,
    IndexPage,
    IssueCard,
    IssuePage,
    ListPage,
    PublisherPage,
    Row,
)
from zhanqun.content.pages.api import FileLink, Link, Pager, Picture
from zhanqun.content.pages.tests.samples import CHROME

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
LONG = (
    "青云市人民政府办公室关于印发青云市贯彻落实政府信息公开条例实施细则和年度重点任务分工方案的通知"
    * 3
)
INDEX_NO = "11990100MB0000001A/2026-00012"
CRUMBS = (Link("首页", "/"), Link("政府信息公开", "/disclosure/"))
ROWS = (
    Row("关于加强桥梁养护的通知", "/a/1.html", INDEX_NO, "青交〔2026〕4号", DAY, organ="市交通局"),
    Row(LONG, "https://jtj.example/a/2.html", INDEX_NO, "青政办发〔2026〕12号", DAY, "废止", False),
    Row("行政事业性收费目录", "/a/3.html", "", "", DAY, external=True),
)
CONTACT = (
    ("公开工作机构", "青云市人民政府办公室政务公开科"),
    ("办公地址", "青云市江滨大道1号市民中心2号楼北区3层301室"),
    ("联系电话", "0099-6012345"),
    ("互联网联系方式", "https://www.qingyun.gov.cn/" + "a1b2c3d4" * 8),
)
COUNTS = tuple(
    Count(item.label, f"/disclosure/szf/item-{item.code}/" if n % 3 else "", n * 37 if n % 3 else 0)
    for n, item in enumerate(items_for("city"))
)
INDEX = IndexPage(
    title="政府信息公开",
    breadcrumb=CRUMBS,
    total=12345,
    groups=(
        ("政府", (Discloser("青云市人民政府", "/disclosure/szf/", 1204, DAY, "/g.html", "/i/"),)),
        (
            "部门",
            (
                Discloser("青云市发展和改革委员会", "/b/", 0, None, "", ""),
                Discloser(LONG[:60], "/c/", 3, DAY, "/g.html", ""),
            ),
        ),
    ),
    rows=ROWS,
    links=(Link("政府公报", "/gazette/"),),
    updated_at=NOW,
)
PUBLISHER = PublisherPage(
    title="青云市住房和城乡建设局政府信息公开",
    breadcrumb=CRUMBS,
    guide=CONTACT,
    guide_url="/disclosure/zjj/guide.html",
    rules=ROWS[:2],
    rules_url="/disclosure/zjj/item-rules/",
    total=814,
    all_url="/disclosure/zjj/all/",
    items=COUNTS,
    rows=ROWS,
    topics=(Link("综合政务", "/t02/"), Link("城乡建设、环境保护", "/t10/")),
    reports=(Link("2025年政府信息公开工作年度报告", "/2025.html"),),
    reports_url="",
    reports_note="",
    request_url="/intake/disclosure/?to=zjj",
    requests=(Link("经常被申请的信息", "/often/"),),
    requests_note="收到申请后20个工作日内答复。",
    updated_at=NOW,
)
BARE = PublisherPage(
    title="石桥镇人民政府信息公开",
    breadcrumb=CRUMBS,
    guide=(),
    guide_url="/guide.html",
    rules=(),
    rules_url="",
    total=0,
    all_url="",
    items=tuple(Count(item.label, "", 0) for item in items_for("township")),
    rows=(),
    topics=(),
    reports=(),
    reports_url="",
    reports_note="还没有公布年度报告。",
    request_url="",
    requests=(),
    requests_note="",
    updated_at=None,
)
GUIDE = GuidePage(
    title="青云市交通运输局政府信息公开指南",
    breadcrumb=CRUMBS,
    sections=(
        ("一、信息分类", (LONG,)),
        ("二、编排体系", ("按事项和主题编入目录。",)),
        ("三、获取方式", ("在本网站查看。", "没有主动公开的，可以申请公开。")),
    ),
    contact=CONTACT,
    reviewed_on=DAY,
    request_url="/intake/disclosure/?to=jtj",
    more=(Link("政府信息公开", "/disclosure/jtj/"),),
    updated_at=NOW,
)
LIST = ListPage(
    title="行政法规、规章和规范性文件",
    breadcrumb=CRUMBS,
    note="依据：《政府信息公开条例》第二十条第（一）项",
    rows=ROWS,
    pager=Pager(None, None, Link("4", "list-4.html"), None, Link("1", "list-1.html")),
    filters=(
        ("按公开事项", tuple(Link(row.label, "/", current=not n) for n, row in enumerate(COUNTS))),
    ),
    updated_at=NOW,
)
GAZETTE = GazettePage(
    title="青云市人民政府公报",
    breadcrumb=CRUMBS,
    note="政府公报上刊登的文本为标准文本。",
    issues=(IssueCard("2026年第2期", "/2.html", DAY, "12份文件"),),
    years=(Link("2026年", "/gazette/2026/"), Link("2025年", "/gazette/2025/")),
    updated_at=NOW,
)
ISSUE = IssuePage(
    title="青云市人民政府公报2026年第2期",
    breadcrumb=CRUMBS,
    note="政府公报上刊登的文本为标准文本。",
    dated=DAY,
    cover=Picture("/f/cover.png", "2026年第2期封面", 600, 800),
    groups=(("市政府文件", ROWS[:2]), ("部门文件", ROWS[2:])),
    files=(FileLink("第2期", "/f/2.pdf", "PDF", "1.2 MB"),),
    older=Link("2026年第1期", "/1.html"),
    newer=None,
    updated_at=NOW,
)
RICH: dict[str, tuple[str, Any, Any]] = {
    "disclosure": ("disclosure/index.html", CHROME, INDEX),
    "disclosure_publisher": ("disclosure/publisher.html", CHROME, PUBLISHER),
    "disclosure_publisher_bare": ("disclosure/publisher.html", CHROME, BARE),
    "disclosure_guide": ("disclosure/guide.html", CHROME, GUIDE),
    "disclosure_list": ("disclosure/list.html", CHROME, LIST),
    "gazette": ("disclosure/gazette.html", CHROME, GAZETTE),
    "gazette_issue": ("disclosure/issue.html", CHROME, ISSUE),
}
