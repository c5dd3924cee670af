"""What happens to the case of a letter becomes news on its receipt (办理进展反馈)."""

from datetime import datetime

from zhanqun.affairs.letters import asks, news
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.news import News
from zhanqun.affairs.letters.sorts import PUBLISHABLE
from zhanqun.core.casework.api import Case, CaseEvent, EventKind, term_told, was_reopened
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.api import Term

_ENDS = frozenset({EventKind.ANSWERED, EventKind.DECLINED, EventKind.CLOSED})


def hear(case: Case, event: CaseEvent) -> None:
    """Called in the transaction of the event; that a letter came in is told by `tell_received`."""
    told = news.news_of(case, event)
    letter = Letter.objects.filter(case=case).first() if told else None
    if told is None or letter is None:
        return
    letter.case = case
    _tell(letter, event.kind, told, now=event.at)
    _turn_asks(letter, case, event)


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
