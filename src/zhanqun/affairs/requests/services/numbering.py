"""Numbers of replies (公开答复文号): the form is the publisher's, the serial runs within a year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests import reply_kinds, reply_policies
from zhanqun.affairs.requests.models import Reply, ReplyForm, ReplySerial
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

YEAR, SERIAL = "{年}", "{号}"
SERIAL_MOST = 99_999
_BRACES = re.compile(r"[{}]")


class NumberFormWrong(DomainError):
    code = "requests.number_form_wrong"
    message = _("文号格式要有{{年}}和{{号}}各一处，如“青政公开答〔{{年}}〕{{号}}号”。")


class NumberFormTaken(DomainError):
    code = "requests.number_form_taken"
    message = _("“{form}”已由{publisher}使用，文号会重复，请换一个机关代字。")


class SerialGoesBack(DomainError):
    code = "requests.serial_goes_back"
    message = _("{year}年已经编到{last}号，下一个号不能再小。")


class NumberTaken(DomainError):
    code = "requests.number_taken"
    message = _("文号{number}已经用过，请在“答复设置”里把下一个号往后设。")


@dataclass(frozen=True)
class ReplyFormFacts:
    """Meanings as in `ReplyForm`. next_serial: of this year, None leaves it."""

    number_form: str
    reconsideration_organ: str
    court: str
    mark: str = ""
    first_groups: Sequence[str] = ()
    next_serial: int | None = None


@transaction.atomic
def set_reply_form(
    *, publisher: Publisher, facts: ReplyFormFacts, by: User, now: datetime
) -> ReplyForm:
    """How a publisher replies is set (答复设置); numbers given stay as they are.

    Raises NotAllowed, NumberFormWrong, NumberFormTaken, SerialGoesBack.
    """
    reply_policies.check_may_set(by, publisher)
    form = facts.number_form.strip()
    if form.count(YEAR) != 1 or form.count(SERIAL) != 1 or _BRACES.search(_bare(form)):
        raise NumberFormWrong
    others = ReplyForm.objects.filter(number_form=form).exclude(publisher=publisher)
    if other := others.select_related("publisher__unit").first():
        raise NumberFormTaken(form=form, publisher=other.publisher)
    row, _created = ReplyForm.objects.update_or_create(
        publisher=publisher,
        defaults={
            "number_form": form,
            "mark": facts.mark.strip(),
            "reconsideration_organ": facts.reconsideration_organ.strip(),
            "court": facts.court.strip(),
            "first_groups": [
                group for group in reply_kinds.MAY_BE_REFUSING if group in facts.first_groups
            ],
        },
    )
    if facts.next_serial is not None:
        _set_next(publisher, facts.next_serial, now)
    told: dict[str, Any] = {"form": form, "organ": row.reconsideration_organ, "court": row.court}
    told |= {"first": row.first_groups, "next": facts.next_serial}
    audit.record("requests.reply_form_set", publisher, by=by, at=now, after=told)
    return row


def next_number(form: ReplyForm, now: datetime) -> str:
    """Give the next number, in the transaction of whoever issues; a rollback gives it back.

    Raises NumberTaken.
    """
    row = _locked(form.publisher, clock.day_of(now).year)
    row.last += 1
    number = form.number_form.replace(YEAR, str(row.year)).replace(SERIAL, str(row.last))
    if Reply.objects.filter(number=number).exists():
        raise NumberTaken(number=number)
    row.save(update_fields=["last"])
    return number


def serial_of(publisher: Publisher, year: int) -> int:
    """The next one that would be given."""
    row = ReplySerial.objects.filter(publisher=publisher, year=year).first()
    return (row.last if row else 0) + 1


def _set_next(publisher: Publisher, serial: int, now: datetime) -> None:
    row = _locked(publisher, clock.day_of(now).year)
    if not row.last < serial <= SERIAL_MOST:
        raise SerialGoesBack(year=row.year, last=row.last)
    row.last = serial - 1
    row.save(update_fields=["last"])


def _locked(publisher: Publisher, year: int) -> ReplySerial:
    ReplySerial.objects.bulk_create(
        [ReplySerial(publisher=publisher, year=year)], ignore_conflicts=True
    )
    return ReplySerial.objects.select_for_update().get(publisher=publisher, year=year)


def _bare(form: str) -> str:
    return form.replace(YEAR, "").replace(SERIAL, "")
