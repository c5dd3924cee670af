"""A reply is drafted, checked, approved and sent (拟稿、检查、审签、答复)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import checking, policies, telling
from zhanqun.affairs.letters.models import Letter, ReplyDraft
from zhanqun.affairs.letters.queries import draft_of, merged_open
from zhanqun.affairs.letters.services.locking import lock
from zhanqun.affairs.letters.states import DRAFT, DraftState
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CaseState
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.states import IllegalMove


class ReplyBlocked(DomainError):
    code = "letters.reply_blocked"
    message = _("这份答复不能送出：{why}")


class FindingsStand(DomainError):
    code = "letters.findings_stand"
    message = _("答复检查有{count}处提示。请修改答复，或者写明保留的理由。")


class MergedElsewhere(DomainError):
    code = "letters.merged_elsewhere"
    message = _("这封来信已与{number}并案，请在那一封上答复。")


class RemarkMissing(DomainError):
    code = "letters.remark_missing"
    message = _("请写明退回的意见。")


class DraftMissing(DomainError):
    code = "letters.draft_missing"
    message = _("还没有答复草稿，请先起草。")


@transaction.atomic
def save_draft(*, uid: UUID, text: str, by: User, now: datetime) -> ReplyDraft:
    """Keep a reply as it is written (保存拟稿). uid: of the case.

    Raises NotAllowed, IllegalMove, MergedElsewhere.
    """
    letter = lock(uid)
    policies.check_may_draft(by, letter)
    _check_open(letter)
    draft = draft_of(letter) or ReplyDraft(letter=letter)
    if draft.state != DraftState.WRITING:
        raise IllegalMove(move=_("修改"), state=draft.get_state_display())
    draft.text, draft.written_by, draft.written_at = text, by, now
    draft.save()
    audit.record("letters.drafted", letter, by=by, at=now)
    return draft


@transaction.atomic
def submit(*, uid: UUID, text: str, why: str, by: User, now: datetime) -> ReplyDraft:
    """Check a reply and put it before who approves it (送审签).

    why: the reason for which warnings of the check may stand. Raises NotAllowed, IllegalMove,
    ReplyBlocked, FindingsStand.
    """
    draft = save_draft(uid=uid, text=text, by=by, now=now)
    found = checking.findings_of(draft.letter, text, now)
    _check_blocked(found)
    warned = checking.standing(found, ())
    if warned and not why.strip():
        raise FindingsStand(count=len(warned))
    draft.accepted = sorted({one.code for one in warned})
    draft.accepted_why = why.strip() if warned else ""
    draft.state, draft.submitted_at = DRAFT.target("submit", draft.state), now
    draft.save()
    audit.record(
        "letters.submitted",
        draft.letter,
        by=by,
        at=now,
        after={"accepted": draft.accepted},
        reason=draft.accepted_why,
    )
    telling.submitted(draft, now)
    return draft


@transaction.atomic
def return_draft(*, uid: UUID, remark: str, by: User, now: datetime) -> ReplyDraft:
    """Give a reply back to be changed (退回修改). Raises NotAllowed, IllegalMove, RemarkMissing."""
    draft = _submitted(lock(uid), by, now)
    state = DRAFT.target("return", draft.state)
    if not remark.strip():
        raise RemarkMissing
    _decide(draft, state, remark.strip(), by, now)
    audit.record("letters.returned", draft.letter, by=by, at=now, reason=draft.remark)
    telling.returned(draft, now)
    return draft


@transaction.atomic
def send(*, uid: UUID, remark: str, by: User, now: datetime) -> ReplyDraft:
    """Approve a reply: the letter and those merged into it are answered (审签并答复).

    Checked again: what was fine when it was written may be past by now. Raises NotAllowed,
    IllegalMove, ReplyBlocked, FindingsStand.
    """
    letter = lock(uid)
    draft = _submitted(letter, by, now)
    state = DRAFT.target("send", draft.state)
    _check_open(letter)
    found = checking.findings_of(letter, draft.text, now)
    _check_blocked(found)
    fresh = checking.standing(found, draft.accepted)
    if fresh:
        raise FindingsStand(count=len(fresh))
    merged = merged_open(letter)
    _decide(draft, state, remark.strip(), by, now)
    lead = casework.answer(uid=uid, text=draft.text, by=by, now=now)
    for one in merged:
        casework.answer_with(uid=one.case.uid, lead=lead, text=draft.text, by=by, now=now)
    after = {"merged": [one.case.number for one in merged]}
    audit.record("letters.sent", letter, by=by, at=now, after=after, reason=draft.remark)
    telling.sent(draft, now)
    return draft


def take_back(letter: Letter, *, by: User | None, now: datetime) -> None:
    """What waited to be approved waits no more; its writer may go on with it (撤回送审)."""
    draft = draft_of(letter)
    if draft is None or draft.state != DraftState.SUBMITTED:
        return
    draft.state = DraftState(DRAFT.target("return", draft.state))
    draft.save(update_fields=["state"])
    audit.record("letters.taken_back", letter, by=by, at=now)


def drop_draft(letter: Letter, *, by: User | None, now: datetime) -> None:
    """What was not sent goes: another unit writes its own, what ended needs none (作废拟稿)."""
    draft = draft_of(letter)
    if draft is None:
        return
    after = {"written_by": draft.written_by.username, "state": draft.state}
    draft.delete()
    audit.record("letters.draft_dropped", letter, by=by, at=now, after=after)


def _submitted(letter: Letter, by: User, now: datetime) -> ReplyDraft:
    draft = draft_of(letter)
    if draft is None:
        raise DraftMissing
    draft.letter = letter
    policies.check_may_approve(by, draft, now)
    return draft


def _decide(draft: ReplyDraft, state: str, remark: str, by: User, now: datetime) -> None:
    draft.state, draft.remark = DraftState(state), remark
    draft.decided_by, draft.decided_at = by, now
    draft.save(update_fields=["state", "remark", "decided_by", "decided_at"])


def _check_open(letter: Letter) -> None:
    lead = letter.merged_into
    if lead is not None and lead.case.is_open:
        raise MergedElsewhere(number=lead.case.number)
    if letter.case.state != CaseState.HANDLING:
        raise IllegalMove(move=_("答复"), state=letter.case.get_state_display())


def _check_blocked(found: list[casework.Finding]) -> None:
    blocked = checking.blocking(found)
    if blocked:
        raise ReplyBlocked(why=blocked[0].message)
