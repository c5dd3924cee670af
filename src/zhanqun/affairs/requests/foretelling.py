"""Days that end soon are told before they have passed (时限预警), besides the ladder of cases.

A correction may be asked for within seven working days alone; who was consulted has fifteen. What
passes unseen here cannot be made up for by answering faster.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.requests import policies, terms
from zhanqun.affairs.requests.models import Consultation, ExtensionAsk, Request
from zhanqun.affairs.requests.states import ConsultationState, ExtensionState
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units.api import User
from zhanqun.core.workcalendar.api import work_calendar, working_days_between
from zhanqun.foundation.clock import day_of

KINDS = {
    "requests.correction_ends": Kind(gettext_lazy("告知补正的期限将到")),
    "requests.opinion_ends": Kind(gettext_lazy("征求意见将期满")),
    "requests.extension_waits": Kind(gettext_lazy("延期申请待批，期限将到"), is_urgent=True),
}
# So many working days are left when it is told, the last one included.
LEFT = 2
# Seven working days never take longer, whatever holidays lie between.
RECENT = timedelta(days=30)


def foretell(now: datetime) -> int:
    """Tell of what ends within two working days; once each. Returns how many notices went out."""
    return _corrections(now) + _opinions(now) + _extensions(now)


def _corrections(now: datetime) -> int:
    """Of requests that nobody answered or asked to mend: until when one may ask."""
    rows = Request.objects.filter(case__ended_at=None, concluded_on=None, corrections=None)
    rows = rows.filter(received_on__gte=day_of(now) - RECENT)
    told = 0
    for request in rows.select_related("case__office", "case__unit", "case__holder"):
        limit = terms.correction_limit(request)
        if _is_near(request, limit, now):
            text = _("《{title}》如需补正，最迟{day}告知申请人")
            people = policies.workers_of(request, now)
            told += _tell(people, request, "correction_ends", text, limit, now)
    return told


def _opinions(now: datetime) -> int:
    rows = Consultation.objects.filter(state=ConsultationState.ASKED, request__case__ended_at=None)
    told = 0
    for row in rows.select_related("request__case__office", "request__case__holder"):
        if _is_near(row.request, row.due_on, now):
            text = _("《{title}》征求意见到{day}期满，还没有回音")
            people = policies.workers_of(row.request, now)
            told += _tell(people, row.request, "opinion_ends", text, row.due_on, now)
    return told


def _extensions(now: datetime) -> int:
    """Asked for, not decided, and the term itself ends."""
    rows = ExtensionAsk.objects.filter(state=ExtensionState.ASKED, request__case__ended_at=None)
    told = 0
    for ask in rows.select_related("request__case__office", "request__case__unit", "asked_by"):
        due_on = ask.request.case.due_on
        if _is_near(ask.request, due_on, now):
            text = _("《{title}》的延期申请还没有批，答复期限是{day}")
            people = policies.granters_of(ask, now)
            told += _tell(people, ask.request, "extension_waits", text, due_on, now)
    return told


def _is_near(request: Request, day: date, now: datetime) -> bool:
    today = day_of(now)
    if day < today:
        return False
    return working_days_between(today, day, work_calendar(request.case.office)) < LEFT


def _tell(
    people: list[User], request: Request, kind: str, text: str, day: date, now: datetime
) -> int:
    case = request.case
    return notices.tell(
        people,
        kind=f"requests.{kind}",
        text=text.format(title=case.title_told, day=f"{day.month}月{day.day}日"),
        detail=case.number,
        url=reverse("requests:process", args=[case.uid], urlconf=settings.ROOT_URLCONF),
        key=f"request:{request.uid}:{kind}:{day}",
        about_uid=case.uid,
        now=now,
    )
