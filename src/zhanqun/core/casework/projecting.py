"""What a case's events say about it (由办理经过推出的现状): plain functions, no database, no clock.

Events are the truth. The columns of a case that lists and searches need are what `fold` makes of
its events; `recompute_cases` writes them anew.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from zhanqun.core.casework.events import EventKind as E
from zhanqun.core.casework.states import CaseState as S
from zhanqun.core.workcalendar.api import (
    Due,
    Pause,
    Reckoning,
    Term,
    TermUnit,
    WorkCalendar,
    due,
    explain,
)
from zhanqun.foundation.clock import day_of

REFUSALS_MOST = 2
# So many times a case may be passed on or back between units; the next time the office decides.
HANDOVERS_MOST = 2
ONE_DAY = timedelta(days=1)


class Happening(Protocol):
    """What `fold` needs of an event."""

    kind: str
    at: datetime
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Stint:
    """Who had the case from when to when (经手). unit_id: None is the office."""

    unit_id: int | None
    since: datetime
    until: datetime | None = None


@dataclass
class Standing:
    """Where a case stands after some events.

    amount, unit: the term; extended: by so much; deferred: by so much more. pauses: days on which
    the clock stood; paused_on: since when it stands. is_rated: whether the newest answer was; a
    rating stands until the next.
    base_on: where the term begins, unless the clock begins when it is set; start_on: where it
    began. frozen_due: the due date of what is late or ended, which moves no more. is_late: whether
    any of its terms was late, for figures; is_term_late: whether the present one is.
    """

    state: str = S.RECEIVED
    unit_id: int | None = None
    holder_id: int | None = None
    offered_to_id: int | None = None
    offered_at: datetime | None = None
    respond_by: datetime | None = None
    refusals: int = 0
    handovers: int = 0
    joint: list[int] = field(default_factory=list)
    merged_into_id: int | None = None
    clock: str = ""
    base_on: date = date.min
    start_on: date = date.min
    amount: int = 0
    unit: str = TermUnit.WORKING_DAYS
    norm: str = ""
    extended: int = 0
    deferred: int = 0
    extensions: int = 0
    pauses: list[Pause] = field(default_factory=list)
    paused_on: date | None = None
    frozen_due: date | None = None
    is_late: bool = False
    is_term_late: bool = False
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    reopened: int = 0
    satisfaction: int | None = None
    is_rated: bool = False
    stints: list[Stint] = field(default_factory=list)

    @property
    def term(self) -> Term:
        return Term(self.amount + self.extended + self.deferred, self.unit, self.norm)

    @property
    def countable_days(self) -> int:
        """Working days that the database may count by itself; 0 where it may not."""
        plain = self.unit == TermUnit.WORKING_DAYS and not self.pauses and not self.frozen_due
        return self.term.amount if plain else 0


def fold(events: Iterable[Happening]) -> Standing:
    """The standing after these events, in their order."""
    standing = Standing()
    for event in events:
        _EFFECTS.get(event.kind, _nothing)(standing, event, event.facts)
    return standing


def due_of(standing: Standing, calendar: WorkCalendar) -> Due:
    """The due date; while the clock stands, the earliest that it can still be."""
    if standing.frozen_due is not None:
        return Due(standing.frozen_due, is_provisional=False)
    return due(standing.start_on, standing.term, calendar, pauses=standing.pauses)


def reckoning_of(standing: Standing, calendar: WorkCalendar) -> Reckoning:
    """Why this date: every day counted or skipped."""
    return explain(standing.start_on, standing.term, calendar, pauses=standing.pauses)


def refusal_of(standing: Standing) -> str:
    """Where a refusal leads: back to whoever offered, and the second time to the office."""
    if standing.refusals + 1 >= REFUSALS_MOST:
        return "dispute"
    return "hand_back" if standing.unit_id else "refuse"


def _nothing(_standing: Standing, _event: Happening, _facts: Mapping[str, Any]) -> None:
    return


def _opened(s: Standing, event: Happening, facts: Mapping[str, Any]) -> None:
    s.state = S.RECEIVED
    s.respond_by = _moment(facts.get("respond_by"))
    _set_clock(s, event, facts)
    s.base_on = s.start_on = date.fromisoformat(facts["start_on"])
    s.stints = [Stint(None, event.at)]


def _set_clock(s: Standing, _event: Happening, facts: Mapping[str, Any]) -> None:
    """From where the term begins; what began when it was set leaves nothing behind."""
    s.clock, s.amount, s.unit, s.norm = (
        facts[name] for name in ("clock", "amount", "unit", "norm")
    )
    s.extended = s.extensions = s.deferred = 0
    begins = facts.get("begins_on")
    s.start_on = date.fromisoformat(begins) if begins else s.base_on


def _offered(s: Standing, event: Happening, facts: Mapping[str, Any]) -> None:
    s.state = S.OFFERED
    s.offered_to_id, s.offered_at = facts["to"], event.at
    s.respond_by = _moment(facts["respond_by"])
    s.handovers += s.unit_id is not None


def _accepted(s: Standing, event: Happening, _facts: Mapping[str, Any]) -> None:
    """The time counts for the new holder from the offer on."""
    _hold(s, s.offered_to_id, s.offered_at or event.at)


def _refused(s: Standing, event: Happening, _facts: Mapping[str, Any]) -> None:
    s.state = {"refuse": S.RECEIVED, "hand_back": S.HANDLING, "dispute": S.DECIDING}[refusal_of(s)]
    s.refusals += 1
    s.handovers += 1
    _end_offer(s)


def _disputed(s: Standing, _event: Happening, _facts: Mapping[str, Any]) -> None:
    s.state = S.DECIDING


def _decided(s: Standing, event: Happening, facts: Mapping[str, Any]) -> None:
    _hold(s, facts["unit"], event.at)


def _hold(s: Standing, unit_id: int | None, since: datetime) -> None:
    if unit_id != s.unit_id:
        s.holder_id = None
        s.joint = [one for one in s.joint if one != unit_id]
        _end_stint(s, since)
        s.stints.append(Stint(unit_id, since))
    s.state, s.unit_id = S.HANDLING, unit_id
    _end_offer(s)


def _end_offer(s: Standing) -> None:
    s.offered_to_id = s.offered_at = s.respond_by = None


def _end_stint(s: Standing, at: datetime) -> None:
    if s.stints and s.stints[-1].until is None:
        s.stints[-1] = Stint(s.stints[-1].unit_id, s.stints[-1].since, at)


def _assigned(s: Standing, _event: Happening, facts: Mapping[str, Any]) -> None:
    s.holder_id = facts["holder"]


def _joined(s: Standing, _event: Happening, facts: Mapping[str, Any]) -> None:
    if facts["unit"] not in s.joint:
        s.joint.append(facts["unit"])


def _nudged(s: Standing, _event: Happening, _facts: Mapping[str, Any]) -> None:
    s.respond_by = None


def _paused(s: Standing, event: Happening, _facts: Mapping[str, Any]) -> None:
    s.state, s.paused_on, s.respond_by = S.WAITING, day_of(event.at), None


def _resumed(s: Standing, event: Happening, facts: Mapping[str, Any]) -> None:
    """The day on which it began to stand counts, the day on which that ended does not."""
    last = date.fromisoformat(facts["until"]) if "until" in facts else day_of(event.at)
    first = (s.paused_on or day_of(event.at)) + ONE_DAY
    _go_on(s, facts)
    if first <= last:
        s.pauses.append(Pause(first, last))


def _go_on(s: Standing, facts: Mapping[str, Any]) -> None:
    """Where it was: with a unit, or still with the office."""
    s.state = S.HANDLING if s.unit_id else S.RECEIVED
    s.paused_on, s.respond_by = None, _moment(facts.get("respond_by"))


def _restarted(s: Standing, _event: Happening, facts: Mapping[str, Any]) -> None:
    _go_on(s, facts)
    s.pauses = []
    s.base_on = s.start_on = date.fromisoformat(facts["start_on"])
    s.extended = s.extensions = s.deferred = 0


def _extended(s: Standing, _event: Happening, facts: Mapping[str, Any]) -> None:
    s.extended += facts["amount"]
    s.extensions += 1


def _deferred(s: Standing, _event: Happening, facts: Mapping[str, Any]) -> None:
    s.deferred += facts["amount"]


def _late(s: Standing, _event: Happening, facts: Mapping[str, Any]) -> None:
    s.is_late = s.is_term_late = True
    s.frozen_due = date.fromisoformat(facts["due_on"])


def _merged(s: Standing, _event: Happening, facts: Mapping[str, Any]) -> None:
    """Its turn comes with the other case: nobody is nudged to pass it on."""
    s.merged_into_id, s.respond_by = facts["into"], None


def _separated(s: Standing, _event: Happening, _facts: Mapping[str, Any]) -> None:
    s.merged_into_id = None


def _ended(state: str) -> Callable[[Standing, Happening, Mapping[str, Any]], None]:
    def effect(s: Standing, event: Happening, facts: Mapping[str, Any]) -> None:
        if facts.get("unit"):
            _hold(s, facts["unit"], event.at)
        s.state, s.ended_at, s.paused_on = state, event.at, None
        s.frozen_due = date.fromisoformat(facts["due_on"])
        _end_offer(s)
        _end_stint(s, event.at)
        if state == S.ANSWERED and s.answered_at is None:
            s.answered_at = event.at

    return effect


def _reopened(s: Standing, event: Happening, facts: Mapping[str, Any]) -> None:
    _restarted(s, event, facts)
    s.frozen_due = s.ended_at = None
    s.is_rated = s.is_term_late = False
    s.reopened += 1
    s.stints.append(Stint(s.unit_id, event.at))


def _revived(s: Standing, event: Happening, facts: Mapping[str, Any]) -> None:
    """On its old term: the days since it was ended count."""
    _go_on(s, facts)
    s.ended_at = None
    if not s.is_term_late:
        s.frozen_due = None
    s.stints.append(Stint(s.unit_id, event.at))


def _handed_over(s: Standing, event: Happening, facts: Mapping[str, Any]) -> None:
    """Another office begins with it; the clock runs on."""
    _hold(s, None, event.at)
    s.state, s.respond_by = S.RECEIVED, _moment(facts["respond_by"])
    s.refusals = s.handovers = 0
    s.joint = []


def _rated(s: Standing, _event: Happening, facts: Mapping[str, Any]) -> None:
    s.satisfaction, s.is_rated = facts["level"], True


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


_EFFECTS: dict[str, Callable[[Standing, Happening, Mapping[str, Any]], None]] = {
    E.OPENED: _opened,
    E.CLOCK_SET: _set_clock,
    E.OFFERED: _offered,
    E.ACCEPTED: _accepted,
    E.LAPSED: _accepted,
    E.REFUSED: _refused,
    E.DISPUTED: _disputed,
    E.DECIDED: _decided,
    E.ASSIGNED: _assigned,
    E.JOINED: _joined,
    E.NUDGED: _nudged,
    E.PAUSED: _paused,
    E.RESUMED: _resumed,
    E.RESTARTED: _restarted,
    E.EXTENDED: _extended,
    E.DEFERRED: _deferred,
    E.LATE: _late,
    E.ANSWERED: _ended(S.ANSWERED),
    E.DECLINED: _ended(S.DECLINED),
    E.CLOSED: _ended(S.CLOSED),
    E.REOPENED: _reopened,
    E.REVIVED: _revived,
    E.HANDED_OVER: _handed_over,
    E.RATED: _rated,
    E.MERGED: _merged,
    E.SEPARATED: _separated,
}
