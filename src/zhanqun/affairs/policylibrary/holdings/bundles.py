"""Files with all documents of a year (年度数据包): which of them are to be made anew."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from zhanqun.affairs.policylibrary.holdings.keys import bundle_key, bundles_key
from zhanqun.affairs.policylibrary.holdings.models import Bundle, Facet, Holding, ShelfPlace


def files_with(holdings: QuerySet[Holding]) -> set[tuple[int, int]]:
    """Site and year of each file in which these documents stand."""
    places = ShelfPlace.objects.filter(holding__in=holdings, shelf__facet=Facet.ALL).order_by()
    return set(places.values_list("shelf__site_id", "holding__year").distinct())


def note(files: Iterable[tuple[int, int]], *, taken_down: bool) -> set[str]:
    """A document in these files, by site and year, changed, or what they tell beside one; what is
    taken down leaves the file with the file, until that is made anew without it. Returns the keys
    of files that leave."""
    keys: set[str] = set()
    for site_id, year in sorted(set(files)):
        row, _made = Bundle.objects.select_for_update().get_or_create(site_id=site_id, year=year)
        if taken_down and row.file:
            transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
            row.file = ""
            keys |= {bundle_key(site_id, year), bundles_key(site_id)}
        row.changes += 1
        row.save()
    return keys
