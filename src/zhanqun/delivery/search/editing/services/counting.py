"""Lines of the spool become counts by day, site and words (检索统计)."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F

from zhanqun.content.sites import api as sites
from zhanqun.delivery.search.editing.models import QueryCount, SummedSpool
from zhanqun.delivery.search.lexicon_sources import lexicon_changed
from zhanqun.delivery.search.public.spool import Asking, complete_files, sums_of

KEEP_NAMES = timedelta(days=2)


def sum_spool(*, now: datetime) -> int:
    """Count every complete file of this node once and delete it; returns how many lines."""
    lines = 0
    for file in complete_files(now):
        sums = sums_of(file)
        if _count(file, sums, now):
            lines += sums.total()
        file.unlink(missing_ok=True)
    SummedSpool.objects.filter(summed_at__lt=now - KEEP_NAMES).delete()
    if lines:
        lexicon_changed()
    return lines


@transaction.atomic
def _count(file: Path, sums: Counter[Asking], now: datetime) -> bool:
    """False where a run before this one counted the file and could not delete it."""
    # Two nodes write files of the same minute; the folder tells them apart.
    name = f"{file.stat().st_ino}:{file}"[-200:]
    _row, is_new = SummedSpool.objects.get_or_create(name=name, defaults={"summed_at": now})
    if not is_new:
        return False
    known = set(sites.profiles().values_list("site_id", flat=True))
    rows: dict[tuple[date, int, str], QueryCount] = {}
    for asking, count in sums.items():
        if asking.site_id not in known:
            continue
        key = (asking.day, asking.site_id, asking.words)
        row = rows.setdefault(
            key, QueryCount(day=key[0], site_id=key[1], words=key[2], count=0, zero=0)
        )
        row.count += count
        row.zero += 0 if asking.is_found else count
    for row in rows.values():
        _add(row)
    return True


def _add(row: QueryCount) -> None:
    place = {"day": row.day, "site_id": row.site_id, "words": row.words}
    found, is_new = QueryCount.objects.get_or_create(
        **place, defaults={"count": row.count, "zero": row.zero}
    )
    if not is_new:
        QueryCount.objects.filter(pk=found.pk).update(
            count=F("count") + row.count, zero=F("zero") + row.zero
        )


def forget_old_counts(*, today: date, keep_days: int) -> int:
    """Delete counts older than the setting says (ZHANQUN_SEARCH_LOG_DAYS)."""
    before = today - timedelta(days=keep_days)
    return QueryCount.objects.filter(day__lt=before).delete()[0]
