"""Whom the steps of a request are told (申请办理的提醒): each in the transaction of the act.

Titles stand in notices; names and numbers of applicants and third parties never do.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.requests import policies
from zhanqun.affairs.requests.models import (
    Consultation,
    Correction,
    ExtensionAsk,
    FeeNotice,
    Request,
)
from zhanqun.affairs.requests.states import CorrectionState
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units.api import User

KINDS = {
    "requests.corrected": Kind(gettext_lazy("收到补正"), is_urgent=True),
    "requests.not_corrected": Kind(gettext_lazy("逾期未补正"), is_urgent=True),
    "requests.opinion_lapsed": Kind(gettext_lazy("征求意见期满"), is_urgent=True),
    "requests.not_paid": Kind(gettext_lazy("逾期未缴费")),
    "requests.extension_asked": Kind(gettext_lazy("延期待批"), is_urgent=True),
    "requests.extension_decided": Kind(gettext_lazy("延期已批"), is_urgent=True),
    "requests.withdrawn": Kind(gettext_lazy("申请人撤回")),
    "requests.purpose_given": Kind(gettext_lazy("申请人说明理由")),
}


def corrected(row: Correction, now: datetime) -> None:
    text = _("《{title}》收到补正，期限重新计算")
    if row.state == CorrectionState.LATE:
        text = _("《{title}》逾期补正，请决定是否接受")
    _tell(policies.workers_of(row.request, now), row.request, "corrected", text, f"{row.uid}", now)


def not_corrected(row: Correction, now: datetime) -> None:
    text = _("《{title}》补正期限已过，请决定是否办结")
    people = policies.office_of(row.request, now)
    _tell(people, row.request, "not_corrected", text, f"{row.uid}", now)


def lapsed(row: Consultation, now: datetime) -> None:
    text = _("《{title}》征求意见期满没有回音，期限继续计算")
    people = policies.workers_of(row.request, now)
    _tell(people, row.request, "opinion_lapsed", text, f"{row.uid}", now)


def not_paid(row: FeeNotice, now: datetime) -> None:
    text = _("《{title}》缴费期限已过，请办结")
    _tell(policies.office_of(row.request, now), row.request, "not_paid", text, f"{row.uid}", now)


def extension_asked(row: ExtensionAsk, now: datetime) -> None:
    text = _("《{title}》申请延期，请批示")
    people = policies.granters_of(row, now)
    _tell(people, row.request, "extension_asked", text, f"{row.uid}", now)


def extension_decided(row: ExtensionAsk, now: datetime) -> None:
    if row.asked_by_id != row.decided_by_id:
        text = _("《{title}》的延期申请：{state}").replace("{state}", row.get_state_display())
        _tell([row.asked_by], row.request, "extension_decided", text, f"{row.uid}", now)


def withdrawn(request: Request, now: datetime) -> None:
    people = policies.workers_of(request, now)
    _tell(people, request, "withdrawn", _("《{title}》申请人已撤回"), f"{request.uid}", now)


def purpose_given(request: Request, now: datetime) -> None:
    people = policies.workers_of(request, now)
    text = _("《{title}》申请人说明了理由")
    _tell(people, request, "purpose_given", text, f"{request.uid}", now)


def _tell(
    people: Iterable[User], request: Request, kind: str, text: str, key: str, now: datetime
) -> None:
    case = request.case
    notices.tell(
        people,
        kind=f"requests.{kind}",
        text=text.format(title=case.title_told),
        detail=case.number,
        # Told from a public form as well, where the desk has no addresses.
        url=reverse("requests:process", args=[case.uid], urlconf=settings.ROOT_URLCONF),
        key=f"request:{request.uid}:{kind}:{key}",
        about_uid=case.uid,
        now=now,
    )
