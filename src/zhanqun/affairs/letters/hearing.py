"""What happens to the case of a letter: news on its receipt (办理进展反馈), and what goes with it.

A reply that was not sent stays with the unit that wrote it; letters under one that ends without an
answer go on by themselves.
"""

from datetime import datetime

from zhanqun.affairs.letters import asks, news
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.news import News
from zhanqun.affairs.letters.services.merging import let_go
from zhanqun.affairs.letters.services.replying import drop_draft, take_back
from zhanqun.affairs.letters.sorts import PUBLISHABLE
from zhanqun.core.casework.api import Case, CaseEvent, EventKind, term_told, was_reopened
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.api import Term

_UNANSWERED = frozenset({EventKind.DECLINED, EventKind.CLOSED})
_ENDS = _UNANSWERED | {EventKind.ANSWERED}
_ACCEPTED = frozenset({EventKind.ACCEPTED, EventKind.LAPSED})
_HOLDING = _ACCEPTED | {EventKind.DECIDED, EventKind.HANDED_OVER}
# Another unit has it, or nothing more is to be said.
_DRAFT_DROPPED = _ACCEPTED | {EventKind.HANDED_OVER, EventKind.ANSWERED, EventKind.DECLINED}
_DRAFT_TAKEN_BACK = frozenset({EventKind.CLOSED, EventKind.REOPENED})


def hear(case: Case, event: CaseEvent) -> None:
    """Called in the transaction of the event; that a letter came in is told by `tell_received`."""
    letter = Letter.objects.filter(case=case).first()
    if letter is None:
        return
    letter.case = case
    _turn_draft(letter, event)
    told = news.news_of(case, event)
    if told is not None and not _was_told(letter, event):
        _tell(letter, event.kind, told, now=event.at)
        _turn_asks(letter, case, event)
    if event.kind in _UNANSWERED:
        for one in let_go(letter, by=event.by, now=event.at):
            _tell(one, EventKind.SEPARATED, news.let_go(one.case), now=event.at)


def _turn_draft(letter: Letter, event: CaseEvent) -> None:
    """A closed case may be taken up again by the same unit, and its text with it."""
    if event.kind in _DRAFT_DROPPED or _is_given_to_another(letter.case, event):
        drop_draft(letter, by=event.by, now=event.at)
    elif event.kind in _DRAFT_TAKEN_BACK:
        take_back(letter, by=event.by, now=event.at)


def _is_given_to_another(case: Case, event: CaseEvent) -> bool:
    """Whether the office gave it to a unit other than the one that had it (指定承办单位)."""
    if event.kind != EventKind.DECIDED:
        return False
    earlier = case.events.filter(id__lt=event.pk).order_by("-id")
    held = earlier.filter(kind__in=_HOLDING).first()
    if held is None or held.kind == EventKind.HANDED_OVER:
        return True
    if held.kind != EventKind.DECIDED:
        held = earlier.filter(id__lt=held.pk, kind=EventKind.OFFERED)[0]
    return event.facts["unit"] != held.facts.get("unit", held.facts.get("to"))


def _was_told(letter: Letter, event: CaseEvent) -> bool:
    """That it goes on by itself was told when its lead ended."""
    return event.kind == EventKind.SEPARATED and letter.merged_into_id is None


def tell_received(letter: Letter, *, now: datetime) -> None:
    """Its due date and why (登记告知); until it is answered, its writer may withdraw it."""
    _tell(letter, EventKind.OPENED, news.received(letter.case, letter.mailbox.name), now=now)
    intake.ask_writer(envelope=letter.envelope_uid, ask=asks.withdrawal(), now=now)
    if letter.agrees and letter.sort in PUBLISHABLE:
        intake.ask_writer(envelope=letter.envelope_uid, ask=asks.revoking(), now=now)


def _tell(letter: Letter, kind: str, told: News, *, now: datetime) -> None:
    case, term = letter.case, term_told(letter.case)
    intake.give_feedback(
        envelope=letter.envelope_uid,
        kind=kind,
        title=told.title,
        text=told.text,
        signed=str(case.unit or case.office),
        facts=told.facts,
        is_step=told.is_step,
        term=Term(term.text, term.weeks, term.until),
        now=now,
    )


def _turn_asks(letter: Letter, case: Case, event: CaseEvent) -> None:
    """The receipt asks what can be answered now."""
    envelope, now = letter.envelope_uid, event.at
    if event.kind in _ENDS:
        for code in (asks.WITHDRAW, asks.URGE):
            intake.close_ask(envelope=envelope, code=code, now=now)
    if event.kind == EventKind.ANSWERED:
        ask = asks.rating(may_reopen=not was_reopened(case))
        intake.ask_writer(envelope=envelope, ask=ask, now=now)
    elif event.kind == EventKind.LATE and case.is_open:
        intake.ask_writer(envelope=envelope, ask=asks.urging(), now=now)
    elif event.kind == EventKind.REOPENED:
        intake.close_ask(envelope=envelope, code=asks.RATE, now=now)
        intake.ask_writer(envelope=envelope, ask=asks.withdrawal(), now=now)
