"""Reading requests at the desk: through the cases that a person may see (依申请公开查询)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests import policies
from zhanqun.affairs.requests.models import Dispute, Reply, ReplyDelivery, Request
from zhanqun.affairs.requests.states import (
    CorrectionState,
    DeliveryState,
    ExtensionState,
    ReplyState,
)
from zhanqun.core.attachments.api import Attachment, attachments_by_uid
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CaseState
from zhanqun.core.intake import api as intake
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role


@dataclass(frozen=True)
class Queue:
    """A list of requests at the desk (队列). newest: the last ended first, else most urgent."""

    name: str
    label: Any
    newest: bool = False

    @property
    def order(self) -> tuple[str, str]:
        return ("-case__ended_at", "-case__id") if self.newest else ("case__due_on", "case__id")


REGISTER, HANDLE, CORRECT, EXTEND, WAIT = (
    Queue("register", _("待登记")),
    Queue("handle", _("待办理")),
    Queue("correct", _("补正")),
    Queue("extend", _("待批延期")),
    Queue("wait", _("征求意见、缴费")),
)
ISSUE, DELIVER = Queue("issue", _("待签发")), Queue("deliver", _("待送出、送达"))
OPEN, ENDED = Queue("open", _("在办")), Queue("ended", _("已办结"), newest=True)


def requests_visible_to(user: Any) -> QuerySet[Request]:
    """The gate: requests whose cases a person may open (可见申请)."""
    related = ("case__unit", "case__office", "case__offered_to", "case__holder", "publisher__unit")
    rows = Request.objects.select_related(*related)
    return rows.filter(case__in=casework.cases_visible_to(user))


def queues_of(user: Any) -> list[Queue]:
    """Those that a person has work in, and two to look things up."""
    rights = units.rights_of(user)
    found = []
    if rights.holds_anywhere(policies.OFFICE):
        found.append(REGISTER)
    if rights.holds_anywhere((*policies.HANDLERS, *policies.OFFICE)):
        found += [HANDLE, CORRECT]
    if rights.holds_anywhere((*policies.HEADS, *policies.OFFICE)):
        found += [EXTEND, ISSUE]
    if rights.holds_anywhere((*policies.HANDLERS, *policies.OFFICE)):
        found.append(DELIVER)
    return [*found, WAIT, OPEN, ENDED]


def requests_in(queue: Queue, user: Any) -> QuerySet[Request]:
    """The requests of one queue of a person; none where it is not theirs."""
    rows = requests_visible_to(user)
    if queue not in queues_of(user):
        return rows.none()
    kept: Q = _KEPT[queue.name](user)
    return rows.filter(kept)


def _register(user: Any) -> Q:
    states = (CaseState.RECEIVED, CaseState.DECIDING)
    return Q(case__state__in=states, case__office__in=_covered(user, policies.OFFICE))


def _handle(user: Any) -> Q:
    held = Q(case__holder=user) | Q(case__holder=None)
    mine = Q(case__unit__in=_covered(user, policies.HANDLERS)) & held
    office = Q(case__office__in=_covered(user, policies.OFFICE))
    return Q(case__state=CaseState.HANDLING) & (mine | office)


def _correct(user: Any) -> Q:
    running = Q(corrections__state__in=(CorrectionState.ASKED, CorrectionState.LATE))
    return running & Q(case__state=CaseState.WAITING)


def _extend(user: Any) -> Q:
    office = Q(case__office__in=_covered(user, (*policies.HEADS, *policies.OFFICE)))
    return Q(extensions__state=ExtensionState.ASKED, case__state=CaseState.HANDLING) & office


def _issue(user: Any) -> Q:
    heads = Q(case__unit__in=_covered(user, policies.HEADS))
    office = Q(case__office__in=_covered(user, policies.OFFICE))
    waiting = Reply.objects.filter(state=ReplyState.SUBMITTED)
    return Q(pk__in=waiting.values("request"), case__ended_at=None) & (heads | office)


def _deliver(user: Any) -> Q:
    """What was issued and is to be sent; what was sent and has not arrived."""
    mine = Q(case__unit__in=_covered(user, policies.HANDLERS))
    office = Q(case__office__in=_covered(user, policies.OFFICE))
    arrived = ReplyDelivery.objects.filter(state=DeliveryState.RECEIVED)
    sent = Reply.objects.filter(state=ReplyState.SENT).exclude(pk__in=arrived.values("reply"))
    issued = Reply.objects.filter(state=ReplyState.ISSUED)
    to_send = Q(pk__in=issued.values("request"), case__ended_at=None)
    return (to_send | Q(pk__in=sent.values("request"))) & (mine | office)


def _wait(user: Any) -> Q:
    return Q(case__state=CaseState.WAITING) & ~_correct(user)


def _open(user: Any) -> Q:
    return Q(case__ended_at=None)


def _ended(user: Any) -> Q:
    return Q(case__ended_at__isnull=False)


def _covered(user: Any, roles: tuple[str, ...]) -> set[int]:
    return units.units_covered(user, roles)


_KEPT = {
    "register": _register,
    "handle": _handle,
    "correct": _correct,
    "extend": _extend,
    "issue": _issue,
    "deliver": _deliver,
    "wait": _wait,
    "open": _open,
    "ended": _ended,
}


def files_of(request: Request, user: Any) -> list[Attachment]:
    """What came with it, proof of identity above all: for who may see who applied (申请附件)."""
    if not casework.may_see_writer(user, request.case):
        return []
    uids = intake.files_that_came(request.envelope_uid)
    found = attachments_by_uid(uids)
    return [found[uid] for uid in uids if uid in found]


def application_files(request: Request, user: Any) -> list[Attachment]:
    """Of those, what came with the application itself, not with a correction."""
    later = corrected_with(request)
    return [one for one in files_of(request, user) if one.uid not in later]


def corrected_with(request: Request) -> set[UUID]:
    """Attachments that came with corrections (补正材料)."""
    return {uid for one in request.corrections.all() for uid in one.files}


def reply_of(request: Request) -> Reply | None:
    """The reply that is written or goes out; of what ended the last that was sent (答复)."""
    rows = request.replies.select_related("docx", "pdf", "sealed", "written_by", "decided_by")
    sent = None if request.case.is_open else rows.filter(state=ReplyState.SENT).last()
    return sent or rows.exclude(state=ReplyState.SENT).first()


def paper_files(reply: Reply) -> list[Attachment]:
    """What the applicant gets: the sealed paper or the PDF, the Word file, what is given out."""
    papers = [reply.sealed or reply.pdf, reply.docx]
    given = [row.attachment for row in reply.files.select_related("attachment")]
    return [one for one in (*papers, *given) if one is not None]


def publishers_kept_by(user: Any) -> QuerySet[Publisher]:
    """Those whose replies and disputes a person sets and notes (本人负责的公开主体)."""
    return disclosure.publishers().filter(unit__in=units.units_covered(user, policies.OFFICE))


def disputes_visible_to(user: Any) -> QuerySet[Dispute]:
    """Of publishers whose requests a person oversees (复议、诉讼)."""
    covered = units.units_covered(user, (*policies.OFFICE, Role.SUPERVISOR))
    rows = Dispute.objects.select_related("publisher__unit", "request__case")
    return rows.filter(publisher__unit__in=covered)
