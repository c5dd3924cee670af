"""What the writer answers on the receipt (来件人在回执上的回答): rating, withdrawal, urging.

Called in the transaction that stores the answer, and again if that failed: each bears it. The
writer acts through the services of cases as nobody of the house (`by=None`).
"""

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import asks
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.services import revoke_consent
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CaseState, EventKind, Satisfaction
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.api import WriterAnswer
from zhanqun.foundation.clock import day_of
from zhanqun.foundation.errors import DomainError

WITHDRAWN = _("来件人撤回")
REOPENED = _("来件人评价“{level}”")


class UrgedToday(DomainError):
    code = "letters.urged_today"
    message = _("今天已经催办过，承办单位都收到了。请明天再催。")
    status = 429


def take_answer(answer: WriterAnswer) -> None:
    """Raises UrgedToday, IllegalMove, RatedBefore."""
    letter = Letter.objects.select_related("case").get(envelope_uid=answer.envelope)
    _TAKEN[answer.code](letter, answer)


def _rate(letter: Letter, answer: WriterAnswer) -> None:
    """What does not satisfy begins again, once, without anybody's leave (评价与重办)."""
    level, uid, now = Satisfaction(int(answer.value)), letter.case.uid, answer.given_at
    case = casework.rate(uid=uid, level=level, words=answer.text, now=now)
    if not level.is_bad or casework.was_reopened(case):
        return
    reason = _with_words(str(REOPENED).format(level=level.label), answer)
    casework.reopen(uid=uid, reason=reason, by=None, now=now)


def _withdraw(letter: Letter, answer: WriterAnswer) -> None:
    if letter.case.state == CaseState.CLOSED:
        return
    reason = _with_words(str(WITHDRAWN), answer)
    casework.close(uid=letter.case.uid, reason=reason, by=None, now=answer.given_at)


def _revoke(letter: Letter, answer: WriterAnswer) -> None:
    revoke_consent(uid=letter.case.uid, now=answer.given_at)


def _urge(letter: Letter, answer: WriterAnswer) -> None:
    """Once a day; asked again at once, so that tomorrow it can be done again (来件人催办)."""
    by_writer = letter.case.events.filter(kind=EventKind.URGED, by=None)
    last = by_writer.order_by("-id").first()
    if last is not None and day_of(last.at) == day_of(answer.given_at):
        raise UrgedToday
    casework.urge(uid=letter.case.uid, words=answer.text, by=None, now=answer.given_at)
    intake.ask_writer(envelope=answer.envelope, ask=asks.urging(), now=answer.given_at)


def _with_words(reason: str, answer: WriterAnswer) -> str:
    return f"{reason}：{answer.text}" if answer.text else reason


_TAKEN = {asks.RATE: _rate, asks.WITHDRAW: _withdraw, asks.URGE: _urge, asks.CONSENT: _revoke}
