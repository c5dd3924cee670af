"""Handing mail to the server (发送邮件): one mail a person, tried again, given up visibly."""

import smtplib
import ssl
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.notices.models import Mail, MailState
from zhanqun.core.notices.outbox import DIGEST
from zhanqun.core.notices.queries import mail_is_on
from zhanqun.core.units import api as units
from zhanqun.foundation import clock


class AddressWrong(Exception):
    """What stands as a person's address is none."""


# How long to wait after the first, second … failure; after the last the mail is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
# What the server says for good begins with 5 (RFC 5321, 4.2.1).
PERMANENT = range(500, 600)
# The server itself does not do its work: every other mail would fail as well.
SERVER_FAULTS = OSError  # of which those of smtplib are
RECIPIENT_FAULTS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, AddressWrong)

# What to say of a server that does not do its work; the first that fits.
SERVER_WORDS: tuple[tuple[type[Exception], Any], ...] = (
    (
        smtplib.SMTPAuthenticationError,
        gettext_lazy("邮件服务器拒绝登录，请核对ZHANQUN_SMTP_URL里的用户名和密码。"),
    ),
    (
        smtplib.SMTPSenderRefused,
        gettext_lazy("邮件服务器不接受发件地址，请核对ZHANQUN_MAIL_FROM。"),
    ),
    # The library says the same of a server that is silent and of one that hangs up.
    (
        smtplib.SMTPServerDisconnected,
        gettext_lazy("邮件服务器{host}中断了连接，或{seconds}秒没有应答。"),
    ),
    (smtplib.SMTPException, gettext_lazy("邮件服务器出错：{error}")),
    (
        ssl.SSLCertVerificationError,
        gettext_lazy("邮件服务器的证书不可信，请安装其根证书（SSL_CERT_FILE）。"),
    ),
    (TimeoutError, gettext_lazy("邮件服务器{host}{seconds}秒没有应答。")),
    (OSError, gettext_lazy("连接不上邮件服务器{host}。")),
)


def send_waiting(now: datetime) -> int:
    """Send what is due, oldest first; returns how many went out.

    A server that is away or refuses us ends the round: what waits is tried again later. While no
    server is named, all waits.
    """
    sent = 0
    while mail_is_on() and (key := _next(now)) is not None:
        try:
            sent += _send(key, now)
        except SERVER_FAULTS as fault:
            _postpone(_due(now), fault, now)
            break
    return sent


def _due(now: datetime) -> QuerySet[Mail]:
    return Mail.objects.filter(state=MailState.WAITING, next_try_at__lte=now)


def _next(now: datetime) -> int | None:
    return _due(now).order_by("next_try_at", "id").values_list("pk", flat=True).first()


@transaction.atomic
def _send(key: int, now: datetime) -> int:
    row = Mail.objects.select_for_update().select_related("person").get(pk=key)
    if row.state != MailState.WAITING:
        return 0
    if not _is_wanted(row, now):
        row.state = MailState.DROPPED
        row.save(update_fields=["state"])
        return 0
    try:
        message_of(row).send()
    except RECIPIENT_FAULTS as fault:
        _postpone(Mail.objects.filter(pk=row.pk), fault, now)
        return 0
    row.state, row.sent_at, row.last_error = MailState.SENT, now, ""
    row.save(update_fields=["state", "sent_at", "last_error"])
    return 1


def _is_wanted(row: Mail, now: datetime) -> bool:
    """Whether the person is still in office, has an address, and has not read it all meanwhile."""
    today = clock.day_of(now)
    if not row.person.email or not units.people_in_office(today).filter(pk=row.person_id).exists():
        return False
    return row.key.startswith(DIGEST) or row.notices.filter(read_at=None).exists()


def message_of(row: Mail) -> mail.EmailMultiAlternatives:
    """The mail as it is handed in: to one person, marked as written by a machine (RFC 3834).

    Its Message-ID is the row's own, so that one sent twice is known to be one. Raises AddressWrong.
    """
    try:
        validate_email(row.person.email)
    except ValidationError:
        raise AddressWrong from None
    name = " ".join(str(row.person).split())
    message = mail.EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        to=[formataddr((name, row.person.email))],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<{row.uid}@{settings.ZHANQUN_DESK_HOST}>",
        },
    )
    message.attach_alternative(row.html, "text/html")
    return message


@transaction.atomic
def _postpone(rows: QuerySet[Mail], fault: Exception, now: datetime) -> None:
    """Try again later, or give up: what is refused for good, and what was tried often enough."""
    words, for_good = reason_of(fault)
    for row in rows.select_for_update():
        row.attempts += 1
        row.last_error = words[:300]
        if for_good or row.attempts > len(WAITS):
            row.state = MailState.FAILED
        else:
            row.next_try_at = now + WAITS[row.attempts - 1]
        row.save(update_fields=["attempts", "last_error", "state", "next_try_at"])


def reason_of(fault: Exception) -> tuple[str, bool]:
    """What went wrong in the operator's words, and whether the server said it for good."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(fault.recipients.values()))
        return _("收件地址被拒收：{answer}").format(answer=_said(code, answer)), code in PERMANENT
    if isinstance(fault, smtplib.SMTPDataError):
        text = _("邮件服务器拒收这封邮件：{answer}")
        said = _said(fault.smtp_code, fault.smtp_error)
        return text.format(answer=said), fault.smtp_code in PERMANENT
    if isinstance(fault, AddressWrong):
        return _("收件地址不正确，没有发送。"), True
    words = next(words for kind, words in SERVER_WORDS if isinstance(fault, kind))
    facts = {"host": settings.EMAIL_HOST, "seconds": settings.EMAIL_TIMEOUT, "error": fault}
    return str(words).format(**facts), False


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(text.split())}"
