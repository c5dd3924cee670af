"""Validity, terms and duties of documents as rules (有效性、有效期、解读期限): no ORM, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhanqun.affairs.policylibrary.states import EFFECTS, DecisionKind, RelationKind
from zhanqun.content.library.api import Validity
from zhanqun.core.workcalendar.api import WorkCalendar, same_day_later, working_days_between

# 体裁分类 of normative documents, where an installation names none of its own.
NORMATIVE = ("规范性文件", "行政规范性文件", "政府规章", "规章")
# Source: norms documents.yaml, normative, trial_words.
TRIAL_WORDS = ("暂行", "试行")
# Months before the end of a term at which its unit is reminded; the last rung is its end.
REMINDED_BEFORE = (6, 1)
# Days between warnings of a duty that is overdue.
WARNED_EVERY = 3
# An interpretation that shares more with its document is a copy (照抄照搬).
COPY_FROM = 0.8
# Texts shorter than this say too little to be a copy: a chart or a film speaks otherwise.
TELLING_LENGTH = 100


@dataclass(frozen=True)
class Days:
    """From which days a document is otherwise than it says itself; see library `validity`."""

    amended_on: date | None = None
    partly_repealed_on: date | None = None
    repealed_on: date | None = None
    kept_until: date | None = None


def days_of(
    effects: Iterable[tuple[str, date]],
    decision: tuple[str, date] | None,
    text_on: date | None,
) -> Days:
    """What newer documents and the latest decision make of a document.

    effects: kind and day of the relations that count, with the document as the older end. text_on:
    the day of its text: an amendment up to that day is in the text already.
    """
    first: dict[str, date] = {}
    for kind, day in effects:
        becomes = EFFECTS.get(RelationKind(kind))
        if becomes is None or (becomes != Validity.REPEALED and text_on and day <= text_on):
            continue
        first[becomes] = min(day, first.get(becomes, day))
    kept_until = None
    if decision is not None:
        kind, day = decision
        if kind == DecisionKind.REPEAL:
            first[Validity.REPEALED] = min(day, first.get(Validity.REPEALED, day))
        else:
            kept_until = day
    return Days(
        first.get(Validity.AMENDED),
        first.get(Validity.PARTLY_REPEALED),
        first.get(Validity.REPEALED),
        kept_until,
    )


def is_normative(genre: str, genres: Sequence[str]) -> bool:
    """行政规范性文件、规章, by the genre they are filed under."""
    return genre.strip() in (genres or NORMATIVE)


def term_by_rule(title: str, start: date, *, normal_years: int, trial_years: int) -> date:
    """The last day of the term that the rule gives (有效期届满).

    start: the day from which the document is in force. Source: norms documents.yaml, normative,
    validity: no national rule; years as the installation sets them.
    """
    years = trial_years if any(word in title for word in TRIAL_WORDS) else normal_years
    return same_day_later(start, 12 * years) - timedelta(days=1)


def rung_on(term_ends_on: date, today: date) -> int:
    """How far the reminders have come: 0 none, 1 half a year before, 2 a month before, 3 past."""
    if term_ends_on < today:
        return len(REMINDED_BEFORE) + 1
    begins = (same_day_later(term_ends_on, -months) for months in REMINDED_BEFORE)
    return sum(today >= day for day in begins)


def is_warned(due_on: date, told_on: date | None, today: date, calendar: WorkCalendar) -> bool:
    """Whether a duty is warned of today: on its last working day but one, once it is overdue, and
    every three days after that; once a day at most."""
    if told_on == today:
        return False
    if due_on >= today:
        return told_on is None and working_days_between(today, due_on, calendar) <= 1
    return told_on is None or told_on <= due_on or (today - told_on).days >= WARNED_EVERY
