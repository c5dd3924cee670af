"""The day from which a term is counted (起算日)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.clock import day_of
from zhanqun.foundation.errors import DomainError


class NotStarted(DomainError):
    code = "workcalendar.not_started"
    message = _("还没有“{stamp}”的时间，期限尚未起算。请先登记这一时间。")


class StartRule(models.TextChoices):
    """Which stamp starts the clock; the kind of business says which rule a channel has.

    Source: 《政府信息公开条例》(2019) Art. 31: handed in (提交之日), registered mail (签收之日),
    ordinary mail, internet and fax (双方确认之日). A letter on the web starts when it was
    submitted, since that time was shown to its writer (最高法指导案例26号).
    """

    SUBMITTED = "submitted", _("提交")
    SIGNED = "signed", _("签收")
    CONFIRMED = "confirmed", _("双方确认")


def start_on(rule: str, stamps: Mapping[str, datetime | None]) -> date:
    """The Beijing day of the stamp that the rule names, day zero of the term.

    At night and on days of rest it is that very day: a start is never shifted, since it is not
    counted anyway. Raises NotStarted.
    """
    moment = stamps.get(rule)
    if moment is None:
        raise NotStarted(stamp=StartRule(rule).label)
    return day_of(moment)
