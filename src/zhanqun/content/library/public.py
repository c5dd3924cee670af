"""What public pages read of the library (前台读取): headings, rows of lists, texts.

Each question is asked for many at once and answered from what a batch has read before
(`once_each`); outside a batch it is a query of its own. Functions that hand out something to
show note its dependency keys.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from zhanqun.content.library.keys import (
    BUCKET,
    article_key,
    bucket_key,
    heading_key,
    interpretations_key,
    number_key,
    placement_key,
    top_key,
)
from zhanqun.content.library.models import Article, Placement, address_of
from zhanqun.content.library.states import ArticleKind, PlacementState, Withdrawal
from zhanqun.content.sites import api as sites
from zhanqun.foundation.dependencies import depends_on, once_each

# Withdrawn, and what it was is no secret.
TOLD = (Withdrawal.NOTICE, Withdrawal.MOVED)
# So many texts of a column that is shown whole.
STANDING = 300


class Heading(NamedTuple):
    """What lists show of an article (标题信息): these facts are behind its heading key.

    last_published_at is not: whoever shows it depends on the whole article.
    """

    pk: int
    uid: UUID
    code: str
    slug: str
    kind: str
    live: bool
    title: str
    summary: str
    source: str
    number: str
    form: str
    validity: str
    effective_from: Any
    expires_on: Any
    amended_on: Any
    partly_repealed_on: Any
    repealed_on: Any
    kept_until: Any
    link_url: str
    cover: UUID | None
    cover_alt: str
    interprets: list[UUID]
    withdrawal: str
    first_published_at: datetime
    heading_at: datetime | None
    last_published_at: datetime

    @property
    def address(self) -> str:
        return address_of(self.slug, self.code, self.first_published_at)

    @property
    def is_document(self) -> bool:
        return self.kind == ArticleKind.DOCUMENT


# The facts of the content among them: where none of these changes, no list changes.
HEADING_FACTS = (
    "kind", "title", "summary", "source", "number", "form", "validity", "effective_from",
    "expires_on", "link_url", "cover", "cover_alt", "interprets",
)  # fmt: skip


class Row(NamedTuple):
    """One row of a column's list: a live placement and the heading of its article."""

    pk: int
    column_id: int
    number: int
    pinned_until: datetime | None
    order: int
    live_at: datetime | None
    heading: Heading

    @property
    def shown_at(self) -> datetime:
        """When what the row shows last changed (本页更新)."""
        moments = (self.live_at, self.heading.heading_at)
        known = [moment for moment in moments if moment is not None]
        return max(known, default=self.heading.first_published_at)


class Place(NamedTuple):
    """Where an article is or was on a site: a placement that has a list number."""

    pk: int
    site_id: int
    column_id: int
    state: str
    is_home: bool
    related: list[UUID]

    @property
    def is_live(self) -> bool:
        return self.state == PlacementState.LIVE


_ROW = (
    "pk", "column_id", "number", "pinned_until", "order", "live_at",
    *(f"article__{name}" for name in Heading._fields),
)  # fmt: skip
_PLACE = ("pk", "site_id", "column_id", "state", "is_home", "related")


def texts(uids: Iterable[UUID]) -> dict[UUID, Article | None]:
    """Whole articles; the caller has their keys noted by `text_of`."""
    return once_each("article", uids, _read_texts)


def text_of(uid: UUID) -> Article | None:
    depends_on(article_key(uid), heading_key(uid))
    return texts([uid])[uid]


def places(uids: Iterable[UUID]) -> dict[UUID, list[Place]]:
    """Where articles are or were, the home first; the caller notes the keys of what it shows."""
    found = once_each("places", uids, _read_places)
    return {uid: rows or [] for uid, rows in found.items()}


def headings(uids: Sequence[UUID], *, withdrawn_too: bool = False) -> list[Heading]:
    """Headings of those that are live, in the order named; withdrawn_too: and of those whose
    withdrawal readers may know of."""
    depends_on(*(heading_key(uid) for uid in uids))
    found = once_each("heading", uids, _read_headings)
    rows = [row for uid in uids if (row := found[uid]) is not None]
    return [row for row in rows if row.live or (withdrawn_too and row.withdrawal in TOLD)]


def newest_in(column_id: int, count: int, now: datetime) -> list[Row]:
    """The newest live rows of a column, pinned ones first; at most BUCKET (栏目最新)."""
    depends_on(top_key(column_id))
    pinned, latest = tops([column_id])[column_id]
    first = [row for row in pinned if row.pinned_until and row.pinned_until > now][:count]
    kept = {row.pk for row in first}
    rest = [row for row in latest if row.pk not in kept]
    return _noted(first + rest[: count - len(first)])


def tops(column_ids: Iterable[int]) -> dict[int, tuple[list[Row], list[Row]]]:
    """The pinned rows of columns, and their newest."""
    found = once_each("newest", column_ids, _read_newest)
    return {key: rows or ([], []) for key, rows in found.items()}


def bucket_in(column_id: int, bucket: int) -> list[Row]:
    """One numbered list page, newest first; a removed article leaves a gap (列表分页)."""
    depends_on(bucket_key(column_id, bucket))
    name = (column_id, bucket)
    return _noted(buckets([name])[name] or [])


def buckets(names: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[Row] | None]:
    """List pages by column and bucket."""
    return once_each("bucket", names, _read_buckets)


def newest_on(site_id: int, count: int) -> list[Row]:
    """The newest rows of a whole site, an article once for each of its columns."""
    live = Placement.objects.filter(site_id=site_id, state=PlacementState.LIVE)
    return _noted(_rows(live.order_by("-live_at", "-id")[:count].values_list(*_ROW)))


def interpretations(uids: Iterable[UUID]) -> dict[UUID, list[Heading] | None]:
    return once_each("interpretations", uids, _read_interpretations)


def interpretations_of(uid: UUID, *, withdrawn_too: bool = False) -> list[Heading]:
    """Live interpretations of a document, oldest first (解读关联); see `headings`."""
    depends_on(interpretations_key(uid))
    found = interpretations([uid])[uid] or []
    depends_on(*(heading_key(row.uid) for row in found))
    return [row for row in found if row.live or withdrawn_too]


def numbered(numbers: Iterable[str]) -> dict[str, list[Heading] | None]:
    return once_each("number", numbers, _read_numbered)


def others_numbered(number: str, besides: UUID) -> list[Heading]:
    """Other live documents under the same number, such as a corrected edition (同号公文)."""
    if not number:
        return []
    depends_on(number_key(number))
    found = [row for row in numbered([number])[number] or [] if row.uid != besides]
    depends_on(*(heading_key(row.uid) for row in found))
    return found


def standing_in(column_id: int) -> list[Row]:
    """All that stands in a column, at most STANDING, newest first: for columns of few texts
    that a page orders by itself (领导之窗、机构职能)."""
    depends_on(top_key(column_id))
    return _noted(standing([column_id])[column_id] or [])


def standing(column_ids: Iterable[int]) -> dict[int, list[Row] | None]:
    return once_each("standing", column_ids, _read_standing)


def uids_ever_on(site_id: int) -> Iterator[UUID]:
    """Articles that are or were on a site, one after the other."""
    rows = Placement.objects.filter(site_id=site_id, number__isnull=False)
    uids = rows.order_by("article_id").values_list("article__uid", flat=True).distinct()
    return uids.iterator()


def _noted(rows: list[Row]) -> list[Row]:
    for row in rows:
        depends_on(placement_key(row.pk), heading_key(row.heading.uid))
    return rows


def _rows(values: Iterable[tuple[Any, ...]]) -> list[Row]:
    return [Row._make((*value[:6], Heading._make(value[6:]))) for value in values]


def _read_texts(uids: list[UUID]) -> dict[UUID, Article]:
    return {row.uid: row for row in Article.objects.filter(uid__in=uids)}


def _read_headings(uids: list[UUID]) -> dict[UUID, Heading]:
    rows = Article.objects.filter(uid__in=uids).values_list(*Heading._fields)
    return {row.uid: row for row in map(Heading._make, rows)}


def _read_places(uids: list[UUID]) -> dict[UUID, list[Place]]:
    rows = Placement.objects.filter(article__uid__in=uids, number__isnull=False)
    found: dict[UUID, list[Place]] = defaultdict(list)
    for uid, *place in rows.order_by("-is_home", "id").values_list("article__uid", *_PLACE):
        found[uid].append(Place._make(place))
    return found


def _read_newest(column_ids: list[int]) -> dict[int, tuple[list[Row], list[Row]]]:
    """By array subqueries, so that each column's index is read from its end and no further."""
    live = Placement.objects.filter(column=OuterRef("pk"), state=PlacementState.LIVE)
    columns = sites.Column.objects.filter(pk__in=column_ids).values_list(
        ArraySubquery(live.order_by("-number").values("pk")[:BUCKET]),
        ArraySubquery(live.filter(pinned_until__isnull=False).values("pk")),
    )
    found_ids = list(columns)
    newest = {pk for top, _pinned in found_ids for pk in top}
    pinned = {pk for _top, pinned in found_ids for pk in pinned}
    rows = Placement.objects.filter(pk__in=newest | pinned, state=PlacementState.LIVE)
    by_column: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(rows.order_by("-number").values_list(*_ROW)):
        by_column[row.column_id].append(row)
    return {
        key: (
            sorted((r for r in found if r.pinned_until), key=lambda r: (-r.order, -r.number)),
            [r for r in found if r.pk in newest],
        )
        for key, found in by_column.items()
    }


def _read_buckets(names: list[tuple[int, int]]) -> dict[tuple[int, int], list[Row]]:
    wanted = Q(pk__in=[])
    for column_id, first, last in _runs(names):
        numbers = ((first - 1) * BUCKET + 1, last * BUCKET)
        wanted |= Q(column_id=column_id, number__range=numbers)
    rows = Placement.objects.filter(wanted, state=PlacementState.LIVE).order_by("-number")
    found: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in _rows(rows.values_list(*_ROW)):
        found[row.column_id, (row.number - 1) // BUCKET + 1].append(row)
    return found


def _runs(names: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Neighbouring buckets together: column, first, last."""
    runs: list[tuple[int, int, int]] = []
    for column_id, bucket in sorted(names):
        if runs and runs[-1][0] == column_id and runs[-1][2] == bucket - 1:
            runs[-1] = (column_id, runs[-1][1], bucket)
        else:
            runs.append((column_id, bucket, bucket))
    return runs


def _read_standing(column_ids: list[int]) -> dict[int, list[Row]]:
    live = Placement.objects.filter(state=PlacementState.LIVE).order_by("-number")
    return {
        key: _rows(live.filter(column_id=key)[:STANDING].values_list(*_ROW)) for key in column_ids
    }


def _read_interpretations(uids: list[UUID]) -> dict[UUID, list[Heading]]:
    told = Q(live=True) | Q(withdrawal__in=TOLD)
    rows = Article.objects.filter(told, interprets__overlap=uids)
    ordered = rows.order_by("first_published_at", "id")
    found: dict[UUID, list[Heading]] = defaultdict(list)
    for heading in map(Heading._make, ordered.values_list(*Heading._fields)):
        for uid in dict.fromkeys(heading.interprets):
            found[uid].append(heading)
    return found


def _read_numbered(numbers: list[str]) -> dict[str, list[Heading]]:
    rows = Article.objects.filter(
        kind=ArticleKind.DOCUMENT, number__in=numbers, is_discarded=False, live=True
    )
    found: dict[str, list[Heading]] = defaultdict(list)
    for row in rows.order_by("first_published_at", "id").values_list(*Heading._fields):
        heading = Heading._make(row)
        found[heading.number].append(heading)
    return found
