"""A fee is asked for, paid or not (收费通知、缴费). Source: 国办函〔2020〕109号."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.requests import applicants, charging, hearing, news, policies, terms
from zhanqun.affairs.requests.models import FeeNotice, Request
from zhanqun.affairs.requests.services.concluding import end_without_reply
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.services.recalling import check_none_issued
from zhanqun.affairs.requests.states import FEE, FeeMethod, FeeState
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

NOT_PAID = "other_2"


class FeeSent(DomainError):
    code = "requests.fee_sent"
    message = lazy("这件申请已经发过收费通知，不能再收一次。")


class NothingToPay(DomainError):
    code = "requests.nothing_to_pay"
    message = lazy("没有超过免费的范围，不收费。")


class HowMissing(DomainError):
    code = "requests.how_missing"
    message = lazy("请写明缴纳方式。")


class FeeTooLate(DomainError):
    code = "requests.fee_too_late"
    message = lazy("收费通知应在答复期限{due}以内发出，期限已过，不能再收费。")


class NotOver(DomainError):
    code = "requests.payment_not_over"
    message = lazy("缴费期限{day}还没有过。")


class PaidDayUnfit(DomainError):
    code = "requests.paid_day_unfit"
    message = lazy("缴费日期应在{first}到{last}之间，请改正。")


class NoFee(DomainError):
    code = "requests.no_fee"
    message = lazy("这件申请没有待缴的费用。")
    status = 409


@transaction.atomic
def send_fee_notice(
    *, uid: UUID, method: str, pages: int, how: str, by: User, now: datetime
) -> FeeNotice:
    """Say what is to be paid and how; the clock stands (收费通知).

    method: of `FeeMethod`; pages: of the information, for the one by pages. Raises NotAllowed,
    IllegalMove, ReplyIssued, FeeSent, NothingToPay, HowMissing, FeeTooLate.
    """
    request = lock(uid)
    policies.check_is_office(by, request, lazy("发收费通知"))
    check_none_issued(request)
    if FeeNotice.objects.filter(request=request).exists():
        raise FeeSent
    today = clock.day_of(now)
    if casework.is_term_late(request.case) or today > request.case.due_on:
        raise FeeTooLate(due=f"{request.case.due_on:%Y-%m-%d}")
    if not how.strip():
        raise HowMissing
    quantity, yuan = reckoned(request, method, pages)
    if not yuan:
        raise NothingToPay
    casework.pause(uid=uid, ground="fee", note=_("收费通知"), by=by, now=now)
    row = FeeNotice.objects.create(
        request=request,
        method=method,
        quantity=quantity,
        yuan=yuan,
        how=how.strip(),
        sent_at=now,
        sent_by=by,
        received_on=today,
        due_on=terms.payment_due(request, today),
    )
    request.case.refresh_from_db()
    hearing.tell(request, "fee_sent", news.fee_sent(row), now=now)
    after = {"method": method, "quantity": quantity, "yuan": yuan}
    audit.record("requests.fee_sent", request, by=by, at=now, after=after)
    return row


def reckoned(request: Request, method: str, pages: int) -> tuple[int, int]:
    """How many, and how much it costs: this one's place in the applicant's month, or its pages."""
    if method == FeeMethod.PAGES:
        return pages, charging.fee_by_pages(pages)
    number = applicants.number_in_month(request)
    return number, charging.price_of_application(number)


@transaction.atomic
def note_payment(*, uid: UUID, on: date, by: User, now: datetime) -> FeeNotice:
    """It was paid on that day; the reply period is counted anew from the next (登记缴费).

    Raises NotAllowed, NoFee, PaidDayUnfit.
    """
    request = lock(uid)
    policies.check_may_work(by, request)
    row = _sent(request)
    first, last = clock.day_of(row.sent_at), clock.day_of(now)
    if not first <= on <= last:
        raise PaidDayUnfit(first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}")
    row.state, row.paid_on, row.entered_by = FeeState(FEE.target("pay", row.state)), on, by
    row.save(update_fields=["state", "paid_on", "entered_by"])
    casework.restart(uid=uid, ground="paid", note=_("登记缴费"), by=by, now=now, on=on)
    audit.record("requests.fee_paid", request, by=by, at=now, after={"on": on.isoformat()})
    return row


@transaction.atomic
def give_up_unpaid(*, uid: UUID, by: User, now: datetime) -> Request:
    """Not paid in time counts as given up (逾期未缴费，不再处理).

    Raises NotAllowed, NoFee, NotOver.
    """
    request = lock(uid)
    policies.check_is_office(by, request, lazy("办结逾期未缴费的申请"))
    row = _sent(request)
    if clock.day_of(now) <= row.due_on:
        raise NotOver(day=f"{row.due_on:%Y-%m-%d}")
    row.state = FeeState(FEE.target("give_up", row.state))
    row.save(update_fields=["state"])
    text = _(
        "缴费期限{day}已过，没有收到信息处理费，视为放弃申请，不再处理。仍需要的，请重新申请。"
        "（《政府信息公开信息处理费管理办法》）"
    ).format(day=f"{row.due_on:%Y-%m-%d}")
    return end_without_reply(uid=uid, outcome=NOT_PAID, text=text, by=by, now=now)


def _sent(request: Request) -> FeeNotice:
    row = FeeNotice.objects.filter(request=request, state=FeeState.SENT).first()
    if row is None:
        raise NoFee
    return row
