"""Large changes and full builds, worked off in the background (大批刷新)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Q, QuerySet

from zhanqun.delivery.staticsite import stale
from zhanqun.delivery.staticsite.models import Overhaul, StaleTarget, Urgency
from zhanqun.delivery.staticsite.stale import Cause
from zhanqun.foundation.targets import target_kinds


@dataclass(frozen=True, slots=True)
class OverhaulProgress:
    """How far a large change or a full build has come (刷新进度).

    left_seconds: estimated from what was done so far; None where that is too little.
    """

    site_ids: list[int]
    is_build: bool
    is_counted: bool
    begun_at: datetime
    total: int
    done: int
    failed: int
    left_seconds: int | None


def begin(site_ids: Iterable[int], now: datetime) -> Overhaul:
    """Everything on these sites is stale (全站重建)."""
    wanted = sorted(site_ids)
    overhaul = Overhaul.objects.create(site_ids=wanted, begun_at=now)
    cause = Cause(Urgency.BUILD, now, overhaul_ids=[overhaul.pk])
    stale.add_files(wanted, cause)
    for site_id in wanted:
        for _name, kind in target_kinds:
            targets = iter(kind.all_for_site(site_id))
            while part := list(islice(targets, stale.PART)):
                with transaction.atomic():
                    stale.add(part, cause)
    overhaul.total = waits_for(overhaul).count()
    overhaul.is_counted = True
    overhaul.save(update_fields=["total", "is_counted"])
    return overhaul


def waits_for(overhaul: Overhaul) -> QuerySet[StaleTarget]:
    return StaleTarget.objects.filter(overhaul_ids__contains=[overhaul.pk])


def left_of(overhaul: Overhaul) -> bool:
    """Whether targets of it are still to be made; those that failed are tried later."""
    return waits_for(overhaul).filter(attempts=0).exists()


def running(now: datetime) -> list[OverhaulProgress]:
    """What is being worked off in the background, newest first."""
    return [_progress(row, now) for row in Overhaul.objects.filter(done_at=None).order_by("-id")]


def _progress(overhaul: Overhaul, now: datetime) -> OverhaulProgress:
    waiting = waits_for(overhaul)
    left, failed = (waiting.filter(is_failed).count() for is_failed in (Q(attempts=0), _FAILED))
    done = max(0, overhaul.total - left - failed)
    seconds = (now - overhaul.begun_at).total_seconds()
    return OverhaulProgress(
        site_ids=overhaul.site_ids,
        is_build=not overhaul.keys,
        is_counted=overhaul.is_counted,
        begun_at=overhaul.begun_at,
        total=overhaul.total,
        done=done,
        failed=failed,
        left_seconds=round(seconds / done * left) if done and seconds > 1 else None,
    )


_FAILED = Q(attempts__gt=0)


def close_finished(now: datetime) -> None:
    """Those are done that nothing waits for any more, besides what failed."""
    for overhaul in Overhaul.objects.filter(done_at=None, is_counted=True):
        if not left_of(overhaul):
            Overhaul.objects.filter(pk=overhaul.pk).update(done_at=now)
