"""Sample homes: of the portal, of a subsite, of the English edition."""

from dataclasses import replace
from datetime import date
from itertools import count

from django.utils.safestring import mark_safe

from zhanqun.content.pages.shapes import (
    ArrangedPage,
    Block,
    BlockRow,
    FactsBlock,
    Figure,
    Headline,
    Link,
    LinkGroup,
    LinkGroups,
    Participation,
    Picture,
    Policy,
    Shown,
    Tabs,
    TextBlock,
    TopicCard,
    Topics,
)
from zhanqun.content.pages.tests.samples.frame import NEWS, NOW, PAIRS, items, links

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
