"""A case as its page shows it (办件页): timeline, day strip, hands it went through."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.models import Case, CaseEvent
from zhanqun.core.casework.projecting import Standing
from zhanqun.core.casework.satisfaction import Satisfaction
from zhanqun.core.casework.states import CaseState
from zhanqun.core.units.api import Unit, User
from zhanqun.core.workcalendar.api import (
    CountedDay,
    Reason,
    Reckoning,
    TermUnit,
    WorkCalendar,
    working_days_between,
)
from zhanqun.foundation.clock import day_of

WEEK = 7
# A longer term is told as a list alone.
STRIP_MOST = 70
# From so many days before its limit a case is marked.
SOON_DAYS = 3
_COUNTED = {Reason.WORKING, Reason.MADE_UP, Reason.DAY}


@dataclass(frozen=True)
class Cell:
    """A day of the strip. kind: start, counted, rest, paused, due; mark: number or reason."""

    day: date
    kind: str
    mark: str
    words: str
    is_today: bool = False


def strip_of(reckoning: Reckoning, today: date) -> list[list[Cell | None]]:
    """Weeks from Monday to Sunday, None beside them; [] where the term is too long to draw."""
    days = reckoning.days
    if len(days) > STRIP_MOST:
        return []
    cells: list[Cell | None] = [None] * days[0].day.weekday()
    cells += [_cell(day, day.day == reckoning.due_on, today) for day in days]
    cells += [None] * (-len(cells) % WEEK)
    return [cells[at : at + WEEK] for at in range(0, len(cells), WEEK)]


def weekdays() -> list[str]:
    return [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")]


def _cell(day: CountedDay, is_due: bool, today: date) -> Cell:
    counted = day.reason in _COUNTED
    kind = "due" if is_due else "counted" if counted else _KINDS.get(Reason(day.reason), "rest")
    mark = _("第{n}天").format(n=day.number) if day.number else _mark(day)
    words = f"{day.name}{day.label}" if day.name else day.label
    return Cell(day.day, kind, mark, words, day.day == today)


_KINDS = {Reason.START: "start", Reason.PAUSED: "paused"}


def _mark(day: CountedDay) -> str:
    marks = {
        Reason.START: _("起算"),
        Reason.WEEKEND: _("周末"),
        Reason.PAUSED: _("停止"),
        Reason.MOVED: _("顺延"),
    }
    return marks.get(Reason(day.reason)) or day.name or _("放假")


@dataclass(frozen=True)
class Hand:
    """Whoever had the case, and for how many working days (经手时间)."""

    name: str
    since: datetime
    until: datetime | None
    days: int


def hands_of(standing: Standing, calendar: WorkCalendar, now: datetime, office: Unit) -> list[Hand]:
    names = _unit_names(stint.unit_id for stint in standing.stints)
    return [
        Hand(
            names.get(stint.unit_id or 0) or str(office),
            stint.since,
            stint.until,
            working_days_between(day_of(stint.since), day_of(stint.until or now), calendar),
        )
        for stint in standing.stints
    ]


@dataclass(frozen=True)
class Moment:
    """A line of the timeline."""

    at: datetime
    person: str
    what: str
    detail: str
    note: str
    tone: str = ""


@dataclass(frozen=True)
class _Names:
    units: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)


def timeline_of(events: Iterable[CaseEvent], cover: Callable[[str], str] = str) -> list[Moment]:
    """Newest first, names read at once. cover: hides of notes what is not for who reads them."""
    rows = list(events)
    ids = [value for row in rows for key, value in row.facts.items() if key in _UNIT_KEYS and value]
    holders = [row.facts["holder"] for row in rows if row.kind == EventKind.ASSIGNED]
    people = {row.pk: str(row) for row in User.objects.filter(pk__in=holders)}
    names = _Names(_unit_names(one for one in ids if isinstance(one, int)), people)
    return [_moment(row, names, cover) for row in rows]


_UNIT_KEYS = ("to", "unit", "before", "after")


def _unit_names(ids: Iterable[Any]) -> dict[int, str]:
    return {row.pk: str(row) for row in Unit.objects.filter(pk__in={one for one in ids if one})}


def _moment(event: CaseEvent, names: _Names, cover: Callable[[str], str]) -> Moment:
    tone = {EventKind.LATE: "bad", EventKind.URGED: "wait", EventKind.LAPSED: "wait"}
    return Moment(
        event.at,
        str(event.by) if event.by else _("系统"),
        event.get_kind_display(),
        "，".join(_details(event, names)),
        cover(event.note),
        tone.get(EventKind(event.kind), ""),
    )


def _details(event: CaseEvent, names: _Names) -> Iterator[str]:
    facts = event.facts
    for key in ("to", "unit"):
        if isinstance(facts.get(key), int):
            yield names.units.get(facts[key], "")
    if "holder" in facts:
        yield names.people.get(facts["holder"], "")
    if event.kind == EventKind.EXTENDED:
        yield _("延长{n}日").format(n=facts["amount"])
    if event.kind == EventKind.DEFERRED:
        yield _("延迟{n}日，至{until}").format(n=facts["amount"], until=facts["until"])
    if "label" in facts:
        yield facts["label"]
    if event.kind == EventKind.HANDED_OVER:
        yield f"{names.units.get(facts['before'], '')} → {names.units.get(facts['after'], '')}"
    if event.kind == EventKind.MOVED:
        yield f"{facts['before']} → {facts['after']}"
    if event.kind in (EventKind.OPENED, EventKind.CLOCK_SET):
        yield f"{facts['amount']}{TermUnit(facts['unit']).label}，{facts['norm']}"
    if event.kind == EventKind.LATE:
        yield _("期限{due}").format(due=facts["due_on"])
    if event.kind in (EventKind.MERGED, EventKind.SEPARATED):
        yield facts["number"]
    if event.kind == EventKind.RATED:
        yield str(Satisfaction(facts["level"]).label)


def due_told(case: Case, form: str = "%Y-%m-%d") -> str:
    """The due date in words, and whether it may still move (暂定): for notices and sheets."""
    day = format(case.due_on, form)
    return day + _("（暂定）") if case.is_provisional else day


def limit_tone(due_on: date, today: date) -> tuple[str, str]:
    """Words and tone of a due date in a list: 逾期3天, 今天到期, 剩2天."""
    left = (due_on - today).days
    if left < 0:
        return _("逾期{n}天").format(n=-left), "bad"
    if left == 0:
        return _("今天到期"), "wait"
    return _("剩{n}天").format(n=left), "wait" if left <= SOON_DAYS else ""


def limit_of(case: Case, today: date) -> tuple[str, str]:
    """Words and tone of the limit; of what ended or stands, only whether it was late.

    Of what runs its present term counts, not whether it was late before it was begun again.
    """
    if case.is_open and case.state != CaseState.WAITING:
        return limit_tone(case.due_on, today)
    if case.is_late:
        return _("曾逾期"), "bad"
    return (_("按期"), "good") if case.answered_at else ("", "")
