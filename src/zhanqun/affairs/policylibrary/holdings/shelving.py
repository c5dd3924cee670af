"""Documents take their places in the lists of a library, and leave them (上架、下架).

Places are numbered from the oldest and given once. Called in the transaction of the act.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import F

from zhanqun.affairs.policylibrary.holdings.facets import Value, values_of
from zhanqun.affairs.policylibrary.holdings.keys import (
    BUCKET,
    RECORDS,
    bucket_key,
    bucket_of,
    codes_key,
    opened_key,
    records_key,
    shelves_key,
    top_key,
    total_key,
)
from zhanqun.affairs.policylibrary.holdings.models import Facet, Holding, Shelf, ShelfPlace


class _Name(NamedTuple):
    site_id: int
    code: str


def shelve(holding: Holding, site_ids: Iterable[int], now: datetime) -> set[str]:
    """Stand where the document belongs by now, and nowhere else; the keys of what changed."""
    wanted: dict[_Name, Value] = {}
    if holding.is_live:
        wanted = {_Name(site, row.code): row for site in site_ids for row in values_of(holding)}
    there = {_name(row.shelf): row for row in holding.places.select_related("shelf")}
    coming = {name: value for name, value in wanted.items() if name not in there}
    going = [row for name, row in there.items() if name not in wanted]
    if not coming and not going:
        return set()
    shelves = _locked({*coming, *(_name(row.shelf) for row in going)}, coming, now)
    keys = _leave(going, shelves, now)
    return keys | _enter(holding, [shelves[name] for name in coming], now)


def _name(shelf: Shelf) -> _Name:
    return _Name(shelf.site_id, shelf.code)


def _locked(names: Collection[_Name], new: dict[_Name, Value], now: datetime) -> dict[_Name, Shelf]:
    """The lists, in one order for all, so that two acts cannot lock each other."""
    sites = {name.site_id for name in names}
    rows = Shelf.objects.filter(site_id__in=sites, code__in={name.code for name in names})
    known = set(rows.values_list("site_id", "code"))
    missing = sorted(name for name in new if name not in known)
    made = [
        Shelf(site_id=name.site_id, facet=facet, code=name.code, value=value, changed_at=now)
        for name in missing
        for facet, _code, value in [new[name]]
    ]
    Shelf.objects.bulk_create(made, ignore_conflicts=True)
    locked = rows.select_for_update().order_by("site_id", "code")
    return {_name(row): row for row in locked}


def _leave(going: Collection[ShelfPlace], shelves: dict[_Name, Shelf], now: datetime) -> set[str]:
    keys: set[str] = set()
    for row in going:
        shelf = shelves[_name(row.shelf)]
        keys |= _keys_of(shelf, row.position)
        if _is_among_newest(row):
            keys.add(top_key(shelf.site_id, shelf.code))
    ShelfPlace.objects.filter(pk__in=[row.pk for row in going]).delete()
    left = Shelf.objects.filter(pk__in=[row.shelf_id for row in going])
    left.update(count=F("count") - 1, changed_at=now)
    return keys


def _is_among_newest(row: ShelfPlace) -> bool:
    newer = ShelfPlace.objects.filter(shelf_id=row.shelf_id, position__gt=row.position)
    return newer[: BUCKET + 1].count() < BUCKET


def _enter(holding: Holding, shelves: Collection[Shelf], now: datetime) -> set[str]:
    keys: set[str] = set()
    places = []
    for shelf in shelves:
        position = shelf.last + 1
        places.append(ShelfPlace(shelf=shelf, position=position, holding=holding))
        keys |= _keys_of(shelf, position) | {top_key(shelf.site_id, shelf.code)}
        if position == 1:
            keys.add(codes_key(shelf.site_id))
        if shelf.facet == Facet.ALL and position == 1:
            keys.add(opened_key(shelf.site_id))
    ShelfPlace.objects.bulk_create(places)
    entered = Shelf.objects.filter(pk__in=[shelf.pk for shelf in shelves])
    entered.update(last=F("last") + 1, count=F("count") + 1, changed_at=now)
    return keys


def _keys_of(shelf: Shelf, position: int) -> set[str]:
    """Its numbered page, the page of the catalogue for programs, and the counts."""
    site_id, code = shelf.site_id, shelf.code
    keys = {shelves_key(site_id), bucket_key(site_id, code, bucket_of(position))}
    if shelf.facet == Facet.ALL:
        keys |= {records_key(site_id, bucket_of(position, RECORDS)), total_key(site_id)}
    return keys
