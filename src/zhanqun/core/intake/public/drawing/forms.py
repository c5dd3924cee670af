"""The form as it is filled in and checked (填写与核对)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhanqun.core.checks import api as checks
from zhanqun.core.intake import proofs, questions
from zhanqun.core.intake.frames import Place
from zhanqun.core.intake.hints import Hint, hints_for
from zhanqun.core.intake.kinds import Note, form_path
from zhanqun.core.intake.public.drawing.printing import SentFile, sent_file
from zhanqun.core.intake.public.paths import RECEIPT_PATH
from zhanqun.core.intake.public.sending import CHOOSES, Sending
from zhanqun.core.intake.schema import Field, FieldKind, Part

INPUT_TYPES = {
    FieldKind.TEXT: "text",
    FieldKind.NAME: "text",
    FieldKind.TELEPHONE: "tel",
    FieldKind.EMAIL: "email",
    FieldKind.ADDRESS: "url",
    FieldKind.DAY: "date",
}


@dataclass(frozen=True)
class Asked:
    """One field as it stands on a page. answer: for the check page, in words. is_given: came with
    the address, and is shown instead of asked."""

    field: Field
    value: str
    error: str
    type: str
    answer: str
    is_given: bool = False

    @property
    def described_by(self) -> str:
        ids = [f"{self.field.name}-h"] if self.field.hint else []
        return " ".join([*ids, f"{self.field.name}-e"] if self.error else ids)


@dataclass(frozen=True)
class FormPart:
    title: str
    fields: tuple[Asked, ...]
    files_most: int
    files_hint: str = ""


@dataclass(frozen=True)
class FormPage:
    """errors: (id of the control, what to do), in the order of the form. warned: on the check page,
    what one may wish to take out."""

    title: str
    heading: str
    step: int
    action: str
    key: str
    passed: str
    said: tuple[str, ...]
    errors: tuple[tuple[str, str], ...]
    parts: tuple[FormPart, ...]
    files: tuple[SentFile, ...]
    files_error: str
    notes: tuple[Note, ...]
    question: str
    question_error: str
    challenge: str
    warned: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    receipt_path: str = RECEIPT_PATH

    @property
    def asked(self) -> str:
        """Names of the fields on it, which come back with what was filled in."""
        return " ".join(one.field.name for part in self.parts for one in part.fields)


def form_page(sending: Sending, *, step: int, place: Place) -> FormPage:
    """step: 1 fill in, 2 check; place: where the form stands."""
    errors = tuple(_errors(sending)) if step == 1 and not sending.is_asked_back else ()
    known = dict(errors)
    question = None
    if step == 1 and not sending.is_proved:
        question = questions.question_for(sending.key)
    heading = str(sending.kind.heading)
    return FormPage(
        title=_("需要修改{count}处：{heading}").format(count=len(errors), heading=heading)
        if errors
        else heading,
        heading=heading,
        step=step,
        action=form_path(sending.kind.code),
        key=sending.key.token,
        passed=proofs.passed(sending.key) if sending.is_proved else "",
        said=sending.said,
        errors=errors,
        parts=tuple(_part(part, sending, known) for part in sending.kind.schema.parts),
        files=tuple(sent_file(file) for file in sending.files),
        files_error=known.get("files", ""),
        notes=sending.kind.notes,
        question=question.text if question else "",
        question_error=known.get("answer", ""),
        challenge=json.dumps(proofs.challenge_of(sending.key).told()),
        warned=tuple(_warnings(sending)) if step == 2 else (),
        hints=_hints(sending, place) if step == 2 else (),
    )


def _hints(sending: Sending, place: Place) -> tuple[Hint, ...]:
    """For people who come to check what they wrote; robots need no answer."""
    if sending.act != "check" or sending.said or sending.trap or not sending.is_proved:
        return ()
    return hints_for(sending.kind.code, place, sending.values)


def _errors(sending: Sending) -> Iterable[tuple[str, str]]:
    names = [*(one.name for one in sending.kind.schema.fields()), "files", "answer"]
    return ((name, sending.errors[name]) for name in names if name in sending.errors)


def _warnings(sending: Sending) -> Iterable[str]:
    """Numbers of persons where they do not belong, told before it is sent (提交前提醒)."""
    for one in sending.kind.schema.fields():
        if one.personal:
            continue
        passage = checks.Passage(one.name, str(one.label), sending.values.get(one.name, ""))
        for hit in checks.privacy_hits(passage):
            yield _(
                "“{label}”里的“{words}”是个人信息，公开答复前要隐去；如不需要，请返回删掉。"
            ).format(label=one.label, words=hit.matched)
        if one.warns:
            yield from one.warns(passage.text)


def _part(part: Part, sending: Sending, errors: dict[str, str]) -> FormPart:
    fields = tuple(
        Asked(
            field=one,
            value=sending.values.get(one.name, ""),
            error=errors.get(one.name, ""),
            type=INPUT_TYPES.get(one.kind, ""),
            answer=answer_of(one, sending.values.get(one.name, "")),
            is_given=_is_given(one, sending),
        )
        for one in part.fields
    )
    return FormPart(str(part.title), fields, part.files_most, str(part.files_hint))


def _is_given(asked: Field, sending: Sending) -> bool:
    known = any(sending.values.get(asked.name) == choice.value for choice in asked.choices)
    wants_another = sending.act == CHOOSES + asked.name
    return asked.kind == FieldKind.GIVEN and known and not wants_another


def answer_of(asked: Field, value: str) -> str:
    """A value in words: of a choice, its label."""
    labels = {choice.value: str(choice.label) for choice in asked.choices}
    return labels.get(value, value)
