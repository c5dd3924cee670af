"""What the desk shows of an envelope (来件显示): whole to keepers, to others without persons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.core.attachments.api import Attachment
from zhanqun.core.checks import api as checks
from zhanqun.core.intake import characters, policies
from zhanqun.core.intake.kinds import kinds
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.public.drawing import answer_of

MASK = "＊"


@dataclass(frozen=True)
class Shown:
    """One field. mapped: with readable characters, where it differs. unreadable: what nobody can
    read; is_masked: the reader's role does not cover persons."""

    label: str
    text: str
    mapped: str = ""
    unreadable: str = ""
    is_masked: bool = False


def is_hidden(envelope: Envelope) -> bool:
    """Whether its words are read in the room that handles it, and not here (保密件)."""
    if envelope.kind not in kinds or envelope.fetched_at is None:
        return False
    is_private = kinds.get(envelope.kind).is_private
    return is_private is not None and is_private(envelope.payload)


def fields_of(envelope: Envelope, user: Any) -> list[Shown]:
    """Raises nothing for a kind that is no longer registered: its payload is shown by name."""
    if is_hidden(envelope):
        return []
    if envelope.kind not in kinds:
        is_whole = policies.may_keep(user, envelope)
        return [Shown(name, text) for name, text in envelope.payload.items() if is_whole]
    return list(_fields(envelope, policies.may_keep(user, envelope)))


def _fields(envelope: Envelope, is_whole: bool) -> Iterator[Shown]:
    for one in kinds.get(envelope.kind).schema.fields():
        text = answer_of(one, envelope.payload.get(one.name, ""))
        if not is_whole:
            shown = MASK * 3 if one.personal and text else masked(text)
            yield Shown(str(one.label), shown, is_masked=one.personal and bool(text))
            continue
        yield Shown(
            label=str(one.label),
            text=text,
            mapped=envelope.mapped.get(one.name, ""),
            unreadable="、".join(f"U+{ord(char):04X}" for char in characters.unreadable(text)),
        )


def masked(text: str) -> str:
    """Numbers of persons, as the checks find them, made unreadable (隐去)."""
    for hit in checks.privacy_hits(checks.Passage("payload", "", text)):
        text = text[: hit.start] + MASK * (hit.end - hit.start) + text[hit.end :]
    return text


def title_of(envelope: Envelope, user: Any) -> str:
    if is_hidden(envelope):
        return str(_("（在办件里查看）"))
    return envelope.title if policies.may_keep(user, envelope) else masked(envelope.title)


def files_of(envelope: Envelope) -> list[Attachment]:
    if is_hidden(envelope):
        return []
    rows = envelope.files.select_related("attachment").order_by("id")
    return [row.attachment for row in rows]
