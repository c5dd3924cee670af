"""What public pages read of the library (前台读取): noting the keys of it."""

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from zhanqun.affairs.policylibrary.holdings import keys
from zhanqun.affairs.policylibrary.holdings.keys import (
    bucket_key,
    bucket_of,
    holding_key,
    opened_key,
    shelves_key,
    standing_key,
    top_key,
)
from zhanqun.affairs.policylibrary.holdings.models import Facet, Holding, Shelf, ShelfPlace
from zhanqun.foundation.dependencies import depends_on, once, once_each


def has_library(site_id: int) -> bool:
    """Whether a site ever had a document in its library."""
    depends_on(opened_key(site_id))
    return once(("has library", site_id), _all_of(site_id).exists)


def _all_of(site_id: int) -> QuerySet[Shelf]:
    return Shelf.objects.filter(site_id=site_id, facet=Facet.ALL)


def shelves_on(site_id: int) -> Sequence[Shelf]:
    """Every list of a library, with its count; those that are empty now too."""
    depends_on(shelves_key(site_id))
    return once(("shelves", site_id), partial(_read_shelves, site_id))


def _read_shelves(site_id: int) -> list[Shelf]:
    return list(Shelf.objects.filter(site_id=site_id).order_by("facet", "code"))


def codes_on(site_id: int) -> list[str]:
    return list(Shelf.objects.filter(site_id=site_id).order_by("pk").values_list("code", flat=True))


def shelf_at(site_id: int, code: str) -> Shelf | None:
    """A list by its code; the caller notes what it shows of it."""
    name = (site_id, code)
    return once_each("shelf", [name], _read_shelf)[name]


def _read_shelf(names: list[tuple[int, str]]) -> dict[tuple[int, str], Shelf]:
    site_ids, codes = {name[0] for name in names}, {name[1] for name in names}
    rows = Shelf.objects.filter(site_id__in=site_ids, code__in=codes)
    return {(row.site_id, row.code): row for row in rows}


def newest_in(shelf: Shelf, count: int = keys.BUCKET) -> list[Holding]:
    """The newest of a list; at most as many as a numbered page holds."""
    depends_on(top_key(shelf.site_id, shelf.code))
    return _noted(once(("newest policies", shelf.pk), partial(_read_newest, shelf.pk))[:count])


def _read_newest(shelf_id: int) -> list[Holding]:
    return _held(_places(shelf_id).order_by("-position")[: keys.BUCKET])


def bucket_in(shelf: Shelf, bucket: int) -> list[Holding]:
    """One numbered page, newest first."""
    depends_on(bucket_key(shelf.site_id, shelf.code, bucket))
    last = bucket * keys.BUCKET
    rows = _places(shelf.pk).filter(position__range=(last - keys.BUCKET + 1, last))
    return _noted(_held(rows.order_by("-position")))


def held_between(shelf: Shelf, page: int, size: int) -> list[Holding]:
    """What stands on a page of another size, oldest first; the caller notes the page's key."""
    rows = _places(shelf.pk).filter(position__range=((page - 1) * size + 1, page * size))
    return _noted(_held(rows.order_by("position")))


def last_bucket(shelf: Shelf) -> int:
    """The newest numbered page."""
    return bucket_of(shelf.last)


def _places(shelf_id: int) -> QuerySet[ShelfPlace]:
    return ShelfPlace.objects.filter(shelf_id=shelf_id).select_related("holding")


def _held(places: Iterable[ShelfPlace]) -> list[Holding]:
    return [row.holding for row in places]


def _noted(rows: list[Holding]) -> list[Holding]:
    depends_on(*(holding_key(row.uid) for row in rows))
    return rows


def holdings(uids: Iterable[UUID]) -> dict[UUID, Holding | None]:
    """Documents of the library, many at once; whoever shows one asks `holding_of`."""
    return once_each("holding", uids, _read_holdings)


def _read_holdings(uids: list[UUID]) -> dict[UUID, Holding]:
    return {row.uid: row for row in Holding.objects.filter(uid__in=uids)}


def standing_of(uid: UUID) -> Holding | None:
    """A document that is public now, for those who show where it stands and nothing else."""
    depends_on(standing_key(uid))
    found = holdings([uid])[uid]
    return found if found is not None and found.is_live else None


def holding_of(uid: UUID) -> Holding | None:
    """A document that is public now."""
    depends_on(holding_key(uid))
    found = holdings([uid])[uid]
    return found if found is not None and found.is_live else None


def holdings_by_id(article_ids: Iterable[int]) -> dict[int, Holding]:
    """Those of these documents that are public now, by their articles."""
    found = once_each("holding by id", article_ids, _read_holdings_by_id)
    rows = {pk: row for pk, row in found.items() if row is not None}
    depends_on(*(holding_key(row.uid) for row in rows.values()))
    return {pk: row for pk, row in rows.items() if row.is_live}


def _read_holdings_by_id(article_ids: list[int]) -> dict[int, Holding]:
    return Holding.objects.in_bulk(article_ids)
