"""Units, sites and columns of the cluster, made through the services."""

from dataclasses import dataclass, replace
from typing import Any

DISTRICTS = (
    "",
    "东河区",
    "西岭区",
    "南湖区",
    "北原区",
    "青山县",
    "临江县",
    "云溪县",
    "石桥县",
    "高新区",
)
ORGANS = (
    "教育局", "科技局", "财政局", "水利局", "农业农村局", "商务局", "审计局", "统计局",
    "应急管理局", "市场监管局",
)  # fmt: skip
# Code -> title, type of column, places on the home page.
COLUMNS = {
    "gzdt": ("工作动态", "news", ("tabs",)),
    "ldhd": ("领导活动", "news", ()),
    "jcdt": ("基层动态", "news", ()),
    "mtgz": ("媒体关注", "news", ()),
    "zdly": ("重点领域", "disclosure", ()),
    "xxgk": ("法定主动公开内容", "disclosure", ()),
    "zcwj": ("政策文件", "documents", ("policy",)),
    "gfxwj": ("规范性文件", "documents", ()),
    "zcjd": ("政策解读", "interpretation", ()),
    "tzgg": ("通知公告", "news", ("list",)),
}
WORKERS = {
    "officer": "information_officer",
    "reviewer": "reviewer",
    "liaison": "liaison",
    "signer": "signer",
    "secrecy": "secrecy_reviewer",
}


@dataclass(frozen=True)
class Home:
    """A site that has articles; `town` is the town as the people of this site see it."""

    town: Any
    columns: dict[str, Any]


def build_structure(sites: int) -> list[Home]:
    """The town, with so many further sites below its portal."""
    from town import build_town

    town = build_town()
    _extend_posts(town)
    return [_home(town, number) for number in range(sites)]


def _extend_posts(town: Any) -> None:
    """The bureau's people write, review and sign for every unit."""
    from town import NOW, START
    from zhanqun.core.units import api as units

    for username, role in WORKERS.items():
        units.appoint(
            user=town.people[username],
            role=units.Role(role),
            scope=("unit", town.government.pk),
            valid_from=START,
            by=None,
            now=NOW,
        )


def _home(town: Any, number: int) -> Home:
    from town import NOW, START
    from zhanqun.content.sites import api as sites
    from zhanqun.core.units import api as units

    name = DISTRICTS[number // len(ORGANS) % len(DISTRICTS)] + ORGANS[number % len(ORGANS)]
    unit = units.add_unit(
        parent=units.Unit.objects.get(pk=town.government.pk),
        by=None,
        now=NOW,
        kind="department",
        name=f"青云市{name}",
        short_name=name,
        document_code=f"青{name[:-1]}",
    )
    profile = sites.create_site(
        facts={
            "kind": "department",
            "id_code": f"99001{number:05d}",
            "name": unit.name,
            "short_name": unit.short_name,
            "domain": f"bm{number}.qingyun.localhost",
            "host_unit": unit,
            "undertaking_unit": unit,
            "icp": "江ICP备00000000号-1",
            "parent": town.portal,
        },
        columns=[
            sites.ColumnSpec(code, title, column_type=kind, home=home)
            for code, (title, kind, home) in COLUMNS.items()
        ],
        by=None,
        now=NOW,
        today=START,
    )
    here = replace(town, bureau=unit, bureau_site=profile)
    return Home(here, {code: here.column(code) for code in COLUMNS})
