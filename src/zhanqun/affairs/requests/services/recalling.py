"""A reply that was issued and not sent is taken back (撤回签发): its paper never went out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests import reply_policies, reply_telling
from zhanqun.affairs.requests.models import Reply, Request
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.states import REPLY, ReplyState
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class ReplyIssued(DomainError):
    """What is signed answers the request as it was; nothing may move under it."""

    code = "requests.reply_issued"
    message = _("答复已经签发，还没有送出。请先送出；要改办的，先由签发人撤回签发。")
    status = 409


class NothingIssued(DomainError):
    code = "requests.nothing_issued"
    message = _("没有已经签发、还没有送出的答复。")
    status = 409


@transaction.atomic
def take_back_reply(*, uid: UUID, remark: str, by: User, now: datetime) -> Reply:
    """Who may issue it takes it back, to be changed (撤回签发). uid: of the case.

    Raises NotAllowed, NothingIssued, ReasonMissing.
    """
    request = lock(uid)
    reply = _issued(request)
    if reply is None:
        raise NothingIssued
    reply_policies.check_may_issue(by, reply, now)
    if not remark.strip():
        raise casework.ReasonMissing
    _void(reply, remark.strip(), by, now)
    reply_telling.returned(reply, now)
    return reply


def void_issued(request: Request, remark: str, by: User, now: datetime) -> None:
    """The same for whoever takes a request up again; of nothing issued nothing happens."""
    if reply := _issued(request):
        _void(reply, remark.strip(), by, now)


def check_none_issued(request: Request) -> None:
    """Raises ReplyIssued."""
    if _issued(request) is not None:
        raise ReplyIssued


def _issued(request: Request) -> Reply | None:
    reply = request.replies.filter(state=ReplyState.ISSUED).first()
    if reply is not None:
        reply.request = request
    return reply


def _void(reply: Reply, remark: str, by: User, now: datetime) -> None:
    """Its number is not given again: the next issue gets the next one."""
    before = {"number": reply.number}
    reply.state = ReplyState(REPLY.target("take_back", reply.state))
    reply.remark, reply.decided_by, reply.decided_at = remark, by, now
    reply.number, reply.dated, reply.text = None, None, ""
    reply.docx = reply.pdf = reply.sealed = None
    reply.save()
    audit.record(
        "requests.reply_taken_back", reply.request, by=by, at=now, before=before, reason=remark
    )
