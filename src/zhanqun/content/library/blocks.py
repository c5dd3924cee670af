"""Blocks of list numbers (列表段): what a part of the sitemap lists, and when it last changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from wagtail.models import Site

from zhanqun.content.library.keys import BLOCK, block_key, block_of
from zhanqun.content.library.models import ListBlock, Placement, address_of
from zhanqun.content.library.states import ArticleKind, PlacementState
from zhanqun.content.sites import api as sites
from zhanqun.foundation.dependencies import depends_on


class Listed(NamedTuple):
    """One address of a sitemap."""

    address: str
    changed_at: datetime


def listed_in(column_id: int, block: int) -> list[Listed]:
    """The texts that a block of list numbers lists in the sitemap, oldest first.

    A text is listed where its page has its breadcrumb: at its home on the site, else at its
    first column; a link has no page of its own.
    """
    depends_on(block_key(column_id, block))
    rows = _listed(column_id, block).order_by("number")
    facts = ("slug", "code", "first_published_at", "last_published_at")
    found = rows.values_list(*(f"article__{name}" for name in facts))
    return [Listed(address_of(*address), changed_at) for *address, changed_at in found]


def blocks_of(column_ids: Iterable[int]) -> dict[tuple[int, int], ListBlock]:
    rows = ListBlock.objects.filter(column_id__in=list(column_ids))
    return {(row.column_id, row.block): row for row in rows}


def last_changes(site_ids: Iterable[int]) -> dict[int, datetime]:
    """When the texts of sites last changed for the public; sites without any are left out."""
    roots = dict(Site.objects.filter(pk__in=site_ids).values_list("root_page__path", "pk"))
    root = Substr("column__path", 1, 2 * sites.Column.steplen)
    rows = ListBlock.objects.annotate(root=root).filter(root__in=roots)
    newest = rows.values_list("root").annotate(Max("changed_at"))
    return {roots[path]: changed_at for path, changed_at in newest}


def has_changed_since(site_id: int, moment: datetime) -> bool:
    """Whether any text of a site changed for the public since a moment."""
    columns = sites.columns_of(site_id, closed=True)
    return ListBlock.objects.filter(column__in=columns, changed_at__gte=moment).exists()


def note_blocks(placements: Iterable[Placement], now: datetime) -> None:
    """Remember that texts of these placements' blocks changed for the public.

    Always in one order, so that two acts cannot wait for each other.
    """
    numbered = (row for row in placements if row.number)
    for column_id, block in sorted(
        {(row.column_id, block_of(row.number or 1)) for row in numbered}
    ):
        facts = {"changed_at": now, "is_listed": _listed(column_id, block).exists()}
        ListBlock.objects.update_or_create(column_id=column_id, block=block, defaults=facts)


def _listed(column_id: int, block: int) -> QuerySet[Placement]:
    live = Placement.objects.filter(state=PlacementState.LIVE)
    before = Q(is_home=True) & ~Q(is_home=OuterRef("is_home"))
    before |= Q(is_home=OuterRef("is_home"), pk__lt=OuterRef("pk"))
    same = live.filter(before, article=OuterRef("article"), site=OuterRef("site"))
    numbers = ((block - 1) * BLOCK + 1, block * BLOCK)
    here = live.filter(column_id=column_id, number__range=numbers)
    return here.exclude(article__kind=ArticleKind.LINK).exclude(Exists(same))
