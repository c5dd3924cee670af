"""An entry of a list as the matcher takes it (词条)."""

from dataclasses import dataclass
from datetime import date

from zhanqun.core.checks.hits import Hit
from zhanqun.core.checks.kinds import ListKind
from zhanqun.core.checks.wording.reading import Reading


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is wrong, what is right, how much it weighs and where it is allowed.

    wrong and contexts are normalised (`squeezed`). right: "" where a person must think.
    is_quotable: not reported between quotation marks or in a title (引号、书名号内不报).
    ended_on: for organs, the day from which the name is no longer used.
    source: the list and what it cites, for people.
    """

    uid: str
    kind: str
    wrong: str
    right: str
    level: str
    contexts: tuple[str, ...] = ()
    is_quotable: bool = False
    ended_on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the normalised text that may become a hit."""

    start: int
    end: int
    pattern: Pattern
    level: str
    message: str
    suggestion: str = ""

    def hit(self, reading: Reading) -> Hit:
        passage = reading.passage
        start, end = reading.normal.span(self.start, self.end)
        return Hit(
            f"wording.{ListKind(self.pattern.kind).value}",
            self.level,
            passage.field,
            passage.where,
            start,
            end,
            passage.text[start:end],
            self.message,
            suggestion=self.suggestion,
            source=self.pattern.source,
            entry_uid=self.pattern.uid,
        )
