"""The writer answers what the receipt asks, with words and files (回执上的回答)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from zhanqun.core.intake.asks import draft_key
from zhanqun.core.intake.errors import AnswerFilesRefused
from zhanqun.core.intake.models import Envelope, FeedbackAsk
from zhanqun.core.intake.public.drawing import Typed
from zhanqun.core.intake.public.sending import kept_files
from zhanqun.core.intake.services.asking import answer_ask
from zhanqun.core.intake.services.files import IncomingFile, drop_draft
from zhanqun.foundation.errors import DomainError


def answered(
    envelope: Envelope,
    fields: Mapping[str, str],
    files: list[UploadedFile],
    *,
    address: str | None,
    now: datetime,
) -> tuple[Typed, int]:
    """What the page shows of it, and the status; what was typed stays where it is refused."""
    typed = Typed(_uid(fields["ask"]), fields.get("value", ""), fields.get("text", ""))
    if key := fields.get("drop", ""):
        _drop(envelope, typed, key)
        return typed, 200
    try:
        _keep(envelope, typed, files, address, now)
        answer_ask(
            envelope=envelope.uid, ask=typed.ask, value=typed.value, text=typed.text, now=now
        )
    except DomainError as refusal:
        is_about_files = isinstance(refusal, AnswerFilesRefused)
        said = replace(typed, error=str(refusal), is_about_files=is_about_files)
        return said, refusal.status
    return replace(typed, is_given=True), 200


def _keep(
    envelope: Envelope,
    typed: Typed,
    files: list[UploadedFile],
    address: str | None,
    now: datetime,
) -> None:
    """Files are kept at once, so that a second try has them. Raises AnswerFilesRefused."""
    ask = _open_ask(envelope, typed.ask)
    if ask is None or not ask.files_most or not files:
        return
    came = [IncomingFile(one.name or "", one) for one in files]
    refused = kept_files(draft_key(ask.uid), came, ask.files_most, address=address, now=now)
    if refused:
        raise AnswerFilesRefused(said="".join(refused))


def _drop(envelope: Envelope, typed: Typed, key: str) -> None:
    ask = _open_ask(envelope, typed.ask)
    if ask is not None:
        drop_draft(key_hash=draft_key(ask.uid), attachment_key=key)


def _open_ask(envelope: Envelope, uid: UUID | None) -> FeedbackAsk | None:
    return envelope.asks.filter(uid=uid, closed_at=None).first() if uid else None


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
