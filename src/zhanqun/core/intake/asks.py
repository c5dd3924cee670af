"""What a receipt may ask its writer (回执询问), once: a rating, whether to withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhanqun.core.intake.errors import AnswerRefused

TEXT_CHARS_MAX = 2000


@dataclass(frozen=True)
class Ask:
    """One question to the writer, shown on the receipt page until it is answered or closed.

    code: the upper room's word, such as "satisfaction"; of one code one is open at a time.
    choices: (value, label), of which one is taken; a single one is a box to tick, to confirm.
    text_label: of a free text beside it, "" for none; needs_text: it may not stay empty.
    button: what sending is called.
    is_folded: behind its title, for what few people want, such as 撤回.
    files_most: so many files may come with the answer.
    """

    code: str
    title: str
    choices: Sequence[tuple[str, str]]
    text_label: str = ""
    hint: str = ""
    button: Any = _("提交")
    is_folded: bool = False
    needs_text: bool = False
    files_most: int = 0


@dataclass(frozen=True)
class WriterAnswer:
    """What a writer answered on the receipt page, for the room that asked (来件人的回答).

    files: uids of attachments, which are among the envelope's own from then on.
    """

    uid: UUID
    envelope: UUID
    kind: str
    code: str
    value: str
    text: str
    given_at: datetime
    files: tuple[UUID, ...] = ()


def draft_key(ask: UUID) -> str:
    """Under which files of an answer are kept until it is given; no form's key looks like it."""
    return f"ask:{ask}"


def check_answer(
    choices: Sequence[Sequence[str]], value: str, text: str, *, needed: str = ""
) -> None:
    """needed: the label of a text that may not stay empty. Raises AnswerRefused."""
    if value not in {choice[0] for choice in choices}:
        raise AnswerRefused(said=_("请选择一项") if len(choices) > 1 else _("请在方框里打勾"))
    if needed and not text:
        raise AnswerRefused(said=_("请填写{label}").format(label=needed))
    if len(text) > TEXT_CHARS_MAX:
        told = _("说明最多{most}字，现在有{length}字").format(most=TEXT_CHARS_MAX, length=len(text))
        raise AnswerRefused(said=told)
