"""Sample leaders and organs, topics and the pages that each site has."""

from datetime import date

from django.utils.safestring import mark_safe

from zhanqun.content.pages.shapes import (
    Block,
    DirectoryPage,
    LeaderCard,
    LeaderPage,
    LinkGroup,
    MapPage,
    MessagePage,
    OrganCard,
    OrganPage,
    Picture,
    PlainPage,
    TopicPage,
)
from zhanqun.content.pages.tests.samples.frame import NEWS, NOW, links
from zhanqun.content.pages.tests.samples.homes import SUBSITES
from zhanqun.content.pages.tests.samples.texts import BREADCRUMB, FILES

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
