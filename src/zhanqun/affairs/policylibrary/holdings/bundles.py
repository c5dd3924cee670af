"""Files with all documents of a year (年度数据包): which of them are to be made anew."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from zhanqun.affairs.policylibrary.holdings.keys import bundle_key, bundles_key
from zhanqun.affairs.policylibrary.holdings.models import Bundle


def note(site_ids: Iterable[int], years: Iterable[int], *, taken_down: bool) -> set[str]:
    """A document of these years changed; what is taken down leaves the file with the file, until
    that is made anew without it. Returns the keys of files that leave."""
    keys: set[str] = set()
    names = [(site_id, year) for site_id in sorted(site_ids) for year in sorted(set(years))]
    for site_id, year in names:
        row, _made = Bundle.objects.select_for_update().get_or_create(site_id=site_id, year=year)
        if taken_down and row.file:
            transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
            row.file = ""
            keys |= {bundle_key(site_id, year), bundles_key(site_id)}
        row.changes += 1
        row.save()
    return keys
