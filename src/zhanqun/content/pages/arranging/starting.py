"""The home that a new site begins with (初始版面); its editors change it afterwards."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from zhanqun.content.pages.arranging.rules import Blocks
from zhanqun.content.sites.api import SiteKind, SiteProfile

Named = Mapping[str, list[int]]


def arrange_home(profile: SiteProfile, shown: Sequence[tuple[str, int]], now: datetime) -> None:
    """A site was built: its home shows at once what its columns are meant for."""
    from zhanqun.content.pages.services import first_arrangement

    page_id = profile.site.root_page_id
    first_arrangement(profile, page_id, first_blocks(profile.kind, shown), now)


def first_blocks(kind: str, shown: Sequence[tuple[str, int]]) -> Blocks:
    """Blocks for columns, by the kind of site. shown: (kind of block, column id)."""
    named: dict[str, list[int]] = defaultdict(list)
    for block, column_id in shown:
        named[block].append(column_id)
    return _portal(named) if kind == SiteKind.PORTAL else _subsite(named)


def block(kind: str, **parameters: Any) -> dict[str, Any]:
    return {"type": kind, "value": parameters}


def _portal(named: Named) -> Blocks:
    return [
        *_one(named, "headline"),
        *_one(named, "picture", width="7"),
        *_several(named, "tabs", width="5", rows=9),
        *_several(named, "policy", width="8"),
        *_one(named, "disclosure", width="4"),
        *_one(named, "leaders"),
        *_one(named, "organs"),
        *_several(named, "services"),
        *_each(named, "participation", width="4"),
        *_each(named, "list", width="4"),
        *_one(named, "topics"),
        block("subsites"),
    ]


def _subsite(named: Named) -> Blocks:
    """News first, with the picture or what is disclosed beside it."""
    news = named.get("tabs", [])
    beside = _one(named, "disclosure", width="5") or [block("about", width="5")]
    pictured = bool(named.get("picture"))
    return [
        *_one(named, "headline"),
        *_one(named, "picture", width="7"),
        *(block("list", column=key, rows=9, width="5" if pictured else "7") for key in news[:1]),
        *([] if pictured else beside),
        *_several(named, "policy", width="full"),
        *(block("list", column=key, width="4") for key in [*news[1:], *named.get("list", [])]),
        *_several(named, "services"),
        *([block("about")] if pictured or named.get("disclosure") else []),
    ]


def _one(named: Named, kind: str, **more: Any) -> Blocks:
    return [block(kind, column=key, **more) for key in named.get(kind, [])[:1]]


def _each(named: Named, kind: str, **more: Any) -> Blocks:
    return [block(kind, column=key, **more) for key in named.get(kind, [])]


def _several(named: Named, kind: str, **more: Any) -> Blocks:
    columns = named.get(kind, [])
    return [block(kind, columns=columns, **more)] if columns else []
