"""What all sample pages share: links and rows, mastheads, heads."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from zhanqun.content.pages.shapes import Chrome, FeedLink, Head, Item, Link, Pair

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def links(*titles: str, current: int = -1) -> tuple[Link, ...]:
    return tuple(
        Link(title, f"/c/{number}/", current=number == current)
        for number, title in enumerate(titles)
    )


def items(*titles: str) -> tuple[Item, ...]:
    return tuple(
        Item(title, f"/a/202611/{number}.html", NOW - timedelta(hours=9 * number))
        for number, title in enumerate(titles)
    )


CHROME = Chrome(
    name="青云市人民政府",
    name_en="The People's Government of Qingyun City",
    domain="www.qingyun.gov.cn",
    theme="qing",
    lang="zh-CN",
    id_code="9901000001",
    host_units="青云市人民政府办公室",
    undertaking_units="青云市大数据管理局",
    address="青云市望津区江滨大道 1 号",
    phone="0099-6012345",
    office_hours="工作日 8:30—17:30",
    icp="江ICP备00000000号-1",
    police_record="江公网安备 99010002000000号",
    home_url="/",
    map_url="/map.html",
    party_mark_url="https://bszs.conac.cn/",
    error_report_url="https://zfwzgl.www.gov.cn/",
    search_url="",
    upper=(Link("中国政府网", "https://www.gov.cn/"), Link("江海省人民政府", "/jh/")),
    languages=(Link("English", "/en/", lang="en"),),
    nav=links(
        "首页",
        "走进青云",
        "要闻动态",
        "政务公开",
        "政务服务",
        "互动交流",
        "数据发布",
        "部门区县",
        current=0,
    ),
    footer=links("关于本站", "隐私声明", "无障碍声明", "网站工作年度报表", "联系我们"),
)

CHROME_SEARCH = replace(
    CHROME,
    search_url="/search",
    hot_words=links("供暖报修", "公积金", "冬季入学", "医保", "停水"),
)

CHROME_SUBSITE = replace(
    CHROME,
    name="青云市生态环境局",
    name_en="Qingyun Municipal Bureau of Ecology and Environment",
    domain="sthj.qingyun.gov.cn",
    theme="song",
    upper=(Link("返回青云市人民政府门户网站", "https://www.qingyun.gov.cn/"),),
    nav=links("首页", "机构概况", "工作动态", "通知公告", "信息公开", "办事指南", current=0),
)

CHROME_ENGLISH = Chrome(
    name="青云市人民政府英文版",
    name_en="Qingyun City, Jianghai Province",
    domain="en.qingyun.gov.cn",
    theme="qing",
    lang="en",
    id_code="9901000001",
    host_units="General Office of the People's Government of Qingyun City",
    undertaking_units="Qingyun Big Data Administration",
    address="1 Jiangbin Avenue, Wangjin District, Qingyun",
    phone="0099-6012345",
    office_hours="weekdays 8:30–17:30",
    icp="江ICP备00000000号-1",
    police_record="江公网安备 99010002000000号",
    home_url="/",
    map_url="/map.html",
    party_mark_url="https://bszs.conac.cn/",
    error_report_url="https://zfwzgl.www.gov.cn/",
    search_url="/search",
    upper=(Link("Jianghai Province", "/jh/"),),
    languages=(Link("中文", "https://www.qingyun.gov.cn/", lang="zh-CN"),),
    nav=links("Home", "About", "News", "Services", "Living", "Investing", "Contact", current=0),
    footer=links("About this site", "Privacy"),
    hot_words=links("Residence permit", "Company registration"),
)

CHROME_BARE = Chrome(
    name="石桥镇人民政府",
    name_en="",
    domain="",
    theme="zhe",
    lang="zh-CN",
    id_code="",
    host_units="",
    undertaking_units="",
    address="",
    phone="",
    office_hours="",
    icp="",
    police_record="",
    home_url="/",
    map_url="",
    party_mark_url="",
    error_report_url="",
    search_url="",
)

HEAD = Head(
    title="青云江大桥检修完成 - 青云市人民政府",
    canonical="https://www.qingyun.gov.cn/a/202611/qing-yun-jiang-da-qiao-3f9a.html",
    tags=(
        ("SiteName", "青云市人民政府"),
        ("SiteDomain", "www.qingyun.gov.cn"),
        ("SiteIDCode", "9901000001"),
        ("ColumnName", "青云要闻"),
        ("ColumnType", "政务动态"),
        ("ArticleTitle", '大桥“体检”报告：<A> & "B"'),
        ("PubDate", "2026-11-24 09:30"),
    ),
    feeds=(FeedLink("青云要闻", "/ywdt/qyyw/feed.xml", "application/atom+xml"),),
    card=(("og:type", "article"), ("og:title", '大桥“体检”报告：<A> & "B"')),
    data='{"@context":"https://schema.org","@graph":[{"headline":"\\u003cA> & B"}]}',
)

HEAD_BARE = Head(title="石桥镇人民政府", canonical="")

DOCUMENT_ITEMS = (
    Item(
        "青云市人民政府关于印发青云市冬季清洁取暖实施方案的通知",
        "/a/202611/d1.html",
        NOW,
        number="青政发〔2026〕21号",
        validity="有效",
    ),
    Item(
        "青云市人民政府办公室关于进一步规范电动自行车停放充电管理的通知",
        "/a/202611/d2.html",
        NOW - timedelta(days=6),
        number="青政办发〔2026〕34号",
        validity="有效",
    ),
    Item(
        "青云市人民政府关于公布第三批市级历史建筑名单的通知",
        "/a/202610/d3.html",
        NOW - timedelta(days=19),
        number="青政发〔2026〕17号",
        validity="已废止",
        in_force=False,
    ),
)

READINGS = (
    Item("今年取暖补贴怎么领、领多少", "/a/202611/r1.html", NOW, kind="文字解读"),
    Item("一图看懂清洁取暖实施方案", "/a/202611/r2.html", NOW, kind="图解"),
    Item("关于取暖，居民问得最多的九件事", "/a/202611/r3.html", NOW, kind="问答"),
)

PAIRS = (
    Pair(DOCUMENT_ITEMS[0], READINGS),
    Pair(DOCUMENT_ITEMS[1], READINGS[1:2]),
    Pair(DOCUMENT_ITEMS[2]),
)

NEWS = items(
    "全市冬春农田水利建设现场会在石桥镇召开",
    "青云江大桥完成年度检修，24日零时恢复双向通行",
    "市政府常务会议研究供暖保障、托育服务等事项",
    "“一老一小”服务站点新增46处，步行十五分钟可达",
    "前三季度全市新增城镇就业3.1万人",
    "市政务服务中心周末延时服务满一年：办件2.4万件",
    "澄溪区老旧小区加装电梯突破三百部",
    "青云高铁站南广场改造完工，公交首末站同步启用",
    "初雪将至，环卫部门备足融雪物资一千二百吨",
)
