"""What the public pages of the door show (受理页面): ready values for their templates."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.utils.html import escape
from django.utils.translation import gettext as _

from zhanqun.core.attachments.api import Attachment
from zhanqun.core.checks import api as checks
from zhanqun.core.intake import numbers, proofs, questions
from zhanqun.core.intake.frames import Place
from zhanqun.core.intake.hints import Hint, hints_for
from zhanqun.core.intake.kinds import Kind, Note, form_path, kind_of
from zhanqun.core.intake.models import Envelope, Feedback, FeedbackAsk
from zhanqun.core.intake.public.paths import RECEIPT_PATH
from zhanqun.core.intake.public.sending import CHOOSES, Sending
from zhanqun.core.intake.receipts import Receipt
from zhanqun.core.intake.schema import Field, FieldKind, Part
from zhanqun.foundation import clock
from zhanqun.ui import face

INPUT_TYPES = {
    FieldKind.TEXT: "text",
    FieldKind.NAME: "text",
    FieldKind.TELEPHONE: "tel",
    FieldKind.EMAIL: "email",
    FieldKind.ADDRESS: "url",
    FieldKind.DAY: "date",
}
KILO = 1024


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
class SentFile:
    key: str
    name: str
    size: str


@dataclass(frozen=True)
class FormPart:
    title: str
    fields: tuple[Asked, ...]
    files_most: int


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
        files=tuple(_file(file) for file in sending.files),
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
    return FormPart(str(part.title), fields, part.files_most)


def _is_given(asked: Field, sending: Sending) -> bool:
    known = any(sending.values.get(asked.name) == choice.value for choice in asked.choices)
    wants_another = sending.act == CHOOSES + asked.name
    return asked.kind == FieldKind.GIVEN and known and not wants_another


def answer_of(asked: Field, value: str) -> str:
    """A value in words: of a choice, its label."""
    labels = {choice.value: str(choice.label) for choice in asked.choices}
    return labels.get(value, value)


def _file(file: Attachment) -> SentFile:
    size = file.size_bytes
    told = f"{size / KILO / KILO:.1f} MB" if size >= KILO * KILO else f"{max(1, size // KILO)} KB"
    return SentFile(file.key, file.name, told)


@dataclass(frozen=True)
class ReceiptPage:
    """What a sender prints. submitted: as the machine and as a person reads it."""

    title: str
    kind: str
    number: str
    password: str
    submitted: tuple[str, str]
    is_repeat: bool
    receipt_path: str = RECEIPT_PATH


# What differs from receipt to receipt: places in a page drawn once, filled as in a frame.
_NUMBER, _PASSWORD, _ISO, _MINUTE = (f"zq-place-{name}-" for name in ("n", "p", "i", "m"))


def receipt_title() -> str:
    return _("已收到，请记下编号和查询码")


def receipt_body(receipt: Receipt, kind: Kind, *, lang: str) -> str:
    """The page of a receipt. Hundreds a second are asked for, and differ in four values."""
    at = clock.beijing(receipt.submitted_at)
    values = {
        _NUMBER: receipt.number_told,
        _PASSWORD: receipt.password_told,
        _ISO: face.iso(at),
        _MINUTE: face.minute(at),
    }
    body = _receipt_drawn(kind.code, bool(receipt.password), receipt.is_repeat, lang)
    for place, value in values.items():
        body = body.replace(place, escape(value))
    return body


@lru_cache(maxsize=100)
def _receipt_drawn(code: str, has_password: bool, is_repeat: bool, lang: str) -> str:
    page = ReceiptPage(
        title=receipt_title(),
        kind=str(kind_of(code).title),
        number=_NUMBER,
        password=_PASSWORD if has_password else "",
        submitted=(_ISO, _MINUTE),
        is_repeat=is_repeat,
    )
    return drawn("receipt", page, lang=lang)


@dataclass(frozen=True)
class Stamp:
    """One line of the course of things. files: of an answer, to be fetched with the password."""

    title: str
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class Answer:
    title: str
    at: datetime
    paragraphs: tuple[str, ...]
    signed: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[SentFile, ...]


@dataclass(frozen=True)
class DayShown:
    """A day of the strip. tone: start, done, counted, rest, paused, due."""

    number: int
    mark: str
    tone: str


@dataclass(frozen=True)
class TermShown:
    """Why the due date. weeks: None for days beside the term."""

    text: str
    weekdays: tuple[str, ...] = ()
    weeks: tuple[tuple[DayShown | None, ...], ...] = ()


@dataclass(frozen=True)
class AskShown:
    """A question to the writer. value, text: as just typed, where error says what is wrong."""

    uid: UUID
    title: str
    choices: tuple[tuple[str, str], ...]
    hint: str
    text_label: str
    button: str
    is_folded: bool
    value: str = ""
    text: str = ""
    error: str = ""

    @property
    def described_by(self) -> str:
        ids = [f"{self.uid}-h"] if self.hint else []
        return " ".join([*ids, f"{self.uid}-e"] if self.error else ids)


@dataclass(frozen=True)
class Typed:
    """What a writer has just answered, and what was said to it."""

    ask: UUID | None
    value: str
    text: str
    error: str = ""


@dataclass(frozen=True)
class TrackingPage:
    """word: the state in one word. Where nothing was asked or found, the form alone.

    done: what a writer is told who has just answered. facts: of the newest feedback.
    """

    title: str
    number: str = ""
    password: str = ""
    said: str = ""
    word: str = ""
    kind: str = ""
    received_on: str = ""
    done: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    term: TermShown | None = None
    answers: tuple[Answer, ...] = ()
    asks: tuple[AskShown, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    receipt_path: str = RECEIPT_PATH


def asking_page(*, number: str = "", said: str = "") -> TrackingPage:
    title = _("查询办理情况")
    return TrackingPage(
        _("需要修改：{title}").format(title=title) if said else title, number, said=said
    )


def tracking_page(envelope: Envelope, password: str, typed: Typed | None = None) -> TrackingPage:
    """Stamps, feedback and what it asks, nothing else: what was sent stays inside."""
    given = list(envelope.feedback.prefetch_related("files__attachment"))
    asked = list(envelope.asks.select_related("answer").order_by("is_folded", "id"))
    error = typed.error if typed else ""
    word = given[0].title if given else _("已收到")
    title = _("{word}：{kind}").format(word=word, kind=envelope.kind_title)
    return TrackingPage(
        title=_("需要修改：{title}").format(title=title) if error else title,
        number=numbers.grouped(envelope.number),
        password=password,
        said=error,
        word=word,
        kind=envelope.kind_title,
        received_on=envelope.received_on.isoformat(),
        done=_("已收到您的回答，谢谢。") if typed and not error else "",
        facts=_facts(given[0]) if given else (),
        term=next((_term(one) for one in given if one.term), None),
        answers=tuple(
            _answer(one, with_facts=one is not given[0]) for one in given if _says_something(one)
        ),
        asks=tuple(_asked(one, typed) for one in asked if one.closed_at is None),
        stamps=tuple(_stamps(envelope, given, asked)),
    )


def _facts(feedback: Feedback) -> tuple[tuple[str, str], ...]:
    return tuple((str(label), str(value)) for label, value in feedback.facts)


def _says_something(feedback: Feedback) -> bool:
    return bool(feedback.text or feedback.files.all()) and not feedback.is_step


def _term(feedback: Feedback) -> TermShown:
    """Days that are used up by today, or by the day on which it ended, are marked so."""
    told = feedback.term
    until = told["until"] or clock.day_of(clock.now()).isoformat()
    weeks = tuple(
        tuple(_day(*day, until=until) if day else None for day in week) for week in told["weeks"]
    )
    names = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")) if weeks else ()
    return TermShown(told["text"], names, weeks)


def _day(day: str, kind: str, mark: str, *, until: str) -> DayShown:
    is_done = kind == "counted" and day <= until
    return DayShown(date.fromisoformat(day).day, mark, "done" if is_done else kind)


def _asked(ask: FeedbackAsk, typed: Typed | None) -> AskShown:
    ours = typed if typed and typed.ask == ask.uid else None
    return AskShown(
        uid=ask.uid,
        title=ask.title,
        choices=tuple((value, label) for value, label in ask.choices),
        hint=ask.hint,
        text_label=ask.text_label,
        button=ask.button,
        is_folded=ask.is_folded and ours is None,
        value=ours.value if ours else "",
        text=ours.text if ours else "",
        error=ours.error if ours else "",
    )


def _answer(feedback: Feedback, *, with_facts: bool) -> Answer:
    """with_facts: those of the newest stand beside the state already."""
    files = [row.attachment for row in feedback.files.all() if row.attachment.is_released]
    return Answer(
        title=feedback.title,
        at=clock.beijing(feedback.given_at),
        paragraphs=tuple(line for line in feedback.text.splitlines() if line.strip()),
        signed=feedback.signed,
        facts=_facts(feedback) if with_facts else (),
        files=tuple(_file(file) for file in files),
    )


def _stamps(envelope: Envelope, given: list[Feedback], asked: list[FeedbackAsk]) -> Iterable[Stamp]:
    """The latest first."""
    news = [
        Stamp(one.title, clock.beijing(one.given_at), one.text if one.is_step else one.signed)
        for one in given
    ]
    yield from sorted([*news, *_answered(asked)], key=lambda stamp: stamp.at, reverse=True)
    if envelope.fetched_at:
        yield Stamp(_("已转内部办理"), clock.beijing(envelope.fetched_at))
    yield Stamp(_("已收到"), clock.beijing(envelope.confirmed_at), _("系统已登记，生成回执。"))
    yield Stamp(_("已提交"), clock.beijing(envelope.submitted_at))


def _answered(asked: list[FeedbackAsk]) -> Iterable[Stamp]:
    for ask in asked:
        if hasattr(ask, "answer"):
            note = _("您的回答：{label}").format(label=ask.answer.label)
            yield Stamp(ask.title, clock.beijing(ask.answer.given_at), note)


def drawn(template: str, page: object, *, lang: str) -> str:
    return face.printed(f"intake/public/{template}.html", {"page": page}, lang=lang)
