"""The public forms and the receipt page (受理页面). No session, no cookie; every write is a POST.

A form needs no token against forged requests: nobody is logged in here, and its key is ours.
"""

from collections.abc import Callable
from dataclasses import replace

from django.db import InterfaceError, OperationalError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from zhanqun.core.attachments.api import Attachment
from zhanqun.core.intake.errors import (
    AlreadySent,
    KeyExpired,
    KeyUnknown,
    KindUnknown,
    PayloadRefused,
    WaitBeforeAsking,
)
from zhanqun.core.intake.frames import Frame, frame_at
from zhanqun.core.intake.kinds import Kind, kind_of
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.numbers import grouped, read
from zhanqun.core.intake.public import drawing
from zhanqun.core.intake.public.answering import answered
from zhanqun.core.intake.public.sending import (
    Sending,
    TooLarge,
    came_with,
    opened,
    sent,
    unread,
    with_drafts,
)
from zhanqun.core.intake.receipts import Receipt
from zhanqun.core.intake.services.receiving import Circumstances, receive
from zhanqun.core.intake.services.tracking import file_of, open_receipt
from zhanqun.foundation import clock, origins
from zhanqun.foundation.errors import DomainError

HTML = "text/html; charset=utf-8"
# Personal words are kept by no cache and found by no engine.
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Vary": "Accept-Encoding"}
DATABASE_AWAY = (OperationalError, InterfaceError)
UNFIT, AWAY = 422, 503
AWAY_RETRY_SECONDS = 30

View = Callable[..., HttpResponseBase]


def on_a_site(view: View) -> View:
    """A view of the site that the host names, in its language; 404 elsewhere."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    def answer(request: HttpRequest, **facts: str) -> HttpResponseBase:
        frame = frame_at(request.get_host().rsplit(":", 1)[0])
        if frame is None:
            return _plain("没有这个网站，或者它还没有发布。", 404)
        with translation.override(frame.place.language):
            try:
                return view(request, frame, **facts)
            except DATABASE_AWAY:
                return _plain(_away(), 503)

    return answer


@on_a_site
def form(request: HttpRequest, frame: Frame, code: str) -> HttpResponseBase:
    """Fill in, check, receipt: three steps under one address."""
    try:
        kind = kind_of(code)
    except KindUnknown as refusal:
        return _plain(str(refusal), 404)
    now = clock.now()
    if request.method != "POST":
        return _shown(frame, opened(kind, request, frame.place, now), step=1)
    try:
        return _next_step(
            frame, sent(kind, request, frame.place, address=origins.address(), now=now)
        )
    except TooLarge as refusal:
        return _shown(
            frame, opened(kind, request, frame.place, now).told(refusal), step=1, status=413
        )
    except DATABASE_AWAY:
        return _kept(frame, unread(kind, request, now))


def _next_step(frame: Frame, sending: Sending) -> HttpResponse:
    if sending.is_asked_back:
        return _shown(frame, sending, step=1)
    if sending.errors and not (sending.act == "send" and _was_sent(sending)):
        return _shown(frame, sending, step=1, status=UNFIT)
    if sending.act == "send" and not sending.said:
        return _received(frame, sending)
    return _shown(frame, sending, step=2, status=409 if sending.said else 200)


def _was_sent(sending: Sending) -> bool:
    """Whether this is a reload after sending, which shows the receipt whatever its form lacks."""
    return bool(sending.key.token) and Envelope.objects.filter(key_hash=sending.key.hash).exists()


def _received(frame: Frame, sending: Sending) -> HttpResponse:
    """Take it in; whatever goes wrong, the page comes back with everything on it."""
    now = clock.now()
    try:
        receipt = _taken_in(frame, sending)
    except PayloadRefused as refusal:
        errors = sending.errors | dict(refusal.facts["errors"])  # type: ignore[call-overload]
        return _shown(frame, replace(sending, errors=errors), step=1, status=UNFIT)
    except (AlreadySent, KeyExpired, KeyUnknown) as refusal:
        return _shown(frame, sending.anew(now, refusal), step=2, status=refusal.status)
    except DomainError as refusal:
        return _shown(frame, sending.told(refusal), step=2, status=refusal.status)
    return _receipt(frame, sending.kind, receipt)


def _kept(frame: Frame, sending: Sending) -> HttpResponse:
    """The database is away: everything typed is on the page, to be sent again."""
    answer = _shown(frame, sending.told(_away()), step=2, status=AWAY)
    answer.headers["Retry-After"] = str(AWAY_RETRY_SECONDS)
    return answer


def _taken_in(frame: Frame, sending: Sending) -> Receipt:
    return receive(
        kind=sending.kind.code,
        payload=sending.values,
        key=sending.key.token,
        now=clock.now(),
        place=frame.place,
        circumstances=Circumstances(address=origins.address(), trap=sending.trap),
    )


def _receipt(frame: Frame, kind: Kind, receipt: Receipt) -> HttpResponse:
    body = drawing.receipt_body(receipt, kind, lang=frame.place.language)
    return _page(frame, drawing.receipt_title(), body)


def _shown(frame: Frame, sending: Sending, *, step: int, status: int = 200) -> HttpResponse:
    shown = sending if status == AWAY else with_drafts(sending)
    page = drawing.form_page(shown, step=step, place=frame.place)
    template = "form" if step == 1 else "check"
    body = drawing.drawn(template, page, lang=frame.place.language)
    return _page(frame, page.title, body, status)


@on_a_site
def receipt(request: HttpRequest, frame: Frame) -> HttpResponseBase:
    """What became of it, for who has number and password."""
    if request.method != "POST":
        return _tracked(frame, drawing.asking_page())
    try:
        fields, files = came_with(request)
    except TooLarge as refusal:
        return _tracked(frame, drawing.asking_page(said=str(refusal)), refusal.status)
    number, password = fields.get("number", ""), fields.get("password", "")
    try:
        envelope = open_receipt(
            number=number, password=password, address=origins.address(), now=clock.now()
        )
    except WaitBeforeAsking as refusal:
        page = drawing.asking_page(number=number[:40], said=str(refusal))
        answer = _tracked(frame, page, refusal.status)
        answer.headers["Retry-After"] = str(refusal.facts["seconds"])
        return answer
    if envelope is None:
        page = drawing.asking_page(number=number[:40], said=_wrong())
        return _tracked(frame, page, UNFIT)
    if key := fields.get("file", ""):
        file = file_of(envelope, key)
        return _file(file) if file else _plain("没有这个附件，或者它还在查毒。", 404)
    told = grouped(read(password), 5)
    if "ask" not in fields:
        return _tracked(frame, drawing.tracking_page(envelope, told))
    typed, status = answered(envelope, fields, files, address=origins.address(), now=clock.now())
    envelope.refresh_from_db()
    return _tracked(frame, drawing.tracking_page(envelope, told, typed), status)


def _tracked(frame: Frame, page: drawing.TrackingPage, status: int = 200) -> HttpResponse:
    body = drawing.drawn("tracking", page, lang=frame.place.language)
    return _page(frame, page.title, body, status)


def _file(file: Attachment) -> FileResponse:
    return FileResponse(
        file.file.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=file.content_type,
        headers=PRIVATE,
    )


def _page(frame: Frame, title: str, body: str, status: int = 200) -> HttpResponse:
    filled = frame.filled(title=title, body=body)
    return HttpResponse(filled, status=status, content_type=HTML, headers=PRIVATE)


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type=HTML, headers=PRIVATE)


def _away() -> str:
    return translation.gettext(
        "系统暂时不能收件，这一件还没有提交。您填写的内容都在本页，请过半分钟再按一次“提交”。"
    )


def _wrong() -> str:
    return translation.gettext("编号或查询码不对。请对照回执再输一次，字母不分大小写。")
