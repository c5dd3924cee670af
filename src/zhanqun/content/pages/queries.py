"""Reading arrangements: for pages by page id, for the desk through who may see them."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from zhanqun.content.pages.keys import arrangement_key
from zhanqun.content.pages.models import Arrangement, Version
from zhanqun.content.pages.policies import READERS
from zhanqun.content.sites import api as sites
from zhanqun.foundation.dependencies import depends_on, once_each

# Homes stand right below the root of the page tree.
HOME_DEPTH = 2


class Live(NamedTuple):
    """What pages need of an arrangement; blocks are those released, none while it is not open."""

    page_id: int
    blocks: list[dict[str, Any]] | None
    theme: str
    archived_at: Any


def live_of(page_id: int) -> Live | None:
    """The arrangement of a page as the public has it; notes its key."""
    depends_on(arrangement_key(page_id))
    return lives([page_id])[page_id]


def lives(page_ids: Iterable[int]) -> dict[int, Live | None]:
    return once_each("arrangement", page_ids, _read_lives)


def _read_lives(page_ids: list[int]) -> dict[int, Live]:
    rows = Arrangement.objects.filter(page_id__in=page_ids).select_related("live")
    return {row.page_id: _live(row) for row in rows}


def _live(row: Arrangement) -> Live:
    blocks = row.live.blocks if row.live and row.is_open else None
    return Live(row.page_id, blocks, row.theme, row.archived_at)


class Standing(NamedTuple):
    """Pages of a site by where their arrangement stands: open ones are shown without articles of
    their own, waiting ones not at all, archived ones have left the home (专题期限)."""

    open: frozenset[int] = frozenset()
    waiting: frozenset[int] = frozenset()
    archived: frozenset[int] = frozenset()


def standings(site_ids: Iterable[int]) -> dict[int, Standing]:
    found = once_each("standing", site_ids, _read_standings)
    return {site_id: row or Standing() for site_id, row in found.items()}


def _read_standings(site_ids: list[int]) -> dict[int, Standing]:
    rows = list(Arrangement.objects.filter(site_id__in=site_ids))

    def pages(site_id: int, holds: Callable[[Arrangement], bool]) -> frozenset[int]:
        return frozenset(row.page_id for row in rows if row.site_id == site_id and holds(row))

    return {
        site_id: Standing(
            open=pages(site_id, lambda row: row.is_open),
            waiting=pages(site_id, lambda row: row.opens_on is not None and not row.opened_at),
            archived=pages(site_id, lambda row: row.archived_at is not None),
        )
        for site_id in site_ids
    }


def arrangements_visible_to(user: Any) -> QuerySet[Arrangement]:
    """Arrangements of the sites where the user arranges or releases."""
    profiles = sites.sites_managed_by(user, READERS)
    rows = Arrangement.objects.filter(site_id__in=profiles.values("site_id"))
    return rows.select_related("page", "latest__made_by", "live__released_by")


def home_arrangement(profile: sites.SiteProfile) -> Arrangement:
    """The arrangement of a site's home; made with the site."""
    rows = Arrangement.objects.select_related("latest", "live")
    return rows.get(page_id=sites.home_of(profile.site_id).pk)


def versions_of(arrangement: Arrangement) -> QuerySet[Version]:
    """Newest first (版面历史)."""
    rows = arrangement.versions.select_related("made_by", "released_by")
    return rows.order_by("-number")


def uses_of(column: sites.Column) -> list[str]:
    """The pages on which blocks show a column, in words (栏目被引用)."""
    rows = Arrangement.objects.filter(live__columns__contains=[column.pk])
    return [name_of(row) for row in rows.select_related("page")]


def name_of(row: Arrangement) -> str:
    """What an arranged page is called; the title of a home is the name of its site."""
    return f"{row.page}首页" if row.page.depth == HOME_DEPTH else str(row.page)
