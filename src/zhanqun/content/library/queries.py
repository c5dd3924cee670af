"""Reading articles and placements."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhanqun.content.library.models import Article, Placement
from zhanqun.content.library.policies import READERS
from zhanqun.content.library.states import ArticleKind, PlacementState
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation.registries import Registry

# Upper rooms add what their people may read: (user, units whose articles they see anyway) ->
# queries of article ids.
ArticleIds = QuerySet[Any, Any]
article_readers: Registry[Callable[[Any, Collection[int]], Iterable[ArticleIds]]] = Registry(
    "readers of articles"
)
# Up to so many articles are named one by one in a query.
NAMED_MOST = 1000


def articles_visible_to(user: Any) -> QuerySet[Article]:
    """Articles a person may open at the desk (可见稿件): one gate for lists and single ones.

    Their units' articles, those placed on columns they edit or offered to them and not taken
    back, and what upper rooms add (tasks given to them). Administrators see none by being
    administrators.
    """
    covered = units.units_covered(user, READERS)
    columns = sites.columns_edited_by(user)
    placed = Placement.objects.filter(column_id__in=columns)
    placed = placed.exclude(state=PlacementState.WITHDRAWN)
    others = [ids for _name, readers in article_readers for ids in readers(user, covered)]
    named = _named([placed.values_list("article_id", flat=True), *others])
    seen: Any = Q(unit_id__in=covered)
    if named is not None:
        seen |= Q(pk__in=named)
    else:
        seen |= Exists(placed.filter(article=OuterRef("pk")))
        for ids in others:
            seen |= Q(pk__in=ids)
    return Article.objects.filter(seen, is_discarded=False).select_related("unit", "author")


def readers_of(article: Article, among: Collection[int], on: date) -> list[User]:
    """Which of these people may open an article at the desk (知情人); ids of people.

    Most hold a post in its unit, which one query tells.
    """
    scopes = units.unit_scopes(article.unit)
    found = list(units.people_holding(READERS, scopes, on).filter(pk__in=among))
    rest = set(among) - {person.pk for person in found}
    others = User.objects.filter(pk__in=rest, is_active=True) if rest else []
    may = [one for one in others if articles_visible_to(one).filter(pk=article.pk).exists()]
    return found + may


def _named(queries: list[ArticleIds]) -> set[int] | None:
    """The ids themselves, which an index can follow; None where they are too many for that."""
    first, *rest = queries
    ids = list(first.union(*rest, all=True)[: NAMED_MOST + 1])
    return set(ids) if len(ids) <= NAMED_MOST else None


def placements_of(article: Article) -> QuerySet[Placement]:
    """The fate of every offer of one article; the caller has checked the article."""
    return (
        Placement.objects.filter(article=article)
        .select_related("column", "decided_by", "merged_into")
        .order_by("-is_home", "id")
    )


def offers_visible_to(user: Any) -> QuerySet[Placement]:
    """The in-tray (来稿): offers to columns that the user edits, oldest first."""
    return (
        Placement.objects.filter(
            state=PlacementState.OFFERED, column_id__in=sites.columns_edited_by(user)
        )
        .select_related("article__unit", "column", "offered_by")
        .order_by("offered_at", "id")
    )


def placements_visible_to(user: Any) -> QuerySet[Placement]:
    """Placements on columns that the user edits, or of articles of units they write for."""
    mine = Q(column_id__in=sites.columns_edited_by(user))
    mine |= Q(article__unit_id__in=units.units_covered(user, READERS))
    return Placement.objects.filter(mine).select_related("article", "column")


def documents_like(number: str, *, besides: Article | None = None) -> QuerySet[Article]:
    """Articles with the same document number (同号公文)."""
    rows = Article.objects.filter(kind=ArticleKind.DOCUMENT, number=number, is_discarded=False)
    return rows.exclude(pk=besides.pk) if besides is not None and besides.pk else rows


def live_placements(site_id: int | None = None) -> QuerySet[Placement]:
    """What the public sees."""
    rows = Placement.objects.filter(state=PlacementState.LIVE).select_related("article")
    return rows if site_id is None else rows.filter(site_id=site_id)
