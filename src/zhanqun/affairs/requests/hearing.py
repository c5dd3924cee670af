"""What happens to the case of a request becomes news on its receipt (办理进展反馈)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from zhanqun.affairs.requests import asks, news
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.news import News
from zhanqun.affairs.requests.outcomes import REST
from zhanqun.affairs.requests.queries import paper_files
from zhanqun.affairs.requests.states import ReplyState
from zhanqun.core.casework.api import Case, CaseEvent, CaseState, EventKind, term_told
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.api import Term
from zhanqun.foundation.clock import day_of

_ENDS = frozenset({EventKind.ANSWERED, EventKind.DECLINED, EventKind.CLOSED})
_BEGINS_AGAIN = frozenset({EventKind.REOPENED, EventKind.REVIVED})
_COUNTS_ANEW = frozenset({EventKind.RESTARTED, EventKind.REOPENED})


def hear(case: Case, event: CaseEvent) -> None:
    """Called in the transaction of the event; what a step tells by itself comes through `tell`."""
    request = Request.objects.select_related("publisher__unit").filter(case=case).first()
    if request is None:
        return
    request.case = case
    _note_end(request, event)
    _note_new_term(request, event)
    told = news.news_of(request, event)
    if told is not None:
        files = going_out(request) if event.kind in _ENDS else []
        tell(request, event.kind, told, files=files, now=event.at)
    _turn_asks(request, event)


def tell_received(request: Request, *, now: datetime) -> None:
    """Its due date and why (收到告知); until it is answered, the applicant may withdraw it."""
    tell(request, EventKind.OPENED, news.received(request), now=now)
    intake.ask_writer(envelope=request.envelope_uid, ask=asks.withdrawal(), now=now)


def tell(
    request: Request, kind: str, told: News, *, now: datetime, files: Iterable[UUID] = ()
) -> None:
    term, stands = term_told(request.case), request.case.state == CaseState.WAITING
    intake.give_feedback(
        envelope=request.envelope_uid,
        kind=kind,
        title=told.title,
        text=told.text,
        signed=str(request.publisher),
        facts=told.facts,
        is_step=told.is_step,
        # While the clock stands nobody can say yet which day it will be.
        term=Term(term.text, () if stands else term.weeks, term.until),
        files=files,
        now=now,
    )


def going_out(request: Request) -> list[UUID]:
    """The paper with what is given out, where a reply ended the request (随答复送出的文件)."""
    reply = request.replies.filter(state=ReplyState.SENT).last()
    return [one.uid for one in paper_files(reply)] if reply else []


def _note_end(request: Request, event: CaseEvent) -> None:
    """The day of its end; what ended without a reply of its own is among the rest (三（六）3)."""
    if event.kind in _ENDS:
        request.concluded_on = day_of(event.at)
        request.outcome = request.outcome or REST
    elif event.kind in _BEGINS_AGAIN:
        request.concluded_on, request.outcome = None, ""
    else:
        return
    request.save(update_fields=["concluded_on", "outcome"])


def _note_new_term(request: Request, event: CaseEvent) -> None:
    """A term that is counted anew knows nothing of the later day of the old one."""
    if event.kind in _COUNTS_ANEW and request.deferred_to is not None:
        request.deferred_to = None
        request.save(update_fields=["deferred_to"])


def _turn_asks(request: Request, event: CaseEvent) -> None:
    """The receipt asks what can be answered now."""
    envelope, now = request.envelope_uid, event.at
    if event.kind in _ENDS:
        for code in asks.ALL:
            intake.close_ask(envelope=envelope, code=code, now=now)
    elif event.kind in _BEGINS_AGAIN:
        intake.ask_writer(envelope=envelope, ask=asks.withdrawal(), now=now)
