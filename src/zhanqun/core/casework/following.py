"""Due dates follow the calendar (期限随日历重算).

Plain terms in working days are joined with the numbered days in the database; those with pauses,
calendar days or months are counted one by one. What is late or has ended does not move: a
deadline that passed is not revived.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from zhanqun.core.casework import ladder
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.models import Case, CaseEvent
from zhanqun.core.casework.projecting import due_of
from zhanqun.core.casework.recording import hear, standing_of
from zhanqun.core.casework.watching import note_all_late
from zhanqun.core.units.api import Unit
from zhanqun.core.workcalendar.api import (
    DueTable,
    Move,
    Span,
    WorkCalendar,
    calendar_row,
    move_due_dates,
    work_calendar,
)
from zhanqun.foundation.clock import day_of


def follow_calendar(span: Span, limit: int, now: datetime) -> Sequence[Move]:
    """Bring up to so many open cases up to date, and say which (registered with DUE_DATES)."""
    note_all_late(now)
    for offices, unit in _regions(span):
        moves = _moved_in_database(span, offices, unit, limit, day_of(now))
        moves = moves or _moved_one_by_one(span, offices, unit, limit, day_of(now))
        if moves:
            _note(moves, work_calendar(unit), now)
            return moves
    return []


def _regions(span: Span) -> Iterator[tuple[list[int], Unit]]:
    """Offices of open cases by the calendar that holds for them, where the change reaches."""
    keys = Case.objects.filter(ended_at=None).order_by().values("office").distinct()
    by_calendar: dict[int | None, list[Unit]] = {}
    for office in Unit.objects.filter(pk__in=keys).order_by("path"):
        if span.unit is None or office.path.startswith(span.unit.path):
            row = calendar_row(office)
            by_calendar.setdefault(row.pk if row else None, []).append(office)
    for offices in by_calendar.values():
        yield [office.pk for office in offices], offices[0]


def _moved_in_database(
    span: Span, offices: list[int], unit: Unit, limit: int, today: date
) -> list[Move]:
    calendar = calendar_row(unit)
    if calendar is None:
        return []
    here = ", ".join(map(str, offices))
    table = DueTable(
        Case._meta.db_table,
        days="countable_days",
        is_open=f"c.ended_at is null and c.due_on >= '{today}' and c.office_id in ({here})",
    )
    found = move_due_dates(table, calendar, span, limit)
    rows = Case.objects.in_bulk([key for key, _before, _after in found])
    return [Move(rows[key], before or after, after) for key, before, after in found]


def _moved_one_by_one(
    span: Span, offices: list[int], unit: Unit, limit: int, today: date
) -> list[Move]:
    # What is late in its present term is due before today, and so not among these.
    rows = Case.objects.select_for_update().filter(
        ended_at=None,
        countable_days=0,
        office__in=offices,
        due_on__gte=max(span.since, today),
        start_on__lt=span.until,
    )
    calendar, moves = work_calendar(unit), []
    for case in rows.order_by("id").iterator(500):
        due = due_of(standing_of(case), calendar)
        if (case.due_on, case.is_provisional) == (due.on, due.is_provisional):
            continue
        moves.append(Move(case, case.due_on, due.on))
        case.due_on, case.is_provisional = due.on, due.is_provisional
        case.save(update_fields=["due_on", "is_provisional"])
        if len(moves) == limit:
            break
    return moves


def _note(moves: Sequence[Move], calendar: WorkCalendar, now: datetime) -> None:
    """The case's own history says it too, and warnings follow the new date."""
    moved: list[Any] = [move for move in moves if move.before != move.after]
    events = CaseEvent.objects.bulk_create(
        CaseEvent(
            case=move.record,
            kind=EventKind.MOVED,
            at=now,
            facts={"before": str(move.before), "after": str(move.after)},
        )
        for move in moved
    )
    for event in events:
        hear(event)
    cases = [move.record for move in moved if move.record.warn_on is not None]
    for case in cases:
        case.warned = ladder.NONE
        case.warn_on = ladder.rung_on(case.due_on, ladder.SOON, calendar)
    Case.objects.bulk_update(cases, ["warned", "warn_on"])
