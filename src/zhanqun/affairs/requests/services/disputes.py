"""Reconsiderations and lawsuits are noted as they come and as they end (复议、诉讼登记)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests import reply_policies
from zhanqun.affairs.requests.models import Dispute, Request
from zhanqun.affairs.requests.states import DisputeResult
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError


class DisputeDatesWrong(DomainError):
    code = "requests.dispute_dates_wrong"
    message = _("日期不对：受理日期不能晚于今天，审结日期不能早于受理日期，也不能晚于今天。")


class DisputeHalfConcluded(DomainError):
    code = "requests.dispute_half_concluded"
    message = _("结果和审结日期要一起填写；尚未审结的，两项都不填。")


class RequestOfAnother(DomainError):
    code = "requests.request_of_another"
    message = _("这件申请不是“{publisher}”受理的，请核对办件编号。")


class DisputeKnown(DomainError):
    """Noted twice it would count twice in the annual report."""

    code = "requests.dispute_known"
    message = _("案号“{number}”已经登记过，请在列表里打开它，登记结果。")
    status = 409


@dataclass(frozen=True)
class DisputeFacts:
    """Meanings as in `Dispute`."""

    kind: str
    body: str
    opened_on: date
    number: str = ""
    result: str = DisputeResult.PENDING
    concluded_on: date | None = None
    note: str = ""


@transaction.atomic
def record_dispute(
    *, publisher: Publisher, request: Request | None, facts: DisputeFacts, by: User, now: datetime
) -> Dispute:
    """Note one that was opened (登记), of its number once.

    Raises NotAllowed, RequestOfAnother, DisputeKnown and what `_check` raises.
    """
    reply_policies.check_may_record(by, publisher)
    if request is not None and request.publisher_id != publisher.pk:
        raise RequestOfAnother(publisher=publisher)
    _check(facts, now)
    _check_new(publisher, facts)
    row = Dispute.objects.create(publisher=publisher, request=request, **_columns(facts))
    audit.record("requests.dispute_recorded", row, by=by, at=now, after=_told(row))
    return row


@transaction.atomic
def change_dispute(*, uid: UUID, facts: DisputeFacts, by: User, now: datetime) -> Dispute:
    """Correct what was noted, or note how it ended (登记结果). Raises as `record_dispute`."""
    rows = Dispute.objects.select_for_update(of=("self",)).select_related("publisher__unit")
    row = rows.get(uid=uid)
    reply_policies.check_may_record(by, row.publisher)
    _check(facts, now)
    _check_new(row.publisher, facts, row)
    before = _told(row)
    for name, value in _columns(facts).items():
        setattr(row, name, value)
    row.save()
    audit.record("requests.dispute_changed", row, by=by, at=now, before=before, after=_told(row))
    return row


def _check(facts: DisputeFacts, now: datetime) -> None:
    """Raises DisputeDatesWrong, DisputeHalfConcluded."""
    if (facts.result == DisputeResult.PENDING) != (facts.concluded_on is None):
        raise DisputeHalfConcluded
    last = facts.concluded_on or facts.opened_on
    if not facts.opened_on <= last <= clock.day_of(now):
        raise DisputeDatesWrong


def _check_new(publisher: Publisher, facts: DisputeFacts, row: Dispute | None = None) -> None:
    """One after another, so that two colleagues do not note the same. Raises DisputeKnown."""
    disclosure.publishers().select_for_update(of=("self",)).get(pk=publisher.pk)
    number = facts.number.strip()
    same = Dispute.objects.filter(publisher=publisher, kind=facts.kind, number=number)
    if row is not None:
        same = same.exclude(pk=row.pk)
    if number and same.exists():
        raise DisputeKnown(number=number)


def _columns(facts: DisputeFacts | Dispute) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in DisputeFacts.__dataclass_fields__}


def _told(row: Dispute) -> dict[str, Any]:
    return {name: str(value) for name, value in _columns(row).items() if value}
