"""Reading articles and placements."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhanqun.content.library.models import Article, Placement
from zhanqun.content.library.policies import READERS
from zhanqun.content.library.states import ArticleKind, PlacementState
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation.dependencies import depends_on, depends_on_all
from zhanqun.foundation.registries import Registry

BUCKET = 20

# Upper rooms add what their people may read: (user, units whose articles they see anyway) ->
# queries of article ids.
ArticleIds = QuerySet[Any, Any]
article_readers: Registry[Callable[[Any, Collection[int]], Iterable[ArticleIds]]] = Registry(
    "readers of articles"
)
# Up to so many articles are named one by one in a query.
NAMED_MOST = 1000


def article_key(uid: UUID | str) -> str:
    """Dependency key of one article as the public sees it."""
    return f"article:{uid}"


def top_key(column_id: int) -> str:
    """Dependency key of a column's newest and pinned articles."""
    return f"column:{column_id}:top"


def bucket_key(column_id: int, bucket: int) -> str:
    """Dependency key of one numbered list page of a column, counted from the oldest."""
    return f"column:{column_id}:list:{bucket}"


def bucket_of(number: int) -> int:
    """The list page on which a list number stands; numbers and pages start at 1."""
    return (number - 1) // BUCKET + 1


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


def newest_in(column_id: int, count: int, now: Any) -> list[Placement]:
    """The newest live placements of a column, pinned ones first (栏目最新).

    Notes the column's top as a dependency and every article shown.
    """
    depends_on(top_key(column_id))
    rows = live_placements().filter(column_id=column_id)
    pinned = list(rows.filter(pinned_until__gt=now).order_by("-order", "-number")[:count])
    kept = {row.pk for row in pinned}
    newest = rows.exclude(pk__in=kept).order_by("-number")[: count - len(pinned)]
    found = pinned + list(newest)
    depends_on_all(article_key(row.article.uid) for row in found)
    return found


def bucket_in(column_id: int, bucket: int) -> list[Placement]:
    """One numbered list page, newest first; a removed article leaves a gap (列表分页)."""
    depends_on(bucket_key(column_id, bucket))
    first = (bucket - 1) * BUCKET + 1
    rows = live_placements().filter(
        column_id=column_id, number__gte=first, number__lt=first + BUCKET
    )
    found = list(rows.order_by("-number"))
    depends_on_all(article_key(row.article.uid) for row in found)
    return found


def interpretations_of(document: Article) -> list[Article]:
    """Live interpretations of a document, oldest first (解读关联)."""
    depends_on(f"interpretations:{document.uid}")
    found = list(
        Article.objects.filter(interprets__contains=[document.uid], live=True).order_by(
            "first_published_at", "id"
        )
    )
    depends_on_all(article_key(row.uid) for row in found)
    return found


def documents_interpreted(article: Article) -> list[Article]:
    """Live documents that an interpretation explains, in the order named."""
    depends_on_all(article_key(uid) for uid in article.interprets)
    rows = {row.uid: row for row in Article.objects.filter(uid__in=article.interprets, live=True)}
    return [rows[uid] for uid in article.interprets if uid in rows]
