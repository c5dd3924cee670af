"""Reading letters: each query takes the user (来信查询)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.models import Letter, Mailbox, ReplyDraft, Supervision
from zhanqun.affairs.letters.sorts import PUBLISHABLE
from zhanqun.affairs.letters.states import DraftState, PublicationState, SupervisionState
from zhanqun.core.attachments.api import Attachment, attachments_by_uid
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CaseState
from zhanqun.core.intake import api as intake
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit

# So many of the newest letters say where letters of a box usually go.
USUAL_OF, USUAL_SHOWN = 300, 6


@dataclass(frozen=True)
class Queue:
    """A list of letters at the desk (队列). newest: the last answered first, else most urgent.

    In the order of the indexes of cases.
    """

    name: str
    label: Any
    newest: bool = False

    @property
    def order(self) -> tuple[str, str]:
        return ("-case__ended_at", "-case__id") if self.newest else ("case__due_on", "case__id")


TRIAGE, REPLY, APPROVE, PUBLISH = (
    Queue("triage", _("待分办")),
    Queue("reply", _("待答复")),
    Queue("approve", _("待审签")),
    Queue("publish", _("待公开"), newest=True),
)
SUPERVISED = Queue("supervised", _("督办"))
OPEN, ANSWERED = Queue("open", _("在办")), Queue("answered", _("已答复"), newest=True)


def letters_visible_to(user: Any) -> QuerySet[Letter]:
    """The gate: letters whose cases a person may open (可见来信)."""
    related = ("case__office", "case__unit", "case__offered_to", "mailbox")
    rows = Letter.objects.select_related(*related)
    return rows.filter(case__in=casework.cases_visible_to(user))


def queues_of(user: Any) -> list[Queue]:
    """Those that a person has work in, and two to look things up."""
    rights = units.rights_of(user)
    found = []
    if rights.holds_anywhere(policies.OFFICE):
        found.append(TRIAGE)
    if rights.holds_anywhere(policies.HANDLERS):
        found.append(REPLY)
    if rights.holds_anywhere((*policies.HEADS, *policies.OFFICE)):
        found.append(APPROVE)
    if rights.holds_anywhere(policies.OFFICE):
        found.append(PUBLISH)
    return [*found, SUPERVISED, OPEN, ANSWERED]


def letters_in(queue: Queue, user: Any) -> QuerySet[Letter]:
    """The letters of one queue of a person; none where it is not theirs.

    A letter merged into another shows with that one alone.
    """
    rows = letters_visible_to(user)
    if queue not in queues_of(user):
        return rows.none()
    kept: Q = _KEPT[queue.name](user)
    return rows.filter(kept)


NOT_MERGED = Q(merged_into=None) | Q(merged_into__case__ended_at__isnull=False)


def _triage(user: Any) -> Q:
    states = (CaseState.RECEIVED, CaseState.DECIDING)
    return Q(case__state__in=states, case__office__in=_covered(user, policies.OFFICE)) & NOT_MERGED


def _reply(user: Any) -> Q:
    held = Q(case__holder=user) | Q(case__holder=None)
    mine = Q(case__unit__in=_covered(user, policies.HANDLERS)) & held
    waits = ~Q(drafts__state=DraftState.SUBMITTED)
    return Q(case__state=CaseState.HANDLING) & mine & waits & NOT_MERGED


def _approve(user: Any) -> Q:
    heads = Q(case__unit__in=_covered(user, policies.HEADS))
    office = Q(case__office__in=_covered(user, policies.OFFICE))
    return Q(drafts__state=DraftState.SUBMITTED, case__state=CaseState.HANDLING) & (heads | office)


def _publish(user: Any) -> Q:
    undecided = (PublicationState.UNDECIDED, PublicationState.MASKED)
    return Q(
        case__state=CaseState.ANSWERED,
        case__office__in=_covered(user, policies.OFFICE),
        agrees=True,
        sort__in=PUBLISHABLE,
        merged_into=None,
        publication__state__in=undecided,
    )


def _supervised(user: Any) -> Q:
    running = (SupervisionState.ORDERED, SupervisionState.EXPLAINED)
    return Q(supervisions__state__in=running)


def _open(user: Any) -> Q:
    return Q(case__ended_at=None)


def _answered(user: Any) -> Q:
    return Q(case__state=CaseState.ANSWERED)


def _covered(user: Any, roles: tuple[str, ...]) -> set[int]:
    return units.units_covered(user, roles)


_KEPT = {
    "triage": _triage,
    "reply": _reply,
    "approve": _approve,
    "publish": _publish,
    "supervised": _supervised,
    "open": _open,
    "answered": _answered,
}


def draft_of(letter: Letter) -> ReplyDraft | None:
    """The reply that is being written or waits to be approved."""
    rows = letter.drafts.select_related("written_by", "decided_by")
    return rows.exclude(state=DraftState.SENT).first()


def merged_open(letter: Letter) -> list[Letter]:
    """Those that its answer answers too, the oldest first (并案的来信)."""
    rows = letter.merged.select_related("case", "mailbox").filter(case__ended_at=None)
    return list(rows.order_by("id"))


def supervision_of(letter: Letter) -> Supervision | None:
    """The supervision that runs, if one does."""
    rows = letter.supervisions.select_related("ordered_by", "explained_by")
    return rows.exclude(state=SupervisionState.SETTLED).first()


def supervisions_settled(letter: Letter) -> QuerySet[Supervision]:
    rows = letter.supervisions.select_related("ordered_by", "explained_by")
    return rows.filter(state=SupervisionState.SETTLED).order_by("-id")


def next_to_sort(user: Any, letter: Letter) -> Letter | None:
    """The next that waits to be passed on: after this one, else the first (下一封)."""
    rows = letters_in(TRIAGE, user).exclude(pk=letter.pk).order_by(*TRIAGE.order)
    later = Q(case__due_on__gt=letter.case.due_on) | Q(
        case__due_on=letter.case.due_on, case__gt=letter.case_id
    )
    return rows.filter(later).first() or rows.first()


def usual_units(letter: Letter, user: Any) -> list[Unit]:
    """The units that had the newest letters of the same box and sort most often (常办单位)."""
    rows = letters_visible_to(user).filter(mailbox=letter.mailbox, sort=letter.sort)
    rows = rows.exclude(case__unit=None).order_by("-id")
    newest = list(rows.values_list("case__unit", flat=True)[:USUAL_OF])
    found = [key for key, _count in Counter(newest).most_common(USUAL_SHOWN)]
    names = Unit.objects.filter(closed_on=None).in_bulk(found)
    return [names[key] for key in found if key in names]


def supervisions_to_explain(user: Any) -> QuerySet[Supervision]:
    """Those that wait for a written explanation of the person's unit (待说明的督办)."""
    covered = _covered(user, policies.HANDLERS)
    held = Q(letter__case__holder=user) | Q(letter__case__unit__in=_covered(user, policies.HEADS))
    rows = Supervision.objects.select_related("letter__case")
    mine = rows.filter(held, letter__case__unit__in=covered)
    return mine.filter(state=SupervisionState.ORDERED)


def files_of(letter: Letter, user: Any) -> list[Attachment]:
    """What came with a letter, for who may see whose it is: papers name people (来信附件)."""
    if not casework.may_see_writer(user, letter.case):
        return []
    uids = intake.files_that_came(letter.envelope_uid)
    found = attachments_by_uid(uids)
    return [found[uid] for uid in uids if uid in found]


def mailboxes_kept_by(user: Any) -> QuerySet[Mailbox]:
    """Mailboxes of the offices whose post the person holds (可设置的信箱)."""
    rows = Mailbox.objects.select_related("site", "office")
    return rows.filter(office__in=units.units_covered(user, policies.OFFICE))
