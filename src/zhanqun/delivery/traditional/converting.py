"""Simplified to traditional characters (简繁转换)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import opencc

# Characters only: 网络 stays 網絡, for the wording of official texts is not ours to change.
CONFIGURATION = "s2hk"
# Where OpenCC keeps forms of Hong Kong's table that the mainland's table counts as variants.
# Source: 《通用规范汉字表》(2013) 附件1《规范字与繁体字、异体字对照表》.
FORMS = str.maketrans("羣峯牀麪衞", "群峰床麵衛")
# Part of every page's ETag: raise it when the rules here change.
EDITION = 2

# A surname is one where it stands beside these.
TITLES = (
    "同志|书记|市长|县长|区长|省长|镇长|乡长|局长|主任|处长|科长|部长|厅长|院长|校长|主席|常委|委员|"
    "秘书长|组长|队长|所长|站长|会长|先生|女士|教授|医生|老师|记者|作者|编辑|工程师|经理|代表|主持人"
)
HAN = "[\u3400-\u9fff]"
# Stand for protected words while the rest is converted; the first tells which, the others fill.
FIRST, FILL = 0xF0000, "\U0010fffd"
PROTECTED = re.compile(f"[\U000f0000-\U000ffffd]{FILL}*")


@dataclass(frozen=True)
class TermTable:
    """What is written otherwise than the converter thinks.

    words: simplified -> traditional, both of one length; surnames: of one character or two.
    version: changes with the table.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    surnames: Mapping[str, str] = field(default_factory=dict)
    version: str = ""

    @cached_property
    def patterns(self) -> list[re.Pattern[str]]:
        """Where terms stand, as group "term"; words before surnames, the longest first."""
        found = []
        if self.words:
            found.append(re.compile(f"(?P<term>{_any_of(self.words)})"))
        if self.surnames:
            names = _any_of(self.surnames)
            after_title = rf"(?:{TITLES})[：: 　]?(?P<term>{names})(?={HAN})"
            before_title = rf"(?<!{HAN})(?P<term>{names})(?={HAN}{{0,2}}(?:副|原)?(?:{TITLES}))"
            found += [re.compile(after_title), re.compile(before_title)]
        return found

    @cached_property
    def results(self) -> list[str]:
        return [*self.words.values(), *self.surnames.values()]

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {term: number for number, term in enumerate([*self.words, *self.surnames])}


def traditional(text: str, table: TermTable) -> str:
    """The text in traditional characters. What is in no table of OpenCC's stays as it is."""
    kept = text
    for pattern in table.patterns:
        kept = pattern.sub(_protector(table), kept)
    converted = _converter().convert(kept).translate(FORMS)
    return PROTECTED.sub(lambda match: _restored(match[0], table), converted)


def _any_of(terms: Mapping[str, str]) -> str:
    return "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))


def _protector(table: TermTable) -> Callable[[re.Match[str]], str]:
    def protect(match: re.Match[str]) -> str:
        term = match["term"]
        mark = chr(FIRST + table.numbers[term]) + FILL * (len(term) - 1)
        start, end = match.span("term")
        return match[0][: start - match.start()] + mark + match[0][end - match.start() :]

    return protect


def _restored(mark: str, table: TermTable) -> str:
    number = ord(mark[0]) - FIRST
    return table.results[number] if number < len(table.results) else mark


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC(CONFIGURATION)
