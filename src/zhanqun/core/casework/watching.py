"""What time itself does to cases (时限巡查): lateness, offers nobody answered, warnings.

Each may run at any time and twice; what was missed while nothing ran is made up for.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhanqun.core.audit import api as audit
from zhanqun.core.casework import ladder, telling
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.models import Answer, Case, CaseEvent
from zhanqun.core.casework.recording import calendar_of, hear, record
from zhanqun.core.casework.states import RUNNING, CaseState
from zhanqun.foundation.clock import day_of

BATCH = 500
# So many answers of one unit within these minutes are told to the office.
BURST, BURST_WITHIN = 20, timedelta(minutes=10)


def watch(now: datetime) -> dict[str, int]:
    """Everything at once; returns of how many cases each had something to say."""
    return {
        "late": note_late(now),
        "lapsed": sum(_lapse(key, now) for key in _unanswered(now)),
        "warned": sum(_warn(key, now) for key in _to_warn(now)),
        "bursts": sum(_tell_burst(unit, count, now) for unit, count in _bursts(now)),
    }


def overdue(now: datetime) -> QuerySet[Case]:
    """Running cases whose due date has passed and was not noted yet (逾期扫描).

    Of a case begun again the new term is noted as well, whatever its first was (重办).
    """
    again = CaseEvent.objects.filter(case=OuterRef("pk"), kind=EventKind.REOPENED)
    since = CaseEvent.objects.filter(case=OuterRef("case"), id__gt=OuterRef("pk"))
    unnoted = Exists(again.filter(~Exists(since.filter(kind=EventKind.LATE))))
    rows = Case.objects.filter(ended_at=None, due_on__lt=day_of(now), state__in=RUNNING)
    return rows.filter(Q(is_late=False) | unnoted).order_by("due_on", "id")


def note_all_late(now: datetime) -> int:
    """Note every case that is late by now, however many; before due dates move."""
    count = 0
    while noted := note_late(now):
        count += noted
    return count


@transaction.atomic
def note_late(now: datetime) -> int:
    """Note a batch of late cases at once: what `lateness.note_if_late` writes for one.

    Whatever somebody is at work on is found again by the next run.
    """
    rows = overdue(now).select_for_update(of=("self",), skip_locked=True)
    cases = list(rows.select_related("office", "unit")[:BATCH])
    events = CaseEvent.objects.bulk_create(
        CaseEvent(case=case, kind=EventKind.LATE, at=now, facts={"due_on": str(case.due_on)})
        for case in cases
    )
    keys = [case.pk for case in cases]
    Case.objects.filter(pk__in=keys).update(is_late=True, countable_days=0, is_provisional=False)
    for case, event in zip(cases, events, strict=True):
        case.is_late, case.countable_days, case.is_provisional = True, 0, False
        facts = {"due_on": case.due_on}
        audit.record(f"casework.{EventKind.LATE}", case, by=None, at=now, after=facts)
        hear(event)
    return len(cases)


def _bursts(now: datetime) -> list[tuple[int, int]]:
    """Units that answered very many cases within minutes (突击办结), and how many."""
    rows = Answer.objects.filter(at__gt=now - BURST_WITHIN, at__lte=now, case__unit__isnull=False)
    counts = rows.order_by().values_list("case__unit").annotate(count=Count("id"))
    return list(counts.filter(count__gte=BURST))


def _tell_burst(unit: int, count: int, now: datetime) -> int:
    """The offices of these cases hear, once a day and unit."""
    since = now - BURST_WITHIN
    rows = Case.objects.filter(unit=unit, answers__at__gt=since).select_related("office", "unit")
    offices = {case.office_id: case for case in rows.order_by("id")}
    return sum(telling.burst(case, count, now) for case in offices.values())


def _unanswered(now: datetime) -> list[int]:
    rows = Case.objects.filter(respond_by__lte=now).order_by("respond_by")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def _to_warn(now: datetime) -> list[int]:
    rows = Case.objects.filter(ended_at=None, warn_on__lte=day_of(now)).order_by("warn_on")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def _locked(key: int) -> Case | None:
    """None where somebody is at work on it: the next run finds it again."""
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True)
    return rows.select_related("office", "unit", "offered_to", "holder").filter(pk=key).first()


@transaction.atomic
def _lapse(key: int, now: datetime) -> bool:
    """An offer nobody answered counts as accepted (视同签收); of a case nobody offered the office
    hears."""
    case = _locked(key)
    if case is None or case.respond_by is None or case.respond_by > now:
        return False
    if case.state == CaseState.OFFERED:
        record(case, EventKind.LAPSED, by=None, at=now)
        case.refresh_from_db(fields=["unit"])
        telling.settled(case, now)
        telling.lapsed(case, now)
    else:
        record(case, EventKind.NUDGED, by=None, at=now)
        telling.unassigned(case, now)
    return True


@transaction.atomic
def _warn(key: int, now: datetime) -> bool:
    """Tell the newest rung that has come, once, and set when the next one comes."""
    case = _locked(key)
    if case is None or case.warn_on is None or case.ended_at is not None:
        return False
    calendar, rung = calendar_of(case), ladder.rung_at(case.due_on, day_of(now), calendar_of(case))
    is_news = rung > case.warned
    case.warned = max(rung, case.warned)
    case.warn_on = ladder.rung_on(case.due_on, case.warned + 1, calendar)
    case.save(update_fields=["warned", "warn_on"])
    if is_news:
        tell = {ladder.SOON: telling.due_soon, ladder.TODAY: telling.due_today}
        tell.get(rung, telling.overdue)(case, f"{case.due_on}:{rung}", now)
    return is_news
