"""Who works in the city, and in which role (演示人员). Names are invented."""

from dataclasses import dataclass

from zhanqun.core.units.api import Role


@dataclass(frozen=True)
class Post:
    """One person and what they are appointed to; scope is ("unit"|"site", code)."""

    username: str
    name: str
    unit: str
    terms: tuple[tuple[Role, tuple[str, str]], ...]
    shown: bool = False  # printed by `make demo`: one account per role


def _post(
    username: str, name: str, unit: str, *terms: tuple[Role, tuple[str, str]], shown: bool = False
) -> Post:
    return Post(username, name, unit, terms, shown)


def _bureau(code: str, *names: str, shown: bool = False) -> tuple[Post, ...]:
    """信息员、审核人、签发人、保密审查员 and 主编 of one unit with its site."""
    officer, reviewer, signer, secrecy, chief = names
    unit, site = ("unit", code), ("site", code)
    return (
        _post(f"{code}-xxy", officer, code, (Role.INFORMATION_OFFICER, unit), shown=shown),
        _post(f"{code}-shr", reviewer, code, (Role.REVIEWER, unit), shown=shown),
        _post(f"{code}-qfr", signer, code, (Role.SIGNER, unit), shown=shown),
        _post(f"{code}-bmy", secrecy, code, (Role.SECRECY_REVIEWER, unit), shown=shown),
        _post(
            f"{code}-zb",
            chief,
            code,
            (Role.CHIEF_EDITOR, site),
            (Role.SITE_MANAGER, site),
        ),
    )


def _answering(code: str, handler: str, head: str, *, shown: bool = False) -> tuple[Post, ...]:
    """Who answers letters in one unit: 承办人员 and 承办负责人."""
    unit = ("unit", code)
    return (
        _post(f"{code}-cb", handler, code, (Role.CASE_HANDLER, unit), shown=shown),
        _post(f"{code}-fz", head, code, (Role.CASE_HEAD, unit), shown=shown),
    )


OFFICE = ("unit", "office")
PORTAL = ("site", "www")
ALL = ("unit", "gov")

PEOPLE = (
    _post("office-xxy", "宋知远", "office", (Role.INFORMATION_OFFICER, OFFICE)),
    _post("office-shr", "郑一帆", "office", (Role.REVIEWER, OFFICE)),
    _post("office-qfr", "罗文衡", "office", (Role.SIGNER, OFFICE)),
    _post("office-bmy", "高秉正", "office", (Role.SECRECY_REVIEWER, OFFICE)),
    _post(
        "bianji",
        "林晚照",
        "office",
        (Role.EDITOR, PORTAL),
        (Role.EDITOR, OFFICE),
        (Role.EDITOR, ("site", "en")),
        shown=True,
    ),
    _post(
        "zhubian",
        "方启明",
        "office",
        (Role.CHIEF_EDITOR, PORTAL),
        (Role.CHIEF_EDITOR, ("site", "en")),
        shown=True,
    ),
    _post(
        "zhandian",
        "许清和",
        "data",
        (Role.SITE_MANAGER, PORTAL),
        (Role.SITE_MANAGER, ("site", "en")),
        shown=True,
    ),
    _post("jiancha", "温如岳", "office", (Role.SUPERVISOR, ALL), shown=True),
    _post("xitong", "韩广平", "data", (Role.SYSTEM_ADMIN, ALL), shown=True),
    _post("anquan", "严守一", "data", (Role.SECURITY_ADMIN, ALL), shown=True),
    _post("shenji", "程鉴", "office", (Role.AUDIT_ADMIN, ALL), shown=True),
    _post("jtj-lly", "周渡", "jtj", (Role.LIAISON, ("unit", "jtj")), shown=True),
    *_bureau("jtj", "陆小满", "贺长桥", "江行舟", "石敬言", "梅思齐", shown=True),
    *_bureau("fgw", "秦晓禾", "邹景行", "段宏图", "白慎之", "叶子衿"),
    *_bureau("mzj", "沈念慈", "俞怀安", "莫守诚", "纪明规", "汤若水"),
    *_bureau("zjj", "顾新砖", "鲁一木", "匡立本", "章慎行", "花弄影"),
    *_bureau("jyj", "孟书涵", "谢春晖", "傅启蒙", "曾克己", "王𡐤"),
    *_bureau("wjw", "杜若兰", "华景仁", "扁安康", "任止戈", "柳叶青"),
    *_bureau("cxq", "溪有声", "田丰年", "区向阳", "闵如玉", "文治平"),
    *_bureau("sqz", "石小桥", "桥三生", "庄稼实", "邢守约", "苗青青"),
    _post("xinjian", "纪昀清", "office", (Role.CASE_OFFICE, ALL), shown=True),
    *_answering("office", "于归远", "盛世安"),
    *_answering("jtj", "乔木生", "车行健", shown=True),
    *_answering("fgw", "计长远", "谋定远"),
    *_answering("mzj", "惠民生", "仁安民"),
    *_answering("zjj", "梁栋材", "安居易"),
    *_answering("jyj", "育英才", "桃李芳"),
    *_answering("wjw", "杏林春", "岐伯安"),
    *_answering("cxq", "田畴绿", "里仁美"),
)
