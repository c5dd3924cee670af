"""Requests as a kind of case (依申请公开办件)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests import policies
from zhanqun.affairs.requests.applying import CODE
from zhanqun.affairs.requests.hearing import hear
from zhanqun.affairs.requests.models import Reply, Request
from zhanqun.affairs.requests.states import ReplyState
from zhanqun.core.casework.api import Action, Case, Kind
from zhanqun.core.units.api import User


def _facts(case: Case, _user: User) -> list[tuple[str, str]]:
    request = Request.objects.select_related("publisher__unit").get(case=case)
    return [
        (str(_("受理机关")), str(request.publisher)),
        (str(_("申请人类别")), request.get_applicant_display()),
        (str(_("获取方式")), request.get_form_display()),
    ]


def url_of(case: Case) -> str:
    """The page on which it is dealt with (办理申请)."""
    return reverse("requests:process", args=[case.uid])


def _to_process(user: User, case: Case) -> bool:
    return policies.may_work(user, case)


def reply_url_of(case: Case) -> str:
    return reverse("requests:reply", args=[case.uid])


def _to_reply(user: User, case: Case) -> bool:
    """While it is open, and once there is a paper."""
    has_reply = Reply.objects.filter(request__case=case).exclude(state=ReplyState.WRITING).exists()
    return policies.may_work(user, case) and (case.is_open or has_reply)


def _archive_url_of(case: Case) -> str:
    return reverse("requests:archive", args=[case.uid])


def _to_archive(user: User, case: Case) -> bool:
    return not case.is_open and policies.may_work(user, case)


REQUEST_CASE = Kind(
    code=CODE,
    label=_("政府信息公开申请"),
    clocks=("disclosure",),
    facts=_facts,
    actions=(
        Action(_("办理申请"), url_of, _to_process),
        Action(_("答复"), reply_url_of, _to_reply),
        Action(_("归档与公开"), _archive_url_of, _to_archive),
    ),
    own_acts=frozenset(
        {"answer", "decline", "close", "reopen", "pause", "resume", "restart", "extend", "concerns"}
    ),
    heard=hear,
)
