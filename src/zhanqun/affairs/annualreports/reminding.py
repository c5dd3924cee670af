"""Offices are told of reports that are due (年报催报): when the year begins, a week before the
deadline, when it has passed, and when the government above asks for it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.annualreports import policies
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.services.locking import lock
from zhanqun.affairs.annualreports.sheets import sheet_of
from zhanqun.affairs.annualreports.states import ReportState
from zhanqun.affairs.annualreports.years import due_on
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.core.audit import api as audit
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation.clock import day_of

DUE, WANTED = "annualreports.due", "annualreports.wanted"
KINDS = {DUE: Kind(gettext_lazy("公开年报期限")), WANTED: Kind(gettext_lazy("公开年报催报"))}
SOON = timedelta(days=7)
# Nobody is told of a report whose deadline passed longer ago: a cluster may begin in November.
NO_LONGER = timedelta(days=60)


def unpublished(publishers: list[Publisher], year: int) -> list[Publisher]:
    """Those whose report on a year nobody can read yet."""
    rows = Report.objects.filter(year=year, state=ReportState.PUBLISHED)
    done = set(rows.values_list("publisher_id", flat=True))
    return [one for one in publishers if one.pk not in done]


@transaction.atomic
def remind_of_deadlines(now: datetime) -> int:
    """Tell each office once a rung; may run twice. Returns how many notices went out."""
    today = day_of(now)
    year = today.year - 1
    return sum(
        _tell(one, year, rung, now)
        for one in unpublished(list(disclosure.publishers()), year)
        if (rung := _rung(due_on(one, year), today))
    )


@transaction.atomic
def remind_missing(*, uid: UUID, by: User, now: datetime) -> int:
    """The government asks those that its report still misses, at most once a day (催报).

    Raises NotAllowed.
    """
    row = lock(uid, by)
    missing = sheet_of(row).missing
    text = _("{publisher}汇总{year}年公开年报，还没有收到你单位的，请尽快核对、冻结。")
    told = sum(
        notices.tell(
            _office_of(one, now),
            kind=WANTED,
            text=text.format(publisher=row.publisher, year=row.year),
            url=_url(row.year),
            key=f"annual_report_wanted:{one.uid}:{row.year}:{day_of(now)}",
            now=now,
        )
        for one in missing
    )
    names = [str(one) for one in missing]
    audit.record("annualreports.reminded", row, by=by, at=now, after={"units": names})
    return told


def _rung(due: date, today: date) -> str:
    if today > due:
        return "past" if today <= due + NO_LONGER else ""
    return "soon" if today >= due - SOON else "begin"


def _tell(publisher: Publisher, year: int, rung: str, now: datetime) -> int:
    due = due_on(publisher, year)
    words = {
        "begin": _("{publisher}{year}年公开年报应在{due}前发布"),
        "soon": _("{publisher}{year}年公开年报还没有发布，期限是{due}"),
        "past": _("{publisher}{year}年公开年报已过{due}的期限，请尽快发布"),
    }
    return notices.tell(
        _office_of(publisher, now),
        kind=DUE,
        text=words[rung].format(publisher=publisher, year=year, due=f"{due.month}月{due.day}日"),
        url=_url(year),
        key=f"annual_report:{publisher.uid}:{year}:{rung}",
        now=now,
    )


def _office_of(publisher: Publisher, now: datetime) -> list[User]:
    scopes = units.unit_scopes(publisher.unit)
    return units.people_on_duty(policies.OFFICE, scopes, day_of(now))


def _url(year: int) -> str:
    return f"{reverse('annualreports:reports')}?year={year}"
