"""What public pages read of disclosure (前台读取): live entries alone; noting the keys of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import Count, F, Func, Max, QuerySet

from zhanqun.affairs.disclosure.announcing import sites_above
from zhanqun.affairs.disclosure.keys import (
    bucket_key,
    counts_key,
    guide_key,
    list_key,
    lists_key,
    newest_key,
    opened_key,
    publisher_key,
    publishers_key,
)
from zhanqun.affairs.disclosure.listing import BUCKET, bucket_of
from zhanqun.affairs.disclosure.models import Entry, Guide, ListEntry, Publisher
from zhanqun.affairs.disclosure.states import EntryState
from zhanqun.content.library import api as library
from zhanqun.content.sites import api as sites
from zhanqun.foundation.dependencies import depends_on, once


@dataclass(frozen=True)
class Total:
    """How many entries of a publisher are public, and when the newest came."""

    count: int
    newest_on: date | None


def has_pages(site_id: int) -> bool:
    """Whether a site has pages of disclosure."""
    depends_on(opened_key(site_id), sites.subsites_key(site_id))
    return site_id in _publishers()


def publishers_on(site_id: int) -> Sequence[Publisher]:
    """Who discloses on a site, in order; on a portal, on the sites below it too."""
    depends_on(publishers_key(site_id), sites.subsites_key(site_id))
    found = _publishers().get(site_id, [])
    depends_on(*(publisher_key(row.pk) for row in found))
    return found


def own_publishers(site_id: int) -> list[Publisher]:
    """Those whose pages stand on this very site."""
    return [row for row in publishers_on(site_id) if row.site.site_id == site_id]


def _publishers() -> dict[int, list[Publisher]]:
    return once(("publishers",), _read_publishers)


def _read_publishers() -> dict[int, list[Publisher]]:
    found: dict[int, list[Publisher]] = defaultdict(list)
    rows = Publisher.objects.select_related("unit", "site__parent", "site__host_unit")
    for row in rows.order_by("position", "id"):
        for site_id in sites_above(row.site):
            found[site_id].append(row)
    return dict(found)


def publisher_at(code: str, site_id: int) -> Publisher | None:
    """The publisher of this code whose pages stand on the site."""
    rows = _publishers().get(site_id, [])
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        return None
    depends_on(publisher_key(found.pk))
    return found if found.site.site_id == site_id else None


def publisher_by_id(publisher_id: int, site_id: int) -> Publisher | None:
    rows = _publishers().get(site_id, [])
    here = (row for row in rows if row.site.site_id == site_id)
    return next((row for row in here if row.pk == publisher_id), None)


def guide_of(publisher: Publisher) -> Guide | None:
    depends_on(guide_key(publisher.pk))
    return once(("guide", publisher.pk), Guide.objects.filter(publisher=publisher).first)


def guided(site_id: int) -> set[int]:
    """Which publishers of a site have a guide."""
    depends_on(*(guide_key(row.pk) for row in publishers_on(site_id)))
    return once(("guided",), lambda: set(Guide.objects.values_list("publisher_id", flat=True)))


def lists_of(publisher: Publisher) -> list[str]:
    """Codes of the lists that a publisher's catalogue has."""
    depends_on(lists_key(publisher.pk))
    return once(("disclosure lists", publisher.pk), partial(_read_lists, publisher.pk))


def _read_lists(publisher_id: int) -> list[str]:
    rows = ListEntry.objects.filter(publisher_id=publisher_id, position=1)
    return sorted(rows.values_list("code", flat=True))


def newest_in(publisher: Publisher, code: str, count: int = BUCKET) -> list[Entry]:
    """The newest of a list; at most as many as a numbered page holds."""
    depends_on(list_key(publisher.pk, code))
    name = ("disclosed", publisher.pk, code)
    return once(name, partial(_read_newest, publisher.pk, code))[:count]


def _read_newest(publisher_id: int, code: str) -> list[Entry]:
    return _shown(_places(publisher_id, code).order_by("-position")[:BUCKET])


def bucket_in(publisher: Publisher, code: str, bucket: int) -> list[Entry]:
    """One numbered page, newest first."""
    depends_on(bucket_key(publisher.pk, code, bucket))
    first = (bucket - 1) * BUCKET + 1
    rows = _places(publisher.pk, code).filter(position__range=(first, first + BUCKET - 1))
    return _shown(rows.order_by("-position"))


def last_bucket(publisher: Publisher, code: str) -> int:
    """The newest numbered page, 0 while the list has had nothing."""
    rows = ListEntry.objects.filter(publisher=publisher, code=code)
    last = rows.aggregate(last=Max("position"))["last"]
    return bucket_of(last) if last else 0


def newest_on(site_id: int, count: int) -> list[Entry]:
    """What the publishers of a site disclosed last."""
    depends_on(newest_key(site_id))
    rows = Entry.objects.filter(
        publisher__in=[row.pk for row in publishers_on(site_id)], state=EntryState.LIVE
    )
    rows = rows.select_related("article", "index", "publisher__unit", "publisher__site")
    return list(rows.order_by("-published_on", "-id")[:count])


def totals_on(site_id: int) -> dict[int, Total]:
    """What each publisher of a site has disclosed."""
    depends_on(newest_key(site_id))
    rows = Entry.objects.filter(
        publisher__in=[row.pk for row in publishers_on(site_id)], state=EntryState.LIVE
    )
    found = rows.order_by().values_list("publisher_id").annotate(Count("id"), Max("published_on"))
    return {publisher_id: Total(count, newest) for publisher_id, count, newest in found}


def counts_of(publisher: Publisher) -> Counter[str]:
    """How many entries are public of each item; "" for all."""
    depends_on(counts_key(publisher.pk))
    return once(("disclosure counts", publisher.pk), partial(_read_counts, publisher.pk))


def _read_counts(publisher_id: int) -> Counter[str]:
    rows = Entry.objects.filter(publisher_id=publisher_id, state=EntryState.LIVE).order_by()
    items = rows.annotate(item=Func(F("items"), function="unnest")).values_list("item")
    return Counter({"": rows.count(), **dict(items.annotate(count=Count("id")))})


def _places(publisher_id: int, code: str) -> QuerySet[ListEntry]:
    rows = ListEntry.objects.filter(
        publisher_id=publisher_id, code=code, is_listed=True, entry__state=EntryState.LIVE
    )
    return rows.select_related("entry__article", "entry__index")


def _shown(places: Iterable[ListEntry]) -> list[Entry]:
    return [place.entry for place in places]


def homes(uids: Sequence[UUID], site_id: int) -> dict[UUID, int]:
    """On which site a page links each text: on this one where it stands here, else its home."""
    found = {}
    for uid, rows in library.places(uids).items():
        depends_on(library.placed_key(uid, site_id), library.home_key(uid))
        live = [row for row in rows if row.is_live]
        here = [row for row in live if row.site_id == site_id]
        if live:
            found[uid] = (here or live)[0].site_id
    return found
