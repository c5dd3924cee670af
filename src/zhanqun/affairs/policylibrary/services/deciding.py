"""Deciding on the validity of a document when its term ends (有效期评估)."""

from copy import copy
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.policylibrary import policies, queries
from zhanqun.affairs.policylibrary.models import Decision, Standing
from zhanqun.affairs.policylibrary.services.relating import NoSuchDocument
from zhanqun.affairs.policylibrary.services.settling import announce, settle
from zhanqun.affairs.policylibrary.states import DecisionKind
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Validity
from zhanqun.core.audit import api as audit
from zhanqun.core.notices import api as notices
from zhanqun.core.units.api import User
from zhanqun.foundation.clock import day_of
from zhanqun.foundation.errors import DomainError


class ReasonMissing(DomainError):
    code = "policylibrary.reason_missing"
    message = _("请写明理由。")


class TermNotLonger(DomainError):
    """A continued document must have days before it."""

    code = "policylibrary.term_not_longer"
    message = _("新的有效期要在今天和原有效期（{term}）以后。")


class EndTooEarly(DomainError):
    code = "policylibrary.end_too_early"
    message = _("日期{day}早于文件的成文日期{written}，请核对。")


class HasEnded(DomainError):
    """A document that has ended does not come back by a decision; it is published anew.

    Source: norms documents.yaml, normative, renewal.
    """

    code = "policylibrary.has_ended"
    message = _("这件文件已经{state}。需要继续执行的，请重新公布。")


@transaction.atomic
def decide(*, uid: UUID, kind: str, on: date, reason: str, by: User, now: datetime) -> Decision:
    """Continue the document to a new day, let it lapse, or declare it repealed.

    A later decision stands in place of an earlier one, so that a wrong one can be put right.
    Raises NotAllowed, NoSuchDocument, ReasonMissing, HasEnded, TermNotLonger, EndTooEarly.
    """
    if queries.document_of(uid) is None:
        raise NoSuchDocument
    article = library.lock_article(uid)
    policies.check_may_decide(by, article.unit)
    _check(article, kind, on, reason, day_of(now))
    row = Decision.objects.create(
        article=article, kind=kind, on=on, reason=reason.strip(), decided_by=by, decided_at=now
    )
    after = {"kind": row.get_kind_display(), "on": on}
    audit.record("policylibrary.decided", article, by=by, at=now, after=after, reason=reason)
    notices.settle([article.uid], now=now)
    announce([article])
    settle([article.pk], by, now)
    return row


def _check(article: Article, kind: str, on: date, reason: str, today: date) -> None:
    if not reason.strip():
        raise ReasonMissing
    if article.written_on and on < article.written_on:
        raise EndTooEarly(day=on, written=article.written_on)
    has_ended = library.validity_on(article, today) in queries.ENDED
    if has_ended and not _by_decision(article, today):
        state = Validity(library.validity_on(article, today)).label
        raise HasEnded(state=state)
    if kind == DecisionKind.CONTINUE:
        term = Standing.objects.filter(article=article).values_list("term_ends_on", flat=True)
        ends = None if has_ended else term.first()
        if on <= today or (ends and on <= ends):
            raise TermNotLonger(term=ends or _("无"))


def _by_decision(article: Article, today: date) -> bool:
    """Whether it was ended by a decision alone, which another may replace."""
    latest = queries.decisions_of(article).first()
    if latest is None or latest.kind == DecisionKind.CONTINUE:
        return False
    undone = copy(article)
    undone.kept_until = undone.repealed_on = None
    relations = queries.counting(queries.relations_of(article).filter(older=article))
    by_others = relations.filter(kind__in=queries.ENDING, effective_on__lte=today).exists()
    return not by_others and library.validity_on(undone, today) not in queries.ENDED
