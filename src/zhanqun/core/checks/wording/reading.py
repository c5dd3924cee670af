"""A passage being read: its normalised words, and what stands around a place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import rjieba

from zhanqun.core.checks.hits import Passage
from zhanqun.core.checks.normalising import Normal

# Words further away do not change how a clause is cut.
CLAUSE_REACH = 12
_CLAUSE_MARKS = re.compile(r"[^\w]+")
_QUOTED = re.compile('《[^《》\n]*》|“[^“”\n]*”|「[^「」\n]*」|"[^"\n]*"')
_SENTENCE_ENDS = "。！？；\n"
_OWN_NUMBER = re.compile(
    r"^[^\S\n]*(?:(?:发文)?[字文]号[:：]?)?[^\S\n]*[一-鿿]{1,16}"
    r"[〔\[［(（](?P<year>(?:19|20)\d{2})[〕\]］)）][^\S\n]*第?\d{1,5}号[^\S\n]*$",
    re.MULTILINE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年|[-./]\d|[〕\]］])")


@dataclass(frozen=True)
class Reading:
    """One passage and its words as the matchers see them.

    year: the latest year that the whole text speaks of, or None (文本所述年份).
    """

    passage: Passage
    normal: Normal
    year: int | None = None

    @property
    def text(self) -> str:
        return self.normal.text

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        return [match.span() for match in _QUOTED.finditer(self.text)]

    def is_quoted(self, start: int, end: int) -> bool:
        return any(low < start and end < top for low, top in self._quotations)

    def sentence(self, start: int, end: int) -> str:
        low = max(self.text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
        tops = [self.text.find(mark, end) for mark in _SENTENCE_ENDS]
        return self.text[low : min((top for top in tops if top >= 0), default=len(self.text))]

    def crosses_words(self, start: int, end: int) -> bool:
        """Whether a dictionary word reaches over an edge of the place (跨词), as 进攻 does over
        the left edge of 攻府 in 进攻府南河."""
        low = _clause_start(self.text, start)
        top = _clause_end(self.text, end)
        at = low
        for word in rjieba.cut(self.text[low:top], False):
            after = at + len(word)
            if at < start < after or at < end < after:
                return True
            at = after
        return False


def _clause_start(text: str, start: int) -> int:
    low = max(0, start - CLAUSE_REACH)
    marks = list(_CLAUSE_MARKS.finditer(text, low, start))
    return marks[-1].end() if marks else low


def _clause_end(text: str, end: int) -> int:
    mark = _CLAUSE_MARKS.search(text, end, end + CLAUSE_REACH)
    return mark.start() if mark else min(len(text), end + CLAUSE_REACH)


def years_in(text: str) -> list[int]:
    return [int(match[0]) for match in _YEAR.finditer(text)]


def year_of_texts(texts: Iterable[str], this_year: int) -> int | None:
    """The year of a text: of its own document number where one stands on a line of its own, else
    the latest year that it speaks of, years to come left aside; None where none is named."""
    texts = list(texts)
    numbers = (_OWN_NUMBER.search(text) for text in texts)
    own = next((int(number["year"]) for number in numbers if number), None)
    years = (year for text in texts for year in years_in(text) if year <= this_year)
    return own or max(years, default=None)
