"""What stretches, stops or restarts a clock (延期、停止计算、重新起算)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.casework import policies, telling
from zhanqun.core.casework.clocks import Authority, Extension, Ground
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.lateness import note_if_late
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.recording import calendar_of, lock, record, standing_of
from zhanqun.core.casework.services.opening import respond_by
from zhanqun.core.casework.states import CASE
from zhanqun.core.casework.terms import clock_of
from zhanqun.core.units.api import User
from zhanqun.core.workcalendar.api import TermUnit, end_of, working_days_between
from zhanqun.foundation import clock as time
from zhanqun.foundation.errors import DomainError

ONE_DAY = timedelta(days=1)
# No norm says how late is reasonable; what is later than this is a slip of the hand.
DEFERRAL_MOST = timedelta(days=365)


class NoExtension(DomainError):
    code = "casework.no_extension"
    message = _("“{clock}”不能延期。")


class ExtensionSpent(DomainError):
    code = "casework.extension_spent"
    message = _("已经延期{times}次，按规定不能再延期。")


class ExtensionTooLong(DomainError):
    code = "casework.extension_too_long"
    message = _("最多延长{limit}{unit}，请改小。")


class ExtensionTooLate(DomainError):
    code = "casework.extension_too_late"
    message = _("期限{due}已过，不能再延期。请尽快答复，并说明原因。")


class LetterMissing(DomainError):
    code = "casework.letter_missing"
    message = _("请写明告知来件人的延期理由。")


class NoDeferral(DomainError):
    code = "casework.no_deferral"
    message = _("“{clock}”不能另定延迟答复的日期。")


class DeferralSpent(DomainError):
    code = "casework.deferral_spent"
    message = _("已经确定过延迟答复的日期，不能再改。")


class DayRests(DomainError):
    code = "casework.day_rests"
    message = _("{day}不上班，请改选工作日。")


class NoGround(DomainError):
    code = "casework.no_ground"
    message = _("“{clock}”不能以这个理由{act}，请按规则选择。")


class DayUnfit(DomainError):
    code = "casework.day_unfit"
    message = _("日期应在{first}到{last}之间，请改正。")


@transaction.atomic
def extend(*, uid: UUID, amount: int, letter: str, by: User, now: datetime) -> Case:
    """Give a case more time, with the letter that tells the writer why (延期).

    amount: in the unit of the rule. Raises NotAllowed, IllegalMove and what is above.
    """
    case = lock(uid)
    CASE.target("extend", case.state)
    rule = extension_of(case)
    policies.check_may_extend(by, case, rule.authority)
    _check_extension(case, rule, amount, letter, now)
    facts = {"amount": amount, "authority": rule.authority}
    record(case, EventKind.EXTENDED, by=by, at=now, facts=facts, note=letter)
    telling.extended(case, now)
    return case


def check_extension(case: Case, amount: int, letter: str, now: datetime) -> None:
    """Whether more time may be had now, before it is asked for. Raises what `extend` raises."""
    CASE.target("extend", case.state)
    _check_extension(case, extension_of(case), amount, letter, now)


@transaction.atomic
def defer(*, uid: UUID, until: date, letter: str, by: User, now: datetime) -> Case:
    """The office sets a later working day for the answer, once, and tells the writer (延迟答复).

    until: counted in working days from the date that was due, so that it follows the calendar.
    Raises NotAllowed, IllegalMove, NoDeferral, DeferralSpent, ExtensionTooLate, DayUnfit,
    DayRests, LetterMissing.
    """
    case = lock(uid)
    CASE.target("extend", case.state)
    policies.check_may_extend(by, case, Authority.OFFICE)
    ground = clock_of(case.clock).deferral
    if ground is None:
        raise NoDeferral(clock=clock_of(case.clock).label)
    amount = _deferral_days(case, until, letter, now)
    facts = {"amount": amount, "until": until, "label": ground.label, "norm": ground.norm}
    record(case, EventKind.DEFERRED, by=by, at=now, facts=facts, note=letter.strip())
    telling.extended(case, now)
    return case


def _deferral_days(case: Case, until: date, letter: str, now: datetime) -> int:
    """How many working days later it is, once all is checked."""
    if standing_of(case).deferred:
        raise DeferralSpent
    if end_of(case.due_on) <= now:
        raise ExtensionTooLate(due=f"{case.due_on:%Y-%m-%d}")
    first, last = case.due_on + ONE_DAY, case.due_on + DEFERRAL_MOST
    if not first <= until <= last:
        raise DayUnfit(first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}")
    if not letter.strip():
        raise LetterMissing
    calendar = calendar_of(case)
    if not calendar.is_working(until):
        raise DayRests(day=f"{until:%Y-%m-%d}")
    return working_days_between(case.due_on, until, calendar)


def extension_of(case: Case) -> Extension:
    """How its rule lets a case be extended. Raises NoExtension."""
    rule = clock_of(case.clock)
    if rule.extension is None:
        raise NoExtension(clock=rule.label)
    return rule.extension


def _check_extension(case: Case, rule: Extension, amount: int, letter: str, now: datetime) -> None:
    standing = standing_of(case)
    if end_of(case.due_on) <= now:
        raise ExtensionTooLate(due=f"{case.due_on:%Y-%m-%d}")
    if standing.extensions >= rule.times:
        raise ExtensionSpent(times=standing.extensions)
    left = rule.most - standing.extended
    if not 0 < amount <= left:
        raise ExtensionTooLong(limit=left, unit=TermUnit(standing.unit).label)
    if rule.letter and not letter.strip():
        raise LetterMissing


@transaction.atomic
def pause(*, uid: UUID, ground: str, note: str, by: User, now: datetime) -> Case:
    """Stop the clock for a ground that the rule knows, such as asking a third party (停止计算).

    The days after today do not count, up to and including the day on which it goes on.
    Raises NotAllowed, IllegalMove, NoGround.
    """
    case = lock(uid)
    policies.check_may_time(by, case)
    CASE.target("pause", case.state)
    found = _ground(case, "pauses", ground, _("停止计算"))
    note_if_late(case, now)
    facts = {"ground": ground, "label": found.label, "norm": found.norm}
    record(case, EventKind.PAUSED, by=by, at=now, facts=facts, note=note)
    return case


@transaction.atomic
def resume(*, uid: UUID, note: str, by: User | None, now: datetime, on: date | None = None) -> Case:
    """The clock goes on (恢复计算). on: the last day that does not count, today by default.

    by: None is the system, or the writer. Raises NotAllowed, IllegalMove, DayUnfit.
    """
    case = lock(uid)
    if by is not None:
        policies.check_may_time(by, case)
    CASE.target("resume", case.state)
    facts = {"until": _day(case, on, now)} | _turn(case, now)
    record(case, EventKind.RESUMED, by=by, at=now, facts=facts, note=note)
    return case


@transaction.atomic
def restart(
    *,
    uid: UUID,
    ground: str,
    note: str,
    by: User | None,
    now: datetime,
    on: date | None = None,
) -> Case:
    """The term is counted anew, such as on receipt of a correction (重新起算).

    on: the new day zero, today by default. by: None is the writer, through the receipt.
    Raises NotAllowed, IllegalMove, NoGround, DayUnfit.
    """
    case = lock(uid)
    if by is not None:
        policies.check_may_time(by, case)
    CASE.target("restart", case.state)
    found = _ground(case, "restarts", ground, _("重新起算"))
    note_if_late(case, now)
    facts = {"ground": ground, "label": found.label, "start_on": _day(case, on, now)}
    record(case, EventKind.RESTARTED, by=by, at=now, facts=facts | _turn(case, now), note=note)
    return case


def _day(case: Case, on: date | None, now: datetime) -> date:
    """A day since the clock stands, or since the term began, and not after today."""
    today = time.day_of(now)
    first = standing_of(case).paused_on or case.start_on
    if on is None:
        return today
    if not first <= on <= today:
        raise DayUnfit(first=f"{first:%Y-%m-%d}", last=f"{today:%Y-%m-%d}")
    return on


def _turn(case: Case, now: datetime) -> dict[str, date]:
    """Of what nobody has it is the office's turn again."""
    return {} if case.unit_id else {"respond_by": respond_by(case, now)}


def _ground(case: Case, what: str, code: str, act: object) -> Ground:
    rule = clock_of(case.clock)
    grounds = getattr(rule, what)
    if code not in grounds:
        raise NoGround(clock=rule.label, act=act)
    return grounds[code]
