"""What time alone changes (到时自动办理): warnings expire, mourning begins and ends.

Asked by the schedule runner every second. What fell due while nothing ran is done when it runs
again: everything due by `now`, not at `now`.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from zhanqun.content.alerts.announcing import alerts_changed
from zhanqun.content.alerts.models import Alert, Mourning
from zhanqun.content.alerts.services import mourning as mournings
from zhanqun.content.alerts.states import ALERT, AlertState, MourningState
from zhanqun.core.audit import api as audit


def turn(now: datetime) -> None:
    """Do what is due by now."""
    expire(now)
    hide_lifted(now)
    turn_mournings(now)


def expire(now: datetime) -> int:
    """Warnings whose period is over leave the bar; returns how many."""
    due = Alert.objects.filter(state=AlertState.IN_FORCE, expires_at__lte=now)
    if not due.exists():
        return 0
    with transaction.atomic():
        rows = list(due.select_for_update(of=("self",), skip_locked=True).select_related("first"))
        for alert in rows:
            alert.state, alert.ended_at = ALERT.target("expire", alert.state), now
            alert.save(update_fields=["state", "ended_at"])
            audit.record("alerts.expired", alert, by=None, at=now)
        alerts_changed(rows)
    return len(rows)


def hide_lifted(now: datetime) -> int:
    """The bar said 已解除 long enough; returns how many."""
    due = Alert.objects.filter(shown_until__lte=now)
    if not due.exists():
        return 0
    with transaction.atomic():
        rows = list(due.select_for_update(of=("self",), skip_locked=True).select_related("first"))
        for alert in rows:
            alert.shown_until = None
            alert.save(update_fields=["shown_until"])
        alerts_changed(rows)
    return len(rows)


def turn_mournings(now: datetime) -> int:
    """Begin what has come, end what is over; one that came and went unseen only ends."""
    begins = Q(state=MourningState.APPROVED, starts_at__lte=now)
    ends = Q(state=MourningState.ON, ends_at__lte=now)
    due = Mourning.objects.filter(begins | ends)
    if not due.exists():
        return 0
    with transaction.atomic():
        rows = list(due.select_for_update(of=("self",), skip_locked=True))
        for row in rows:
            if row.is_over(now):
                mournings.end(row, now)
            else:
                mournings.start(row, now)
    return len(rows)
