"""How the pages of the demo city are arranged (演示城市的版面)."""

from collections.abc import Callable
from typing import Any

Blocks = list[dict[str, Any]]
# Column id by site and code, as the city knows them.
Key = Callable[[str, str], int]


def _b(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def portal(key: Key) -> Blocks:
    def at(*codes: str) -> list[int]:
        return [key("www", code) for code in codes]

    return [
        _b("headline", column=key("www", "qyyw")),
        _b("picture", column=key("www", "tpxw"), width="7"),
        _b("tabs", columns=at("qyyw", "bmdt", "qxdt", "gwyxx"), rows=9, width="5"),
        _b("policy", columns=at("zfwj", "zfbwj", "gfxwj"), rows=4, width="8"),
        _b("disclosure", column=key("www", "zwgk"), width="4"),
        _b("leaders", column=key("www", "ldzc"), width="below"),
        _b("organs", column=key("www", "jgzn"), width="below"),
        _b("services", columns=at("grfw", "qyfw", "tzzfw", "lnrfw", "cjrfw", "xsm")),
        _b(
            "participation",
            column=key("www", "xjhf"),
            rows=5,
            links=[["给书记、市长写信", "/letters/"], ["信访指南", "/hdjl/xfzn/"]],
            width="4",
        ),
        _b("list", title="征集与访谈", column=key("www", "yjzj"), rows=6, width="4"),
        _b("list", column=key("www", "tzgg"), rows=6, width="4"),
        _b("topics", column=key("www", "ztzl")),
        _b("list", title="数据发布", column=key("www", "ydsj"), rows=6, width="6"),
        _b("lookups", links=LOOKUPS, width="6"),
        _b("subsites"),
        _b("links", groups=RELATED),
    ]


LOOKUPS = [
    ["社保缴费", "/zwfw/shbz/"],
    ["医院号源", "/zwfw/ylws/"],
    ["学区划片", "/zwfw/jyjy/"],
    ["公租房", "/zwfw/zfbz/"],
    ["公交线路", "/zjqy/jtcx/"],
    ["表格下载", "/zwfw/bgxz/"],
    ["常见问题", "/zwfw/cjwt/"],
    ["办事指南", "/zwfw/bszn/"],
]
RELATED = [
    [
        "国家部委网站",
        [
            ["国家发展改革委", "https://www.ndrc.gov.cn/"],
            ["教育部", "https://www.moe.gov.cn/"],
            ["民政部", "https://www.mca.gov.cn/"],
            ["交通运输部", "https://www.mot.gov.cn/"],
        ],
    ],
    [
        "省政府部门网站",
        [
            ["江海省发展改革委", "https://fgw.jianghai.example/"],
            ["江海省民政厅", "https://mzt.jianghai.example/"],
        ],
    ],
    [
        "公共服务",
        [
            ["国家政务服务平台", "https://gjzwfw.www.gov.cn/"],
            ["全国社会保险公共服务平台", "https://si.12333.gov.cn/"],
        ],
    ],
]


def bureau(key: Key) -> Blocks:
    """The transport bureau: news beside what must be public, services, contact."""

    def at(code: str) -> int:
        return key("jtj", code)

    return [
        _b("headline", column=at("gzdt")),
        _b("list", column=at("gzdt"), rows=8, width="7"),
        _b("list", column=at("xxgk"), rows=8, width="5"),
        _b("policy", columns=[at("zcwj")], rows=3, width="8"),
        _b("list", column=at("zcjd"), rows=6, width="4"),
        _b("list", column=at("tzgg"), width="4"),
        _b("list", column=at("bszn"), width="4"),
        _b("list", column=at("ghcw"), width="4"),
        _b("about"),
    ]


def district(key: Key) -> Blocks:
    def at(code: str) -> int:
        return key("cxq", code)

    return [
        _b("headline", column=at("gzdt")),
        _b("list", column=at("gzdt"), rows=8, width="7"),
        _b(
            "facts",
            title="澄溪概况",
            facts=[
                ["位置", "青云江北岸，云岭南麓"],
                ["辖区", "3个街道、4个镇"],
                ["特产", "石桥豆腐干、云溪茶"],
                ["区政府", "澄溪区澄江路1号"],
            ],
            width="5",
        ),
        _b("policy", columns=[at("zcwj")], rows=3),
        _b("list", column=at("tzgg"), width="4"),
        _b("list", column=at("bszn"), width="4"),
        _b("list", column=at("msss"), width="4"),
        _b("about"),
    ]


def township(key: Key) -> Blocks:
    """石桥镇: what it is first, then news and what villagers come for."""

    def at(code: str) -> int:
        return key("sqz", code)

    return [
        _b("banner", title="石桥镇", text="云岭脚下，青云江边，因一座石拱桥得名。"),
        _b("list", column=at("gzdt"), rows=6, width="7"),
        _b(
            "facts",
            title="镇情一览",
            facts=[
                ["村（社区）", "14个村、1个社区"],
                ["集镇", "石桥街，逢三、六、九赶场"],
                ["特产", "石桥豆腐干"],
                ["镇政府", "石桥镇石桥街6号"],
                ["值班电话", "0099-6039111"],
            ],
            width="5",
        ),
        _b("text", title="镇情简介", text=ABOUT_TOWN, width="7"),
        _b(
            "lookups",
            title="常办的事",
            links=[
                ["办事指南", "/bszn/"],
                ["村务公开", "/cwgk/"],
                ["民生实事", "/msss/"],
                ["通知公告", "/tzgg/"],
            ],
            width="5",
        ),
        _b("list", column=at("tzgg"), width="4"),
        _b("list", column=at("cwgk"), width="4"),
        _b("list", column=at("xxgk"), width="4"),
        _b("about"),
    ]


ABOUT_TOWN = """石桥镇在澄溪区西北，北靠云岭，南临青云江。老街上的石拱桥是镇名的由来。

全镇以豆腐干加工、稻谷和茶叶为主业。豆腐干小作坊集中园已经投用，32户作坊共用蒸汽、冷链和检测室。"""


def english(key: Key) -> Blocks:
    def at(code: str) -> int:
        return key("en", code)

    return [
        _b("headline", column=at("news")),
        _b("picture", column=at("news"), width="7"),
        _b("list", column=at("news"), rows=6, width="5"),
        _b("list", column=at("about"), width="4"),
        _b("list", column=at("services"), width="4"),
        _b("list", column=at("living"), width="4"),
        _b("list", column=at("investing"), width="6"),
        _b("list", column=at("contact"), width="6"),
        _b("about"),
    ]


def flood_topic(key: Key) -> Blocks:
    """防汛抗旱在行动: from the portal, a district, a township and two bureaus, and by keyword."""
    return [
        _b("banner", title="防汛抗旱在行动", text="雨情水情、避险指南、各地行动，汇在一处。"),
        _b("list", title="最新发布", column=key("www", "fxkh"), rows=6, width="6"),
        _b("gathered", title="与防汛有关", tags=["防汛", "防汛抗旱", "抢险"], rows=6, width="6"),
        _b(
            "gathered",
            title="区县和乡镇",
            sources=[key("cxq", "gzdt"), key("sqz", "gzdt"), key("sqz", "tzgg")],
            rows=6,
            width="6",
        ),
        _b(
            "gathered",
            title="道路和学校",
            sources=[key("jtj", "tzgg"), key("jyj", "tzgg")],
            rows=6,
            width="6",
        ),
    ]


# Site, code of the column ("" for the home), who arranges, who releases, the blocks.
PAGES: tuple[tuple[str, str, str, str, Callable[[Key], Blocks]], ...] = (
    ("www", "", "bianji", "zhubian", portal),
    ("jtj", "", "jtj-zb", "jtj-qfr", bureau),
    ("cxq", "", "cxq-zb", "cxq-qfr", district),
    ("sqz", "", "sqz-zb", "sqz-qfr", township),
    ("en", "", "bianji", "zhubian", english),
    ("www", "fxkh", "bianji", "zhubian", flood_topic),
)
