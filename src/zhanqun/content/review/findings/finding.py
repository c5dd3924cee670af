"""One finding: what is wrong, where it stands, and what would be right."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from zhanqun.core.checks.api import BLOCK, HINT, WARN, Hit

__all__ = ["BLOCK", "HINT", "LEVELS", "WARN", "Finding", "of_hits"]

LEVELS = (BLOCK, WARN, HINT)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding (检查结果): stable code, level, where, and what to do, in Chinese.

    field: of the passage, "" where it is about the version as a whole. start, end: of `matched`
    in the passage's words; equal where no words can be shown. suggestion: words that may take
    the place of `matched`. source: the norm, or the list and what it cites. hit: what a check of
    words said, for the register of false positives.
    """

    code: str
    level: str
    where: str
    text: str
    field: str = ""
    start: int = 0
    end: int = 0
    matched: str = ""
    suggestion: str = ""
    source: str = ""
    hit: Hit | None = None

    @property
    def key(self) -> str:
        """The same finding of the same words in the same field has the same key."""
        told = "\0".join((self.code, self.field, self.matched))
        return hashlib.sha256(told.encode()).hexdigest()[:24]


def of_hits(hits: Iterable[Hit]) -> list[Finding]:
    """What the checks of words say, as findings."""
    return [
        Finding(
            code=hit.code,
            level=hit.level,
            where=hit.where,
            text=hit.message,
            field=hit.field,
            start=hit.start,
            end=hit.end,
            matched=hit.matched,
            suggestion=hit.suggestion,
            source=hit.source,
            hit=hit,
        )
        for hit in hits
    ]
