"""What may be done with a request now (现在能办什么): one table for buttons, forms and services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests import applicants, describing, forms, policies, services, terms
from zhanqun.affairs.requests.models import FeeNotice, Request
from zhanqun.affairs.requests.services.concluding import end_without_reply
from zhanqun.affairs.requests.services.consulting import is_asking
from zhanqun.affairs.requests.services.correcting import proposed_period
from zhanqun.affairs.requests.states import (
    ConsultationState,
    Consulted,
    CorrectionState,
    ExtensionState,
    FeeState,
    ReplyState,
)
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CASE, CaseState
from zhanqun.core.intake import api as intake
from zhanqun.core.units.api import User
from zhanqun.foundation.clock import day_of

Shown = Callable[[User, Request, datetime], bool]
# From so many in a year on one may be asked why.
MANY_IN_YEAR = 10


@dataclass(frozen=True)
class Act:
    """label: what the button says. is_work: it stands first, as what there is to do now."""

    name: str
    label: Any
    form: type[forms.ActForm]
    service: Callable[..., Any]
    shown: Shown
    done: Any
    is_work: bool = False


def acts_for(user: User, request: Request, now: datetime) -> list[Act]:
    return [act for act in ACTS.values() if act.shown(user, request, now)]


def initial_of(act: Act, request: Request, now: datetime) -> dict[str, Any]:
    """What a form begins with."""
    today = day_of(now)
    start: dict[str, Any] = {"on": today}
    if act.name in ("ask_correction", "supplement"):
        lacks = _missing(request)
        start |= {
            "limit": terms.correction_limit(request),
            "answer_by": proposed_period(request, now),
            "what": "\n".join(f"{n}. {one}；" for n, one in enumerate(lacks, 1)),
        }
    return start


def _missing(request: Request) -> list[str]:
    files = intake.files_that_came(request.envelope_uid)
    payload = intake.payload_of(request.envelope_uid)
    return describing.missing_in(payload, has_files=bool(files)) if payload else []


def _office(user: User, request: Request) -> bool:
    return policies.is_office(user, request.case.office)


def _works(user: User, request: Request) -> bool:
    return policies.may_work(user, request.case)


def _can(request: Request, move: str) -> bool:
    return move in CASE.open_from(request.case.state)


def _correction(request: Request, *states: str) -> Any:
    """The one that waits; None where the request ended."""
    rows = request.corrections.filter(state__in=states, request__case__ended_at=None)
    return rows.first()


def _consulted(request: Request, state: str, **facts: Any) -> bool:
    rows = request.consultations.filter(state=state, request__case__ended_at=None)
    return rows.filter(**facts).exists()


def _is_issued(request: Request) -> bool:
    """Nothing moves under a reply that is signed and not sent."""
    return request.replies.filter(state=ReplyState.ISSUED).exists()


def _register(user: User, request: Request, _now: datetime) -> bool:
    waits = request.case.state in (CaseState.RECEIVED, CaseState.DECIDING)
    return waits and _office(user, request)


def _remark(user: User, request: Request, now: datetime) -> bool:
    return _office(user, request) and not _register(user, request, now)


def _transfer(user: User, request: Request, _now: datetime) -> bool:
    return _can(request, "hand_over") and _office(user, request) and not _is_issued(request)


def _ask_correction(user: User, request: Request, _now: datetime) -> bool:
    asked = request.corrections.exclude(state=CorrectionState.SUPERSEDED).exists()
    is_free = not asked and not _is_issued(request)
    return is_free and _can(request, "pause") and _works(user, request)


def _answer_correction(user: User, request: Request, _now: datetime) -> bool:
    return bool(_correction(request, CorrectionState.ASKED)) and _works(user, request)


def _take_late(user: User, request: Request, _now: datetime) -> bool:
    return bool(_correction(request, CorrectionState.LATE)) and _office(user, request)


def _give_up(user: User, request: Request, now: datetime) -> bool:
    row = _correction(request, CorrectionState.ASKED, CorrectionState.LATE)
    is_over = row is not None and (row.state == CorrectionState.LATE or day_of(now) > row.answer_by)
    return is_over and _office(user, request)


def _supplement(user: User, request: Request, _now: datetime) -> bool:
    return _can(request, "revive") and _office(user, request)


def _ask_extension(user: User, request: Request, _now: datetime) -> bool:
    used = request.extensions.exclude(state=ExtensionState.REFUSED).exists()
    late = casework.is_term_late(request.case)
    return not used and not late and _can(request, "extend") and _works(user, request)


def _grant(user: User, request: Request, now: datetime) -> bool:
    row = request.extensions.filter(state=ExtensionState.ASKED).first()
    if row is None or not _can(request, "extend"):
        return False
    row.request = request
    return policies.may_grant(user, row, now)


def _consult(user: User, request: Request, _now: datetime) -> bool:
    is_free = request.case.state == CaseState.HANDLING and not _is_issued(request)
    return (is_free or is_asking(request)) and _works(user, request)


def _answers_consultation(user: User, request: Request, _now: datetime) -> bool:
    return _consulted(request, ConsultationState.ASKED) and _works(user, request)


def _override(user: User, request: Request, _now: datetime) -> bool:
    objected = _consulted(
        request, ConsultationState.OBJECTED, whom=Consulted.THIRD_PARTY, override=""
    )
    return objected and _office(user, request)


def _fee(user: User, request: Request, _now: datetime) -> bool:
    sent = FeeNotice.objects.filter(request=request).exists()
    free = sent or casework.is_term_late(request.case) or _is_issued(request)
    return not free and request.case.state == CaseState.HANDLING and _office(user, request)


def _pay(user: User, request: Request, _now: datetime) -> bool:
    sent = FeeNotice.objects.filter(request=request, state=FeeState.SENT).exists()
    return sent and request.case.is_open and _works(user, request)


def _unpaid(user: User, request: Request, now: datetime) -> bool:
    rows = FeeNotice.objects.filter(request=request, state=FeeState.SENT, due_on__lt=day_of(now))
    return rows.exists() and request.case.is_open and _office(user, request)


def _purpose(user: User, request: Request, _now: datetime) -> bool:
    many = applicants.count_of(request).in_year >= MANY_IN_YEAR
    asked = request.purpose_asked_at is not None
    return many and not asked and request.case.is_open and _works(user, request)


def _defer(user: User, request: Request, _now: datetime) -> bool:
    is_free = request.deferred_to is None and not casework.is_term_late(request.case)
    given = bool(request.purpose) and _can(request, "extend")
    return is_free and given and _office(user, request)


def _other_end(user: User, request: Request, _now: datetime) -> bool:
    return _can(request, "close") and _office(user, request)


_ALL = (
    Act("register", _("登记，交承办单位"), forms.RegisterForm, services.register, _register,
        _("已登记。"), is_work=True),
    Act("grant", _("批准延期"), forms.RemarkedForm, services.grant_extension, _grant,
        _("已批准延期，申请人会收到告知。"), is_work=True),
    Act("refuse_extension", _("不批准延期"), forms.RemarkedForm, services.refuse_extension,
        _grant, _("未批准延期，期限不变。")),
    Act("take_late", _("接受逾期补正"), forms.DecisionForm, services.take_late, _take_late,
        _("已接受，期限从收到补正之日起计算。"), is_work=True),
    Act("answer_correction", _("登记收到的补正"), forms.AnswerForm, services.answer_correction,
        _answer_correction, _("已登记补正。"), is_work=True),
    Act("give_up", _("逾期不补正，不再处理"), forms.DecisionForm, services.give_up, _give_up,
        _("已办结，申请人会收到告知。")),
    Act("take_opinion", _("登记收到的意见"), forms.OpinionForm, services.take_opinion,
        _answers_consultation, _("已登记意见。"), is_work=True),
    Act("set_received", _("登记送达日期"), forms.ReceivedForm, services.set_received,
        _answers_consultation, _("已登记送达，意见期限随之改定。")),
    Act("note_payment", _("登记缴费"), forms.PaymentForm, services.note_payment, _pay,
        _("已登记缴费，期限从次日起重新计算。"), is_work=True),
    Act("give_up_unpaid", _("逾期未缴费，不再处理"), forms.NothingForm, services.give_up_unpaid,
        _unpaid, _("已办结，申请人会收到告知。")),
    Act("ask_correction", _("告知补正"), forms.CorrectionForm, services.ask_correction,
        _ask_correction, _("已告知补正，期限停止计算。")),
    Act("consult", _("征求意见"), forms.ConsultForm, services.consult, _consult,
        _("已登记征求意见，期限停止计算。")),
    Act("override", _("因公共利益公开"), forms.OverrideForm, services.override, _override,
        _("已登记告知书。")),
    Act("ask_extension", _("申请延期"), forms.ExtensionForm, services.ask_extension,
        _ask_extension, _("已送批。批准要在期限以内作出。")),
    Act("fee", _("收费通知"), forms.FeeForm, services.send_fee_notice, _fee,
        _("已发收费通知，期限停止计算。")),
    Act("ask_purpose", _("要求说明理由"), forms.NothingForm, services.ask_purpose, _purpose,
        _("已请申请人说明理由，期限照常计算。")),
    Act("defer", _("延迟答复"), forms.DeferralForm, services.defer, _defer,
        _("已确定延迟答复的日期，申请人会收到告知。")),
    Act("transfer", _("移交其他机关"), forms.TransferForm, services.transfer, _transfer,
        _("已移交，申请人会收到告知。")),
    Act("remark", _("登记备注"), forms.RemarkForm, services.set_remark, _remark, _("已保存。")),
    Act("other_end", _("其他情形办结"), forms.OtherEndForm, end_without_reply, _other_end,
        _("已办结，申请人会收到告知。")),
    Act("supplement", _("误办结的，恢复办理并补充告知"), forms.SupplementForm,
        services.supplement, _supplement, _("已恢复办理，等待申请人补正。")),
)  # fmt: skip
ACTS = {act.name: act for act in _ALL}
