"""The sums of an hour join those of the day, together with how far the logs were read (入库)."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from zhanqun.content.library import api as library
from zhanqun.delivery.staticsite.api import PublishedFile
from zhanqun.delivery.usage.folding import Hour, Page
from zhanqun.delivery.usage.logs import HOUR_SECONDS
from zhanqun.delivery.usage.models import DaySalt, LogPosition, SiteDay
from zhanqun.delivery.usage.sketches import Sketch
from zhanqun.foundation import clock

BATCH = 2_000
SALT_BYTES = 16
# Targets that no reader opens for their own sake.
NO_PAGES = ("message", "search_shell")

_PAGES = """
insert into zq_usage_pageday as old (site_id, day, path, kind, key, column_id, views)
select * from unnest(%s::int[], %s::date[], %s::text[], %s::text[], %s::text[], %s::int[],
    %s::bigint[])
on conflict (site_id, day, path) do update set
    kind = excluded.kind, key = excluded.key, column_id = excluded.column_id,
    views = old.views + excluded.views
"""
_HOURS = """
insert into zq_usage_sitehour as old (site_id, hour, views, robots)
select * from unnest(%s::int[], %s::timestamptz[], %s::bigint[], %s::bigint[])
on conflict (site_id, hour) do update set
    views = old.views + excluded.views, robots = old.robots + excluded.robots
"""


@transaction.atomic
def salt_of(day: date) -> bytes:
    """The day's secret, made where there is none yet (当日随机数)."""
    row, _is_new = DaySalt.objects.get_or_create(
        day=day, defaults={"salt": secrets.token_bytes(SALT_BYTES)}
    )
    return bytes(row.salt)


@transaction.atomic
def store(number: int, sums: Hour, read: Iterable[LogPosition], now: datetime) -> None:
    """Add an hour's sums and note how far the logs were read: both or neither, so that a round
    that breaks off is counted again, and none is counted twice.

    number: hours since the epoch.
    """
    hour = datetime.fromtimestamp(number * HOUR_SECONDS, UTC)
    views = _add_pages(clock.day_of(hour), sums.pages)
    if site_ids := sorted({*views, *sums.robots}):
        seen = [views[site_id] for site_id in site_ids]
        dropped = [sums.robots[site_id] for site_id in site_ids]
        _run(_HOURS, [site_ids, [hour] * len(site_ids), seen, dropped])
        _add_days(clock.day_of(hour), site_ids, views, sums)
    for position in read:
        position.read_at = now
        position.save()


def _add_pages(day: date, pages: Mapping[Page, int]) -> Counter[int]:
    """Store views of published pages; views by site. Addresses that are none are left out, so
    that nobody can fill the table with invented ones."""
    views: Counter[int] = Counter()
    for chunk in _chunks(sorted(pages)):
        rows = _published(chunk)
        columns = _columns(rows)
        for row in rows:
            views[row.site_id] += pages[row.site_id, row.path]
        facts = [
            (r.site_id, day, r.path, r.kind, r.key, columns.get(r.pk), pages[r.site_id, r.path])
            for r in rows
        ]
        if facts:
            _run(_PAGES, [list(values) for values in zip(*facts, strict=True)])
    return views


def _published(pages: Sequence[Page]) -> list[PublishedFile]:
    """What stands at these addresses, one row each; old addresses of a page may be there twice."""
    wanted = set(pages)
    rows = PublishedFile.objects.filter(
        site_id__in={site_id for site_id, _path in pages},
        path__in={path for _site_id, path in pages},
        path__endswith=".html",
        status=200,
    ).exclude(kind__in=NO_PAGES)
    found = {(row.site_id, row.path): row for row in rows.only("site_id", "path", "kind", "key")}
    return [row for place, row in sorted(found.items()) if place in wanted]


def _columns(rows: Sequence[PublishedFile]) -> dict[int, int]:
    """Published file -> the column it belongs to: its own, or where the article is at home."""
    found = {
        row.pk: int(row.key.partition(":")[0]) for row in rows if row.kind in ("column", "list")
    }
    articles = {row.pk: UUID(row.key) for row in rows if row.kind == "article"}
    places = library.places(articles.values())
    by_pk = {row.pk: row for row in rows}
    for pk, uid in articles.items():
        own = [place for place in places[uid] if place.site_id == by_pk[pk].site_id]
        if own:
            found[pk] = own[0].column_id
    return found


def _add_days(day: date, site_ids: Sequence[int], views: Counter[int], sums: Hour) -> None:
    """A day that was closed gets views still, and no visitors: its salt is gone."""
    SiteDay.objects.bulk_create(
        [SiteDay(site_id=site_id, day=day, views=0, robots=0) for site_id in site_ids],
        ignore_conflicts=True,
    )
    rows = SiteDay.objects.select_for_update().filter(day=day, site_id__in=site_ids)
    for row in rows.order_by("site_id"):
        row.views += views[row.site_id]
        row.robots += sums.robots[row.site_id]
        if row.site_id in sums.visitors and (row.sketch or not row.visitors):
            sketch = Sketch(bytes(row.sketch))
            sketch.merge(bytes(sums.visitors[row.site_id]))
            row.sketch, row.visitors = bytes(sketch), sketch.size()
        row.save()


def _chunks(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    for start in range(0, len(pages), BATCH):
        yield pages[start : start + BATCH]


def _run(statement: str, arrays: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, arrays)
