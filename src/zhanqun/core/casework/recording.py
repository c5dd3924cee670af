"""Write what happened, and what a case is because of it (记录与投影). The only writers of cases."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from zhanqun.core.audit import api as audit
from zhanqun.core.casework import ladder
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.kinds import kind_of
from zhanqun.core.casework.models import Case, CaseEvent, JointUnit
from zhanqun.core.casework.projecting import Standing, due_of, fold
from zhanqun.core.casework.states import CaseState
from zhanqun.core.units.api import User
from zhanqun.core.workcalendar.api import WorkCalendar, work_calendar

_PLAIN = (
    "state",
    "unit_id",
    "holder_id",
    "offered_to_id",
    "respond_by",
    "clock",
    "start_on",
    "countable_days",
    "is_late",
    "answered_at",
    "ended_at",
    "satisfaction",
)


def lock(uid: UUID) -> Case:
    rows = Case.objects.select_for_update(of=("self",))
    return rows.select_related("office", "unit", "offered_to", "concerns", "holder").get(uid=uid)


def record(
    case: Case,
    kind: EventKind,
    *,
    by: User | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    note: str = "",
) -> CaseEvent:
    """Add an event to a locked case and bring its columns up to date (记录办理经过)."""
    plain = {name: _plain(value) for name, value in (facts or {}).items()}
    event = CaseEvent.objects.create(case=case, kind=kind, by=by, at=at, facts=plain, note=note)
    reproject(case)
    audit.record(f"casework.{kind}", case, by=by, at=at, after=plain, reason=note)
    hear(event)
    return event


def hear(event: CaseEvent) -> None:
    """Let the room of its kind know, in the same transaction."""
    known = kind_of(event.case.kind)
    if known is not None and known.heard is not None:
        known.heard(event.case, event)


def standing_of(case: Case) -> Standing:
    return fold(case.events.all())


def calendar_of(case: Case) -> WorkCalendar:
    """Of the region of the office: one case has one calendar, whoever holds it."""
    return work_calendar(case.office)


def columns_of(standing: Standing, calendar: WorkCalendar) -> dict[str, Any]:
    """The columns of a case as its events have them."""
    due = due_of(standing, calendar)
    columns: dict[str, Any] = {name: getattr(standing, name) for name in _PLAIN}
    return columns | {"due_on": due.on, "is_provisional": due.is_provisional}


def reproject(case: Case) -> list[str]:
    """Write what the events say where the columns say otherwise; returns which columns."""
    standing, calendar = standing_of(case), calendar_of(case)
    columns = columns_of(standing, calendar)
    changed = [name for name, value in columns.items() if getattr(case, name) != value]
    changed += _turn_ladder(case, columns, calendar)
    for name in changed:
        if name in columns:
            setattr(case, name, columns[name])
    if changed:
        case.save(update_fields=[name.removesuffix("_id") for name in changed])
    joint_changed = _set_joint(case, standing.joint)
    return [*changed, "joint_units"] if joint_changed else changed


def _turn_ladder(case: Case, columns: Mapping[str, Any], calendar: WorkCalendar) -> list[str]:
    """A new due date is warned of anew; what stands or has ended is not."""
    rests = columns["ended_at"] is not None or columns["state"] == CaseState.WAITING
    first: date | None = ladder.rung_on(columns["due_on"], ladder.SOON, calendar)
    if not rests and case.warn_on is not None and case.due_on == columns["due_on"]:
        return []
    warn_on = None if rests else first
    if case.warn_on == warn_on and case.warned == ladder.NONE:
        return []
    case.warn_on, case.warned = warn_on, ladder.NONE
    return ["warn_on", "warned"]


def _set_joint(case: Case, wanted: Iterable[int]) -> bool:
    rows = JointUnit.objects.filter(case=case)
    have, want = set(rows.values_list("unit_id", flat=True)), set(wanted)
    if have == want:
        return False
    rows.filter(unit_id__in=have - want).delete()
    JointUnit.objects.bulk_create(JointUnit(case=case, unit_id=unit) for unit in want - have)
    return True


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
