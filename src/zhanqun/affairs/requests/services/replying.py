"""A reply is drafted, checked, issued with its number, and sent (拟稿、检查、签发、送出)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests import (
    composing,
    reply_checking,
    reply_kinds,
    reply_policies,
    reply_telling,
)
from zhanqun.affairs.requests.models import Reply, ReplyDelivery, Request
from zhanqun.affairs.requests.outcomes import OTHER
from zhanqun.affairs.requests.queries import reply_of
from zhanqun.affairs.requests.services.concluding import conclude
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.services.numbering import next_number
from zhanqun.affairs.requests.states import REPLY, Delivery, DeliveryState, ReplyState
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment
from zhanqun.core.audit import api as audit
from zhanqun.core.casework.api import CASE, Finding
from zhanqun.core.papers import api as papers
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.states import IllegalMove

DOCX, PDF = "docx", "pdf"


class ReplyKindUnknown(DomainError):
    code = "requests.reply_kind_unknown"
    message = _("请选择答复类型。")


class ReplyBlocked(DomainError):
    code = "requests.reply_blocked"
    message = _("这份答复不能送出：{why}")


class FindingsStand(DomainError):
    code = "requests.findings_stand"
    message = _("答复检查有{count}处提示。请修改答复，或者写明保留的理由。")


class ReplyMissing(DomainError):
    code = "requests.reply_missing"
    message = _("还没有答复稿，请先起草。")


class RemarkMissing(DomainError):
    code = "requests.remark_missing"
    message = _("请写明退回的意见。")


class SealedNotPdf(DomainError):
    code = "requests.sealed_not_pdf"
    message = _("盖章件请用PDF（扫描件）。")


@transaction.atomic
def save_reply(*, uid: UUID, kind: str, parts: Mapping[str, str], by: User, now: datetime) -> Reply:
    """Keep a reply as it is written (保存拟稿). uid: of the case.

    What was filled in for another kind is kept, should the kind be changed back.
    Raises NotAllowed, IllegalMove, ReplyKindUnknown.
    """
    request = lock(uid)
    reply_policies.check_may_draft(by, request)
    if kind not in reply_kinds.reply_kinds():
        raise ReplyKindUnknown
    if not request.case.is_open:
        raise IllegalMove(move=_("答复"), state=request.case.get_state_display())
    reply = reply_of(request) or Reply(request=request)
    if reply.state != ReplyState.WRITING:
        raise IllegalMove(move=_("修改"), state=reply.get_state_display())
    known = set(reply_kinds.places())
    reply.request, reply.kind = request, kind
    reply.parts = reply.parts | {
        name: papers.clean(words) for name, words in parts.items() if name in known
    }
    reply.written_by, reply.written_at = by, now
    reply.save()
    audit.record("requests.reply_drafted", request, by=by, at=now, after={"kind": kind})
    return reply


@transaction.atomic
def submit_reply(
    *, uid: UUID, kind: str, parts: Mapping[str, str], why: str, by: User, now: datetime
) -> Reply:
    """Check a reply and put it before who issues it (送签发).

    why: the reason for which warnings of the check may stand. Raises as `save_reply`, ReplyBlocked,
    FindingsStand.
    """
    reply = save_reply(uid=uid, kind=kind, parts=parts, by=by, now=now)
    found = _looked_through(reply, by, now)
    warned = reply_checking.standing(found, ())
    if warned and not why.strip():
        raise FindingsStand(count=len(warned))
    reply.accepted = sorted({one.code for one in warned})
    reply.accepted_why = why.strip()[:200] if warned else ""
    reply.state, reply.submitted_at = REPLY.target("submit", reply.state), now
    reply.save()
    audit.record(
        "requests.reply_submitted",
        reply.request,
        by=by,
        at=now,
        after={"kind": kind, "accepted": reply.accepted},
        reason=reply.accepted_why,
    )
    reply_telling.submitted(reply, now)
    return reply


@transaction.atomic
def return_reply(*, uid: UUID, remark: str, by: User, now: datetime) -> Reply:
    """Give a reply back to be changed (退回修改). Raises NotAllowed, IllegalMove, RemarkMissing."""
    reply = _locked(uid)
    reply_policies.check_may_issue(by, reply, now)
    state = REPLY.target("return", reply.state)
    if not remark.strip():
        raise RemarkMissing
    _decide(reply, state, remark.strip(), by, now)
    audit.record("requests.reply_returned", reply.request, by=by, at=now, reason=reply.remark)
    reply_telling.returned(reply, now)
    return reply


@transaction.atomic
def issue_reply(*, uid: UUID, remark: str, by: User, now: datetime) -> Reply:
    """Approve a reply: it gets its number and its day, and is set as Word file and PDF (签发).

    Checked again: what was fine when it was written may be past by now. Raises NotAllowed,
    IllegalMove, ReplyBlocked, FindingsStand, NumberTaken, FontsMissing.
    """
    reply = _locked(uid)
    reply_policies.check_may_issue(by, reply, now)
    state = REPLY.target("issue", reply.state)
    _check_can_end(reply)
    found = _looked_through(reply, by, now)
    fresh = reply_checking.standing(found, reply.accepted)
    if fresh:
        raise FindingsStand(count=len(fresh))
    known = composing.known_of(reply.request, by)
    assert known.form is not None
    reply.number, reply.dated = next_number(known.form, now), clock.day_of(now)
    _decide(reply, state, remark.strip(), by, now)
    _make_files(reply, known, by, now)
    after = {"number": reply.number, "kind": reply.kind}
    audit.record(
        "requests.reply_issued", reply.request, by=by, at=now, after=after, reason=reply.remark
    )
    reply_telling.issued(reply, now)
    return reply


@transaction.atomic
def seal_reply(*, uid: UUID, name: str, content: bytes, by: User, now: datetime) -> Reply:
    """Put the sealed paper, scanned, in place of the PDF (附上盖章件), before it is sent.

    Raises NotAllowed, IllegalMove, SealedNotPdf, FileRefused.
    """
    reply = _locked(uid)
    reply_policies.check_may_send(by, reply)
    REPLY.target("send", reply.state)
    kept = _keep(name, content, by, now)
    if kept.content_type != "application/pdf":
        raise SealedNotPdf
    reply.sealed = kept
    reply.save(update_fields=["sealed"])
    after = {"sha256": kept.sha256}
    audit.record("requests.reply_sealed", reply.request, by=by, at=now, after=after)
    return reply


@transaction.atomic
def send_reply(*, uid: UUID, by: User, now: datetime) -> Reply:
    """Send what was issued: the request ends with its outcome, the receipt shows the paper (送出).

    Who wished to read it online has it by that; for other ways a delivery is noted (送达).
    Raises NotAllowed, IllegalMove, and what `conclude` raises.
    """
    reply = _locked(uid)
    reply_policies.check_may_send(by, reply)
    reply.state = ReplyState(REPLY.target("send", reply.state))
    reply.sent_by, reply.sent_at = by, now
    reply.save(update_fields=["state", "sent_by", "sent_at"])
    kind = reply_kinds.reply_kinds()[reply.kind]
    conclude(uid=uid, outcome=kind.outcome, text=reply.text, by=by, now=now)
    if Delivery.ONLINE in reply.request.deliveries:
        _delivered_online(reply, by, now)
    audit.record(
        "requests.reply_sent", reply.request, by=by, at=now, after={"number": reply.number}
    )
    return reply


@transaction.atomic
def issue_and_send(*, uid: UUID, remark: str, by: User, now: datetime) -> Reply:
    """Issue it and send it without a seal of its own (签发并送出). Raises as both do."""
    issue_reply(uid=uid, remark=remark, by=by, now=now)
    return send_reply(uid=uid, by=by, now=now)


def _looked_through(reply: Reply, by: User, now: datetime) -> list[Finding]:
    """Raises ReplyBlocked."""
    known = composing.known_of(reply.request, by)
    found = reply_checking.findings_of(reply, known, clock.day_of(now))
    if blocked := reply_checking.blocking(found):
        raise ReplyBlocked(why=blocked[0].message)
    return found


def _check_can_end(reply: Reply) -> None:
    """A number is given only where the case may be ended by it. Raises IllegalMove."""
    ends = reply_kinds.reply_kinds()[reply.kind].group == OTHER
    CASE.target("close" if ends else "answer", reply.request.case.state)


def _make_files(reply: Reply, known: composing.Known, by: User, now: datetime) -> None:
    paper = composing.paper_of(reply, known, clock.day_of(now))
    name = f"{reply.number} {paper.title.splitlines()[-1]}"
    reply.text = papers.text_of(paper)
    reply.docx = _keep(f"{name}.{DOCX}", papers.docx_of(paper), by, now)
    reply.pdf = _keep(f"{name}.{PDF}", papers.pdf_of(paper), by, now)
    reply.save(update_fields=["number", "dated", "text", "docx", "pdf"])


def _keep(name: str, content: bytes, by: User, now: datetime) -> Attachment:
    """Of no unit, so that no list of the desk shows what names an applicant."""
    return attachments.store_attachment(name=name, content=content, unit=None, by=by, now=now)


def _delivered_online(reply: Reply, by: User, now: datetime) -> None:
    today = clock.day_of(now)
    ReplyDelivery.objects.create(
        reply=reply,
        way=Delivery.ONLINE,
        state=DeliveryState.RECEIVED,
        sent_on=today,
        done_on=today,
        recorded_by=by,
        recorded_at=now,
    )


def _locked(uid: UUID) -> Reply:
    request: Request = lock(uid)
    reply = reply_of(request)
    if reply is None:
        raise ReplyMissing
    reply.request = request
    return reply


def _decide(reply: Reply, state: str, remark: str, by: User, now: datetime) -> None:
    reply.state, reply.remark = ReplyState(state), remark
    reply.decided_by, reply.decided_at = by, now
    reply.save(update_fields=["state", "remark", "decided_by", "decided_at"])
