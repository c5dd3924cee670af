"""Pages of an invented city: one rich and one empty value of every shape."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils.safestring import mark_safe

from zhanqun.content.pages.shapes import (
    ArrangedPage,
    ArticlePage,
    Block,
    BlockRow,
    Chrome,
    ColumnPage,
    DirectoryPage,
    DocumentPage,
    FactsBlock,
    FeedLink,
    Figure,
    FileLink,
    Head,
    Headline,
    Item,
    LeaderCard,
    LeaderPage,
    Link,
    LinkGroup,
    LinkGroups,
    MapPage,
    Media,
    MessagePage,
    OrganCard,
    OrganPage,
    Pager,
    Pair,
    Participation,
    Picture,
    PlainPage,
    Policy,
    Shown,
    Tabs,
    TextBlock,
    TopicCard,
    TopicPage,
    Topics,
)

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

DISCLOSURE = Block(
    "政务公开",
    "/zwgk/",
    links=(Link("依申请公开", "/zwgk/ysq/", note="20个工作日内答复"),)
    + links(
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "政府规章",
        "规范性文件",
        "财政预决算",
        "行政执法公示",
        "重大建设项目",
    ),
)

PICTURE = Picture(
    src="/f/bridge.svg",
    alt="晨光里的青云江大桥，检修车停在桥塔旁",
    width=1280,
    height=720,
    title="青云江大桥完成年度检修，24日零时恢复双向通行",
    url="/a/202611/1.html",
    caption="2026年11月23日，检修收尾中的青云江大桥。市交通运输局供图",
)


NUMBERS = count(1)


def shown(component: str, block: object) -> Shown:
    return Shown(component, block, f"b{next(NUMBERS)}")


def row(*cells: Shown | tuple[Shown, ...], grid: str = "", tone: str = "") -> BlockRow:
    made = tuple(cell if isinstance(cell, tuple) else (cell,) for cell in cells)
    return BlockRow(made, grid, tone)


LEAD = shown(
    "headline",
    Headline(
        "暖气热不热，住户说了算：《青云市冬季清洁取暖实施方案》公布",
        "/a/202611/d1.html",
        links("方案全文", "一图看懂", "补贴标准", "报修电话"),
    ),
)
TABS = Tabs(
    (
        Block("青云要闻", "/ywdt/qyyw/", NEWS),
        Block("部门动态", "/ywdt/bmdt/", NEWS[3:7]),
        Block("区县动态", "/ywdt/qxdt/", NEWS[5:]),
        Block("国务院信息", "/ywdt/gwyxx/", NEWS[:3]),
    )
)
LEADERS = Block("领导之窗", "/zwgk/ldzc/", links=links("市长", "副市长", "秘书长", "工作分工"))
ORGANS = Block("机构职能", "/zwgk/jgzn/", links=links("市政府部门", "派出机构", "区县"))
AUDIENCES = LinkGroups(
    "政务服务",
    "/zwfw/",
    (
        LinkGroup("个人", "/zwfw/grfw/", links("生育登记", "入学转学", "公积金"), "318项"),
        LinkGroup("企业", "/zwfw/qyfw/", links("开办企业", "变更登记"), "264项"),
        LinkGroup("老年人", "/zwfw/lnr/", links("高龄津贴", "养老认证", "优待证"), "33项"),
    ),
)
CARDS = Topics(
    "专题专栏",
    "/zt/",
    (
        TopicCard("冬季供暖保障", "/zt/gn/", "报修、补贴与停供公告"),
        TopicCard("优化营商环境", "/zt/ys/", "政策直达，诉求直办", "deep"),
        TopicCard("青云江流域修复", "/zt/ly/", "工程进展每月公布"),
        TopicCard("“一老一小”服务", "/zt/yl/", "托育养老就近办", "accent"),
    ),
)
TAKE_PART = Participation(
    "互动交流",
    "/hdjl/",
    links("我要写信", "查询答复"),
    NEWS[:3],
    (Figure("本月收到来信", "1293", "件"), Figure("平均用时", "4.2", "个工作日")),
    "截至11月24日8:00",
)
SUBSITES = Block(
    "部门区县",
    "",
    links=tuple(
        Link(name, f"/{number}/", note="11-24 更新")
        for number, name in enumerate(("发展和改革委员会", "教育局", "民政局", "澄溪区"))
    ),
)
DRAWERS = LinkGroups(
    "相关网站",
    "",
    tuple(
        LinkGroup(name, "", links("发展改革部门", "教育部门", "公安部门"))
        for name in ("国家部委网站", "省政府部门网站", "市政府部门网站", "区县政府网站")
    ),
)
ABOUT = FactsBlock(
    "机构信息",
    (
        ("办公地址", "青云市望津区环保路 12 号"),
        ("办公时间", "周一至周五 8:30—12:00，14:00—17:30（节假日除外）"),
        ("联系电话", "0099-6044120"),
    ),
    row=True,
)
WORDS = TextBlock("镇情简介", mark_safe("<p>石桥镇因桥得名。</p><p>全镇14个村。</p>"))

HOME = ArrangedPage(
    (
        row(LEAD, tone="lead"),
        row(shown("picture_block", PICTURE), shown("tabs_block", TABS), grid="7-5", tone="news"),
        row(
            shown("policy_block", Policy("政策与解读", "/zwgk/zfwj/", PAIRS)),
            (
                shown("entries_block", DISCLOSURE),
                shown("box_block", LEADERS),
                shown("box_block", ORGANS),
            ),
            grid="8-4",
        ),
        row(shown("services_block", AUDIENCES), tone="band"),
        row(
            shown("participation_block", TAKE_PART),
            shown("list_block", Block("通知公告", "/ywdt/tzgg/", NEWS[2:7])),
            shown("list_block", Block("数据发布", "/sjfb/", NEWS[:5])),
            grid="4-4-4",
        ),
        row(shown("topics_block", CARDS)),
        row(shown("lookups_block", Block("便民查询", "", links=links("社保缴费", "公交线路")))),
        row(shown("subsites_block", SUBSITES)),
        row(shown("drawers_block", DRAWERS)),
    ),
    NOW,
)
HOME_EMPTY = ArrangedPage((), None)

SUBSITE = ArrangedPage(
    (
        row(
            shown("tabs_block", Tabs((Block("工作动态", "/gzdt/", NEWS[:7]),))),
            shown("entries_block", Block("信息公开", "/xxgk/", links=DISCLOSURE.links[:7])),
            grid="7-5",
        ),
        row(shown("policy_block", Policy("政策与解读", "/zcwj/", PAIRS[:2]))),
        row(
            shown("text_block", WORDS), shown("facts_block", replace(ABOUT, row=False)), grid="6-6"
        ),
        row(shown("facts_block", replace(ABOUT, title="联系我们")), tone="band"),
    ),
    NOW,
)
ARRANGED_TOPIC = ArrangedPage(
    (row(shown("list_block", Block("各地动态", "", NEWS))),),
    NOW,
    title="防汛抗旱在行动",
    summary="雨情、水情与避险指南",
    picture=PICTURE,
    breadcrumb=links("首页", "专题专栏", "防汛抗旱在行动", current=2),
    archived_on=date(2026, 11, 24),
)

ENGLISH_HOME = ArrangedPage(
    (
        row(
            shown("headline", Headline("Winter heating starts early across Qingyun", "/a/1.html")),
            tone="lead",
        ),
        row(
            shown(
                "picture_block",
                Picture("/f/b.svg", "The bridge at dawn", 1280, 720, "Bridge", "/a/1.html"),
            ),
            shown(
                "list_block",
                Block("News", "/news/", items("Bridge reopens after inspection", "Airport bus")),
            ),
            grid="7-5",
            tone="news",
        ),
        row(
            shown("list_block", Block("Living", "/living/", items("How to get a residence card"))),
            shown("participation_block", Participation("Have your say", "", links("Write"), ())),
            grid="6-6",
        ),
        row(
            shown("facts_block", FactsBlock("Contact", (("Address", "1 Jiangbin Avenue"),))),
            tone="band",
        ),
    ),
    NOW,
)

BREADCRUMB = (Link("首页", "/"), Link("要闻动态", "/ywdt/"), Link("通知公告", "/ywdt/tzgg/", True))

COLUMN = ColumnPage(
    title="通知公告",
    description="",
    breadcrumb=BREADCRUMB,
    side_title="要闻动态",
    side=links("青云要闻", "部门动态", "区县动态", "通知公告", "会议活动", "新闻发布会", current=3),
    items=(Item("关于2026年冬季供暖有关事项的通告", "/a/p.html", NOW, pinned=True),)
    + NEWS
    + DOCUMENT_ITEMS
    + (Item("国家公祭日全国统一活动安排", "https://www.gov.cn/x.html", NOW, external=True),),
    pager=Pager(
        number=None,
        newer=None,
        older=Link("", "/ywdt/tzgg/146.html"),
        newest=None,
        oldest=Link("", "/ywdt/tzgg/1.html"),
    ),
    feed_url="/ywdt/tzgg/feed.xml",
    duty="栏目责任单位：市政府办公室，至少每 14 天更新一次",
    updated_at=NOW,
)

COLUMN_NUMBERED = ColumnPage(
    title="通知公告",
    description="市政府及各部门面向社会发布的通知、公告和通告。",
    breadcrumb=BREADCRUMB,
    side_title="",
    side=(),
    items=NEWS,
    pager=Pager(
        number=12,
        newer=Link("", "/13.html"),
        older=Link("", "/11.html"),
        newest=Link("", "/"),
        oldest=Link("", "/1.html"),
    ),
    feed_url="",
    duty="",
    updated_at=NOW,
)

COLUMN_EMPTY = ColumnPage(
    "通知公告", "", (), "", (), (), Pager(None, None, None, None, None), "", "", None
)

FILES = (
    FileLink("青政发〔2026〕21号（盖章版）", "/f/k1/a.pdf", "PDF", "1.2 MB"),
    FileLink("青政发〔2026〕21号（版式文件）", "/f/k2/b.ofd", "OFD", "860 KB"),
    FileLink("附件：各区县供热管网改造计划表", "/f/k3/c.xlsx", "XLSX", "48 KB"),
)

ARTICLE_BODY = mark_safe(
    "<p>历时四十天的青云江大桥年度检修11月23日通过验收，大桥将于24日零时恢复双向通行，"
    "货车限重仍为30吨。</p>"
    '<figure><img src="/f/bridge.svg" alt="检修后的大桥" width="860" height="484">'
    "<figcaption>检修后的青云江大桥。市交通运输局供图</figcaption></figure>"
    "<h2>查出了什么</h2>"
    "<p>检修人员逐根测量72根斜拉索的索力，更换其中4根，重新涂装桥塔外侧1.3万平方米。"
    "桥面伸缩缝全部清理，排水口加装了防落叶的格栅。</p>"
    "<h2>通车后怎么走</h2><p>绕行期间的临时措施同步取消，具体调整如下：</p>"
    "<ul><li>江滨大道东行车辆恢复直接上桥；</li><li>3路、17路公交恢复原线；</li>"
    "<li>两侧人行道夜间照明恢复，自行车可以通行。</li></ul>"
    "<h3>近三年检修情况</h3>"
    "<table><thead><tr><th>年度</th><th>检修内容</th><th>更换斜拉索</th><th>费用</th>"
    "<th>封闭天数</th></tr></thead><tbody>"
    "<tr><td>2024年</td><td>常规检修</td><td>0</td><td>186.5万元</td><td>12</td></tr>"
    '<tr><td>2025年</td><td rowspan="2">常规检修、桥塔涂装</td><td>2</td><td>340万元</td>'
    "<td>25</td></tr><tr><td>2026年</td><td>4</td><td>512.8万元</td><td>40</td></tr>"
    "</tbody></table>"
    '<p class="align-right">（市交通运输局供稿）</p>'
)

ARTICLE = ArticlePage(
    title="青云江大桥完成年度检修，11月24日零时恢复双向通行",
    subtitle="货车限重不变，3路、17路公交同日恢复原线",
    kind="政务动态",
    breadcrumb=BREADCRUMB,
    published_at=NOW,
    source="青云市交通运输局",
    author="",
    editor="陆文青",
    body=ARTICLE_BODY,
    notice="",
    files=(),
    related=NEWS[2:5],
    interprets=(),
    media=None,
    original="",
    updated_at=NOW,
)

ARTICLE_FULL = ArticlePage(
    title="今年取暖补贴怎么领、领多少",
    subtitle="",
    kind="文字解读",
    breadcrumb=BREADCRUMB,
    published_at=NOW,
    source="市民政局",
    author="政策研究科",
    editor="陆文青",
    body=ARTICLE_BODY,
    notice="本文已于2026年11月24日撤回，原因：补贴标准调整。",
    files=FILES,
    related=NEWS[:2],
    interprets=DOCUMENT_ITEMS[:1],
    media=Media(
        kind="video",
        file=FileLink("三分钟看懂取暖补贴", "/f/k4/v.mp4", "MP4", "12 MB"),
        content_type="video/mp4",
        poster="/f/k5/p.jpg",
        stream="/f/k4/hls/index.m3u8",
        captions="/f/k6/v.vtt",
    ),
    form="视频解读",
    original="原载于青云市人民政府旧网站，2019-03-02",
    updated_at=NOW,
)

ARTICLE_EMPTY = ArticlePage(
    "更正", "", "", (), NOW, "", "", "", mark_safe(""), "", (), (), (), None, "", NOW
)

DOCUMENT_BODY = mark_safe(
    "<p>各区、县人民政府，市政府各部门：</p>"
    "<p>《青云市冬季清洁取暖实施方案》已经市政府第71次常务会议审议通过，现印发给你们，"
    "请认真组织实施。</p>"
    '<p class="align-right">青云市人民政府</p><p class="align-right">2026年11月10日</p>'
    "<p>（此件公开发布）</p>"
    '<h2 class="align-center">青云市冬季清洁取暖实施方案</h2>'
    '<h3 id="c1">第一章　总则</h3>'
    "<p>第一条　为了保障居民温暖过冬，减少散煤燃烧，改善大气环境，根据有关法律、法规，"
    "结合本市实际，制定本方案。</p>"
    "<p>第二条　本市行政区域内城镇集中供热、农村清洁取暖和相关补贴，适用本方案。</p>"
    '<h3 id="c2">第二章　供热保障</h3>'
    "<p>第三条　供热单位应当在每年11月15日零时前达到供热条件，卧室、起居室温度不低于18℃。"
    "下列情形应当提前公告：</p>"
    "<p>（一）计划检修停热超过6小时；</p><p>（二）管网改造影响两个以上小区；</p>"
    "<table><tr><th>区县</th><th>改造管网</th><th>完成时限</th></tr>"
    "<tr><td>澄溪区</td><td>18.6公里</td><td>12月20日</td></tr>"
    "<tr><td>望津区</td><td>9.2公里</td><td>12月31日</td></tr></table>"
    '<h3 id="c3">第三章　附则</h3><p>第四条　本方案自2026年11月15日起施行，有效期3年。</p>'
)

DOCUMENT = DocumentPage(
    title="青云市人民政府关于印发青云市冬季清洁取暖实施方案的通知",
    breadcrumb=(Link("首页", "/"), Link("政务公开", "/zwgk/"), Link("市政府文件", "/zwgk/zfwj/")),
    organ="青云市人民政府文件",
    number="青政发〔2026〕21号",
    record=(
        ("索引号", "990100000/2026-00712"),
        ("主题分类", "城乡建设、环境保护"),
        ("发文机关", "青云市人民政府"),
        ("发文字号", "青政发〔2026〕21号"),
        ("成文日期", "2026年11月10日"),
        ("发布日期", "2026年11月12日"),
    ),
    validity="有效",
    in_force=True,
    published_at=NOW,
    source="青云市人民政府办公室",
    body=DOCUMENT_BODY,
    notice="",
    files=FILES,
    interpretations=READINGS,
    contents=(
        Link("第一章　总则", "#c1"),
        Link("第二章　供热保障", "#c2"),
        Link("第三章　附则", "#c3"),
    ),
    history=(
        Item(
            "青云市清洁取暖工作方案",
            "/a/h1.html",
            NOW - timedelta(days=900),
            kind="废止",
            number="青政办发〔2023〕40号",
            validity="已废止",
            in_force=False,
        ),
    ),
    updated_at=NOW,
)

DOCUMENT_EMPTY = DocumentPage(
    title="通知",
    breadcrumb=(),
    organ="",
    number="",
    record=(),
    validity="已废止",
    in_force=False,
    published_at=NOW,
    source="",
    body=mark_safe(""),
    notice="本文件已于2026年1月1日废止。",
    files=(),
    interpretations=(),
    contents=(),
    history=(),
    updated_at=NOW,
)

PORTRAIT = Picture("/f/k5/p.jpg", "温景岚肖像", 600, 800)
LEADER = LeaderPage(
    title="温景岚",
    offices=("市委副书记", "市长"),
    portrait=PORTRAIT,
    breadcrumb=BREADCRUMB,
    body=mark_safe("<p>女，1974年8月生，研究生学历，工学硕士。</p>"),
    duties="领导市政府全面工作，分管审计。",
    career=(("2021.12—2026.01", "青云市常务副市长"), ("2026.01至今", "青云市市长")),
    contact="市长接待日：每月第二个星期三上午9:00—11:30。",
    activities=NEWS[:3],
    notice="",
    files=(),
    updated_at=NOW,
)
LEADER_EMPTY = LeaderPage(
    "王𡐤", (), None, (), mark_safe(""), "", (), "", (), "已于2026年1月1日撤回。", (), NOW
)
ORGAN = OrganPage(
    title="青云市人民政府办公室",
    breadcrumb=BREADCRUMB,
    body=mark_safe("<p>（一）协助市政府领导组织会议；（二）督促检查市政府决定事项的落实。</p>"),
    head="池松年",
    address="青云市江滨大道1号",
    hours="工作日 8:30—17:30",
    telephone="0099-6010011",
    offices=(("政务公开科", "公开、网站监管", "0099-6010066"), ("督查室", "", "")),
    notice="",
    files=FILES,
    updated_at=NOW,
)
ORGAN_EMPTY = OrganPage("某局", (), mark_safe(""), "", "", "", "", (), "", (), NOW)
DIRECTORY = DirectoryPage(
    title="领导之窗",
    description="市政府领导同志的职务、履历和分工。",
    breadcrumb=BREADCRUMB,
    side_title="政务公开",
    side=links("领导之窗", "机构职能", current=0),
    leaders=(
        LeaderCard("温景岚", "/a/l1.html", ("市委副书记", "市长"), PORTRAIT),
        LeaderCard("王𡐤", "/a/l2.html", ("副市长",), None),
    ),
    organs=(OrganCard("市政府办公室", "/a/o1.html", "江滨大道1号", "0099-6010011"),),
    items=NEWS[:2],
    feed_url="/zwgk/ldzc/feed.xml",
    duty="本栏目由市政府办公室负责",
    updated_at=NOW,
)
DIRECTORY_EMPTY = DirectoryPage("机构职能", "", (), "", (), (), (), (), "", "", None)

PLAIN = PlainPage("关于本站", BREADCRUMB[:1], mark_safe("<p>本站由市政府办公室主办。</p>"), NOW)

TOPIC = TopicPage(
    title="防汛抗旱在行动",
    summary="雨情、水情与避险指南",
    breadcrumb=BREADCRUMB[:2],
    blocks=(Block("最新雨情", "/zt/fx/1/", NEWS[:4]), Block("避险指南", "/zt/fx/2/", NEWS[4:7])),
    archived_on=date(2026, 10, 31),
    updated_at=NOW,
)

TOPIC_EMPTY = TopicPage("人才青云", "", (), (), None, None)

MAP = MapPage(
    columns=(
        LinkGroup("要闻动态", "/ywdt/", links("青云要闻", "部门动态", "区县动态", "通知公告")),
        LinkGroup("政务公开", "", links("市政府文件", "政策解读", "财政预决算")),
        LinkGroup("数据发布", "/sjfb/"),
    ),
    subsites=SUBSITES.links,
    updated_at=NOW,
)

NOT_FOUND = MessagePage(
    code=404,
    title="没有找到这个网页",
    text="地址可能写错了，或者网页已经移走。",
    advice=("核对地址中有没有多余的字符。", "从首页或网站地图重新查找。"),
)
GONE = MessagePage(code=410, title="这个网页已经撤下", text="内容由发布单位撤下，地址不再使用。")
DOWN = MessagePage(code=503, title="服务暂时不可用", text="")

# template, chrome, page
RICH = {
    "home": ("pages/arranged.html", CHROME, HOME),
    "home_search": ("pages/arranged.html", CHROME_SEARCH, HOME),
    "subsite": ("pages/arranged.html", CHROME_SUBSITE, SUBSITE),
    "arranged_topic": ("pages/arranged.html", CHROME, ARRANGED_TOPIC),
    "english": ("pages/arranged.html", CHROME_ENGLISH, ENGLISH_HOME),
    "column": ("pages/column.html", CHROME, COLUMN),
    "column_numbered": ("pages/column.html", CHROME, COLUMN_NUMBERED),
    "article": ("pages/article.html", CHROME, ARTICLE),
    "article_full": ("pages/article.html", CHROME, ARTICLE_FULL),
    "document": ("pages/document.html", CHROME, DOCUMENT),
    "leader": ("pages/leader.html", CHROME, LEADER),
    "organ": ("pages/organ.html", CHROME, ORGAN),
    "directory": ("pages/directory.html", CHROME, DIRECTORY),
    "plain": ("pages/plain.html", CHROME, PLAIN),
    "topic": ("pages/topic.html", CHROME, TOPIC),
    "map": ("pages/map.html", CHROME, MAP),
    "not_found": ("pages/message.html", CHROME, NOT_FOUND),
    "gone": ("pages/message.html", CHROME, GONE),
}

BARE = {
    "home": ("pages/arranged.html", CHROME_BARE, HOME_EMPTY),
    "subsite": ("pages/arranged.html", CHROME_BARE, HOME_EMPTY),
    "column": ("pages/column.html", CHROME_BARE, COLUMN_EMPTY),
    "article": ("pages/article.html", CHROME_BARE, ARTICLE_EMPTY),
    "document": ("pages/document.html", CHROME_BARE, DOCUMENT_EMPTY),
    "leader": ("pages/leader.html", CHROME_BARE, LEADER_EMPTY),
    "organ": ("pages/organ.html", CHROME_BARE, ORGAN_EMPTY),
    "directory": ("pages/directory.html", CHROME_BARE, DIRECTORY_EMPTY),
    "plain": ("pages/plain.html", CHROME_BARE, PlainPage("联系我们", (), mark_safe(""), None)),
    "topic": ("pages/topic.html", CHROME_BARE, TOPIC_EMPTY),
    "map": ("pages/map.html", CHROME_BARE, MapPage((), ())),
    "message": ("pages/message.html", CHROME_BARE, DOWN),
}
