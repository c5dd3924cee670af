"""What changes by itself when time passes (到期变化): pins end, documents begin and lapse.

A static page never asks the clock, so these pages are made anew when their day comes.
"""

from datetime import date, datetime

from django.db import transaction

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Placement, PlacementState
from zhanqun.content.review import gate
from zhanqun.content.review.models import Heartbeat
from zhanqun.content.sites import api as sites
from zhanqun.core.audit import api as audit
from zhanqun.foundation import clock

VALIDITY, DUTY = "validity", "duty"


@transaction.atomic
def end_pins(now: datetime) -> int:
    """Let pins end whose time has come (置顶到期); returns how many."""
    ended = Placement.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=PlacementState.LIVE, pinned_until__lte=now
    )
    count = 0
    for placement in ended.select_related("article", "column"):
        before = {"pinned_until": placement.pinned_until, "order": placement.order}
        placement.pinned_until, placement.order = None, 0
        placement.save(update_fields=["pinned_until", "order"])
        audit.record("review.pin_ended", placement, by=None, at=now, before=before)
        gate.refresh_column(placement, None, now)
        count += 1
    return count


@transaction.atomic
def turn_documents(now: datetime) -> int:
    """Refresh documents that came into force or lapsed since the last run (有效性变化)."""
    days = _days_since(VALIDITY, now)
    if days is None:
        return 0
    count = 0
    for article in documents_turning(*days):
        gate.refresh_text(article, None, now)
        count += 1
    return count


@transaction.atomic
def turn_duties(now: datetime) -> int:
    """Refresh lists of columns whose lead unit changes with the day (责任单位变更生效)."""
    return len(sites.turn_duties(*days)) if (days := _days_since(DUTY, now)) else 0


def _days_since(name: str, now: datetime) -> tuple[date, date] | None:
    """The day of the last run and today, where a day has passed; notes the run."""
    last, _made = Heartbeat.objects.select_for_update().get_or_create(
        name=name, defaults={"at": now}
    )
    since, today = clock.day_of(last.at), clock.day_of(now)
    if since >= today:
        return None
    last.at = now
    last.save(update_fields=["at"])
    return since, today


def documents_turning(since: date, today: date) -> list[Article]:
    """Live documents whose validity may be another today than on the day `since`."""
    turning = library.turning_in(since, today)
    rows = Article.objects.filter(turning, kind=ArticleKind.DOCUMENT, live=True)
    return list(rows.order_by("pk"))
