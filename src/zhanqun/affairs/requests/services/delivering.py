"""How a reply reached its applicant is noted (送达登记).

Source: 《政府信息公开条例》第四十条.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests import reply_policies, reply_telling
from zhanqun.affairs.requests.models import Reply, ReplyDelivery
from zhanqun.affairs.requests.queries import reply_of
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.services.replying import ReplyMissing
from zhanqun.affairs.requests.states import DELIVERY, Delivery, DeliveryState, ReplyState
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.states import IllegalMove


class WishNotFollowed(DomainError):
    code = "requests.wish_not_followed"
    message = _("申请人希望的是“{wished}”。改用其他方式的，请写明理由（《条例》第四十条）。")


class UnderWay(DomainError):
    code = "requests.delivery_under_way"
    message = _("已有一次送达还没有结果，请先登记它的结果。")


class DeliveryDayWrong(DomainError):
    code = "requests.delivery_day_wrong"
    message = _("日期不对：不能早于签发之日，也不能晚于今天。")


class ProofMissing(DomainError):
    code = "requests.delivery_proof_missing"
    message = _("请写明凭证：邮寄的写单号，电子邮件的写收件地址，当面领取的写签收人。")


class FailureMissing(DomainError):
    code = "requests.failure_missing"
    message = _("请写明没有送达的原因。")


@dataclass(frozen=True)
class Sending:
    """Meanings as in `ReplyDelivery`."""

    way: str
    sent_on: date
    proof: str = ""
    why: str = ""


@transaction.atomic
def deliver(*, uid: UUID, sending: Sending, by: User, now: datetime) -> ReplyDelivery:
    """Note that a sent reply is on its way (登记送出). uid: of the case.

    Raises NotAllowed, IllegalMove, UnderWay, WishNotFollowed, ProofMissing, DeliveryDayWrong.
    """
    reply = _sent(uid, by)
    if reply.deliveries.filter(state=DeliveryState.UNDER_WAY).exists():
        raise UnderWay
    _check(reply, sending, now)
    row = ReplyDelivery.objects.create(
        reply=reply,
        state=DeliveryState.UNDER_WAY,
        recorded_by=by,
        recorded_at=now,
        way=sending.way,
        sent_on=sending.sent_on,
        proof=sending.proof.strip(),
        why=sending.why.strip(),
    )
    _record(row, by, now)
    return row


@transaction.atomic
def delivered(
    *, uid: UUID, done_on: date, signed_by: str, by: User, now: datetime
) -> ReplyDelivery:
    """Note that it arrived (登记送达). Raises NotAllowed, IllegalMove, DeliveryDayWrong."""
    row = _under_way(_sent(uid, by), _("登记送达"))
    if not row.sent_on <= done_on <= clock.day_of(now):
        raise DeliveryDayWrong
    if row.way == Delivery.IN_PERSON and not signed_by.strip():
        raise ProofMissing
    row.state = DeliveryState(DELIVERY.target("receive", row.state))
    row.done_on, row.signed_by = done_on, signed_by.strip()
    row.save(update_fields=["state", "done_on", "signed_by"])
    _record(row, by, now)
    return row


@transaction.atomic
def not_delivered(*, uid: UUID, failure: str, by: User, now: datetime) -> ReplyDelivery:
    """Note that it did not arrive: another way has to be found (登记未送达).

    Raises NotAllowed, IllegalMove, FailureMissing.
    """
    row = _under_way(_sent(uid, by), _("登记未送达"))
    if not failure.strip():
        raise FailureMissing
    row.state = DeliveryState(DELIVERY.target("fail", row.state))
    row.failure = failure.strip()
    row.save(update_fields=["state", "failure"])
    _record(row, by, now)
    reply_telling.delivery_failed(row.reply, row.failure, now)
    return row


def _check(reply: Reply, sending: Sending, now: datetime) -> None:
    wished = reply.request.deliveries
    if wished and sending.way not in wished and not sending.why.strip():
        labels = dict(Delivery.choices)
        raise WishNotFollowed(wished="、".join(str(labels.get(one, one)) for one in wished))
    if sending.way in (Delivery.POST, Delivery.EMAIL) and not sending.proof.strip():
        raise ProofMissing
    if reply.dated is None or not reply.dated <= sending.sent_on <= clock.day_of(now):
        raise DeliveryDayWrong


def _sent(uid: UUID, by: User) -> Reply:
    request = lock(uid)
    reply = reply_of(request)
    if reply is None:
        raise ReplyMissing
    reply.request = request
    reply_policies.check_may_send(by, reply)
    if reply.state != ReplyState.SENT:
        raise IllegalMove(move=_("送达"), state=reply.get_state_display())
    return reply


def _under_way(reply: Reply, move: object) -> ReplyDelivery:
    row = reply.deliveries.select_for_update().filter(state=DeliveryState.UNDER_WAY).first()
    if row is None:
        raise IllegalMove(move=move, state=_("没有在送达中的"))
    row.reply = reply
    return row


def _record(row: ReplyDelivery, by: User, now: datetime) -> None:
    """Without its proof and who signed: addresses and names stand in no trail."""
    after = {"way": row.way, "state": row.state, "sent_on": str(row.sent_on)}
    reason = row.failure or row.why
    audit.record(
        "requests.delivery_recorded", row.reply.request, by=by, at=now, after=after, reason=reason
    )
