"""Entering and withdrawing notices (录入、撤回放假通知): the only way in which days change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import Unit, User
from zhanqun.core.workcalendar import moving, policies, projecting
from zhanqun.core.workcalendar.models import Calendar, CalendarChange, HolidayNotice, NoticeDay
from zhanqun.core.workcalendar.planning import Plan, PlannedDay, plan_notice
from zhanqun.core.workcalendar.queries import read_calendar, seen_of
from zhanqun.core.workcalendar.reading import read_notice
from zhanqun.core.workcalendar.rules import WorkCalendar
from zhanqun.core.workcalendar.rules.calendar import REACH_BACK
from zhanqun.foundation.errors import DomainError


class NoDaysRead(DomainError):
    code = "workcalendar.no_days_read"
    message = _("没有从文字中读出放假或上班的日期。请粘贴通知正文，如“1月1日至3日放假”。")


class NoticeInDoubt(DomainError):
    code = "workcalendar.notice_in_doubt"
    message = _("通知有{count}处疑点。请对照原文核对，勾选“已对照原文核对”后再确认。")


class CalendarChangedMeanwhile(DomainError):
    code = "workcalendar.changed_meanwhile"
    message = _("核对期间日历被别人改动过，下面已按现在的日历重新对比，请再核对一次。")
    status = 409


class AlreadyWithdrawn(DomainError):
    code = "workcalendar.already_withdrawn"
    message = _("这份通知已经撤回。")
    status = 409


@dataclass(frozen=True)
class NoticeFacts:
    """A notice as somebody enters it. unit: of a local one, None for the nation's."""

    text: str
    year: int
    is_annual: bool
    title: str
    number: str = ""
    issued_on: date | None = None
    url: str = ""
    unit: Unit | None = None


def plan_of(facts: NoticeFacts, calendar: WorkCalendar) -> Plan:
    """What the notice would change. Raises NoDaysRead."""
    plan = plan_notice(
        read_notice(facts.text, facts.year),
        calendar,
        year=facts.year,
        is_annual=facts.is_annual,
        is_national=facts.unit is None,
    )
    if not plan.days:
        raise NoDaysRead
    return plan


@transaction.atomic
def enter_notice(
    *, facts: NoticeFacts, seen: str, is_checked: bool, by: User | None, now: datetime
) -> HolidayNotice:
    """Enter a notice; days follow at once, open dates of all rooms right after (录入放假通知).

    seen: what `seen_of` said when the plan was shown. Raises NotAllowed,
    CalendarChangedMeanwhile, NoDaysRead, NoticeInDoubt.
    """
    lock_calendars()
    policies.check_may_keep(by, facts.unit)
    if seen != seen_of(facts.unit):
        raise CalendarChangedMeanwhile
    row, _made = Calendar.objects.get_or_create(unit=facts.unit)
    before = read_calendar(projecting.layers_of(row))
    plan = plan_of(facts, before)
    if plan.doubts and not is_checked:
        raise NoticeInDoubt(count=len(plan.doubts))
    notice = _written(row, facts, plan.days, by, now)
    apply_changes(row, notice, before, now)
    audit.record(
        "workcalendar.notice_entered",
        notice,
        by=by,
        at=now,
        before={"days": {str(one.day): _word(one.worked) for one in plan.changes}},
        after={"days": {str(one.day): _word(one.is_working) for one in plan.changes}},
    )
    return notice


@transaction.atomic
def withdraw_notice(*, uid: UUID, why: str, by: User | None, now: datetime) -> HolidayNotice:
    """Take back a notice entered by mistake; the days of earlier ones hold again (撤回).

    Raises NotAllowed, AlreadyWithdrawn.
    """
    lock_calendars()
    notice = HolidayNotice.objects.select_related("calendar__unit").get(uid=uid)
    row = notice.calendar
    policies.check_may_keep(by, row.unit)
    if notice.withdrawn_at:
        raise AlreadyWithdrawn
    before = read_calendar(projecting.layers_of(row))
    notice.withdrawn_by, notice.withdrawn_at, notice.withdrawn_why = by, now, why
    notice.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    apply_changes(row, notice, before, now)
    audit.record("workcalendar.notice_withdrawn", notice, by=by, at=now, reason=why)
    return notice


def write_days(notice: HolidayNotice, days: Sequence[tuple[date, bool, str]]) -> None:
    NoticeDay.objects.bulk_create(
        NoticeDay(notice=notice, day=day, is_working=works, name=name) for day, works, name in days
    )


def lock_calendars() -> None:
    """All of them, since layers lean on one another."""
    list(Calendar.objects.select_for_update().order_by("pk"))


def _written(
    row: Calendar,
    facts: NoticeFacts,
    days: Sequence[PlannedDay],
    by: User | None,
    now: datetime,
) -> HolidayNotice:
    notice = HolidayNotice.objects.create(
        calendar=row,
        year=facts.year,
        is_annual=facts.is_annual,
        title=facts.title,
        number=facts.number,
        issued_on=facts.issued_on,
        url=facts.url,
        text=facts.text,
        entered_by=by,
        entered_at=now,
    )
    write_days(notice, [(one.day, one.is_working, one.name) for one in days])
    return notice


def apply_changes(
    row: Calendar, notice: HolidayNotice, before: WorkCalendar, now: datetime
) -> None:
    """Write the numbered days anew and let open dates follow, where anything changed."""
    after = read_calendar(projecting.layers_of(row))
    projecting.project_all(row)
    span = changed_span(before, after)
    if span is None:
        return
    change = CalendarChange.objects.create(notice=notice, since=span[0], until=span[1], made_at=now)
    moving.follow_later(change)


def changed_span(before: WorkCalendar, after: WorkCalendar) -> tuple[date, date] | None:
    """The first and last day that works otherwise, or whose notice has come or gone."""
    days = {
        day
        for day in before.exceptions.keys() | after.exceptions.keys()
        if before.is_working(day) != after.is_working(day)
    }
    for year in before.years ^ after.years:
        days |= {date(year - 1, *REACH_BACK), date(year, 12, 31)}
    return (min(days), max(days)) if days else None


def _word(works: bool) -> str:
    return "上班" if works else "休息"
