"""Which acts a case offers to a person (办理动作): one table for buttons, forms and services."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.casework import forms, policies, services
from zhanqun.core.casework.kinds import kind_of
from zhanqun.core.casework.lateness import is_term_late
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.states import CASE
from zhanqun.core.casework.states import CaseState as S
from zhanqun.core.casework.terms import clock_of
from zhanqun.core.units.api import User


@dataclass(frozen=True)
class Act:
    """label: what the button says. work: states in which it stands first, as what there is to do.
    move: in the table of states, where it is called otherwise.
    """

    name: str
    label: Any
    form: type[forms.ActForm]
    service: Callable[..., Case]
    allowed: Callable[[User, Case], bool]
    work: frozenset[str] = frozenset()
    move: str = ""
    done: Any = _("已办理。")


def _may_offer(user: User, case: Case) -> bool:
    return policies.is_office(user, case) or policies.may_handle(user, case)


def _may_assign(user: User, case: Case) -> bool:
    return policies.is_head(user, case.unit) or policies.is_office(user, case)


def _may_take(user: User, case: Case) -> bool:
    return case.holder_id is None and policies.is_handler(user, case.unit)


def _may_extend(user: User, case: Case) -> bool:
    rule = clock_of(case.clock).extension
    open_still = rule is not None and not is_term_late(case)
    return open_still and rule is not None and policies.may_extend(user, case, rule.authority)


def _has(what: str) -> Callable[[User, Case], bool]:
    return lambda user, case: (
        bool(getattr(clock_of(case.clock), what)) and policies.may_handle(user, case)
    )


def _may_opine(user: User, case: Case) -> bool:
    return any(policies.is_handler(user, row.unit) for row in case.joint_units.all())


def _may_set_clock(user: User, case: Case) -> bool:
    several = len(forms.clocks_of(case)) > 1
    may = several and case.is_open and policies.is_office(user, case)
    return may and not is_term_late(case)


def _take(*, uid: Any, by: User, now: Any) -> Case:
    return services.assign(uid=uid, holder=by, by=by, now=now)


_office = policies.is_office
_OFFERED, _HANDLING, _WAITING, _RECEIVED, _DECIDING = (
    frozenset({state}) for state in (S.OFFERED, S.HANDLING, S.WAITING, S.RECEIVED, S.DECIDING)
)
_handle = policies.may_handle
_respond = policies.may_respond
_ALL = (
    Act("accept", _("签收"), forms.NothingForm, services.accept, _respond, _OFFERED),
    Act("refuse", _("退回"), forms.ReasonForm, services.refuse, _respond),
    Act("take", _("由我承办"), forms.NothingForm, _take, _may_take, _HANDLING, "assign"),
    Act("answer", _("答复"), forms.AnswerForm, services.answer, _handle, _HANDLING),
    Act("resume", _("恢复计算期限"), forms.NoteForm, services.resume, _handle, _WAITING),
    Act("opine", _("提交协办意见"), forms.OpinionForm, services.opine, _may_opine, _HANDLING),
    Act("assign", _("指定承办人"), forms.HolderForm, services.assign, _may_assign),
    Act("offer", _("交办"), forms.OfferForm, services.offer, _may_offer, _RECEIVED),
    Act("decide", _("指定承办单位"), forms.UnitForm, services.decide, _office, _DECIDING),
    Act("join", _("请其他单位协办"), forms.JoinForm, services.join, _may_offer),
    Act("extend", _("延期"), forms.ExtendForm, services.extend, _may_extend),
    Act("pause", _("停止计算期限"), forms.PauseForm, services.pause, _has("pauses")),
    Act("restart", _("期限重新起算"), forms.RestartForm, services.restart, _has("restarts")),
    Act("urge", _("催办"), forms.WordsForm, services.urge, _office, move="close"),
    Act("clock", _("改定时限"), forms.ClockForm, services.set_clock, _may_set_clock, move="close"),
    Act(
        "concerns",
        _("改定被反映单位"),
        forms.ConcernsForm,
        services.set_concerns,
        _office,
        move="close",
    ),
    Act("decline", _("不予受理"), forms.GroundForm, services.decline, policies.may_decline),
    Act("close", _("了结"), forms.ReasonForm, services.close, policies.may_decline),
    Act("reopen", _("重办"), forms.ReasonForm, services.reopen, _office),
)
ACTS = {act.name: act for act in _ALL}


def acts_for(user: User, case: Case) -> list[Act]:
    """What the person may do with the case now, what there is to do first."""
    moves, kind = set(CASE.open_from(case.state)), kind_of(case.kind)
    elsewhere = kind.own_acts if kind else frozenset()
    return [
        act
        for act in ACTS.values()
        if (act.move or act.name) in moves and act.name not in elsewhere and act.allowed(user, case)
    ]
