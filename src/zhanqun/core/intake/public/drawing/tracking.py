"""How it stands, for who has number and password (查询办理情况)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.core.intake import numbers
from zhanqun.core.intake.asks import draft_key
from zhanqun.core.intake.models import Envelope, Feedback, FeedbackAsk
from zhanqun.core.intake.public.drawing.printing import SentFile, sent_file
from zhanqun.core.intake.public.paths import RECEIPT_PATH
from zhanqun.core.intake.services.files import drafts_of
from zhanqun.foundation import clock


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
    """A question to the writer. value, text: as just typed, where error says what is wrong.

    files: kept so far, of at most files_most.
    """

    uid: UUID
    title: str
    choices: tuple[tuple[str, str], ...]
    hint: str
    text_label: str
    button: str
    is_folded: bool
    needs_text: bool
    files_most: int = 0
    files: tuple[SentFile, ...] = ()
    value: str = ""
    text: str = ""
    error: str = ""
    files_error: str = ""

    @property
    def described_by(self) -> str:
        ids = [f"{self.uid}-h"] if self.hint else []
        return " ".join([*ids, f"{self.uid}-e"] if self.error else ids)


@dataclass(frozen=True)
class Typed:
    """What a writer has just typed, and what was said to it.

    is_given: the answer was taken. is_about_files: what was said is about its files.
    """

    ask: UUID | None
    value: str
    text: str
    error: str = ""
    is_given: bool = False
    is_about_files: bool = False


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
        done=_("已收到您的回答，谢谢。") if typed and typed.is_given else "",
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
    error = ours.error if ours else ""
    is_about_files = bool(ours and ours.is_about_files)
    return AskShown(
        uid=ask.uid,
        title=ask.title,
        choices=tuple((value, label) for value, label in ask.choices),
        hint=ask.hint,
        text_label=ask.text_label,
        button=ask.button,
        is_folded=ask.is_folded and ours is None,
        needs_text=ask.needs_text,
        files_most=ask.files_most,
        files=_drafts(ask),
        value=ours.value if ours else "",
        text=ours.text if ours else "",
        error="" if is_about_files else error,
        files_error=error if is_about_files else "",
    )


def _drafts(ask: FeedbackAsk) -> tuple[SentFile, ...]:
    kept = drafts_of(draft_key(ask.uid)) if ask.files_most else []
    return tuple(sent_file(one) for one in kept)


def _answer(feedback: Feedback, *, with_facts: bool) -> Answer:
    """with_facts: those of the newest stand beside the state already."""
    files = [row.attachment for row in feedback.files.all() if row.attachment.is_released]
    return Answer(
        title=feedback.title,
        at=clock.beijing(feedback.given_at),
        paragraphs=tuple(line for line in feedback.text.splitlines() if line.strip()),
        signed=feedback.signed,
        facts=_facts(feedback) if with_facts else (),
        files=tuple(sent_file(file) for file in files),
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
