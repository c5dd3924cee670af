"""Automatic numbering of Word (自动编号) as the text a reader sees: 一、（一）1.（1）.

Source: ECMA-376 Part 1, 17.9 (numbering) and 17.18.59 (number formats).
"""

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
          (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_COUNTING = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "koreanCounting",
}  # fmt: skip
_FORMAL_COUNTING = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
_TIGHT_END = re.compile("[、。，．：；）】〕》」]$")


@dataclass(frozen=True)
class Level:
    """One level of a list: its format, its text pattern (%1、), and its first number."""

    number_format: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False
    spaced: bool = True


@dataclass
class Numbering:
    """All lists of a document, counting as paragraphs go by."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, level: int) -> str:
        """Count one paragraph and return the number before it, with a space where it has one."""
        abstract = self.lists.get(list_id)
        levels = self.levels.get(abstract or "", {})
        if abstract is None or level not in levels or level >= LEVELS:
            return ""
        counters = self._counters.setdefault(abstract, [None] * LEVELS)
        self._advance(counters, list_id, level, levels)
        text = _label_text(level, levels, counters)
        if not text:
            return ""
        spaced = levels[level].spaced and not _TIGHT_END.search(text)
        return f"{text} " if spaced else text

    def _advance(
        self, counters: list[int | None], list_id: str, level: int, levels: dict[int, Level]
    ) -> None:
        restart = self.restarts.get((list_id, level))
        if restart is not None and (list_id, level) not in self._begun:
            counters[level] = restart
        else:
            before = counters[level]
            counters[level] = levels[level].start if before is None else before + 1
        self._begun.add((list_id, level))
        for upper in range(level):
            if counters[upper] is None and upper in levels:
                counters[upper] = levels[upper].start
        counters[level + 1 :] = [None] * (LEVELS - level - 1)


def read_numbering(root: etree._Element | None) -> Numbering:
    """Lists of word/numbering.xml."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(f"{W}abstractNum"):
        key = abstract.get(f"{W}abstractNumId", "")
        numbering.levels[key] = dict(map(_level, abstract.iter(f"{W}lvl")))
    for num in root.iter(f"{W}num"):
        _read_list(num, numbering)
    return numbering


def _read_list(num: etree._Element, numbering: Numbering) -> None:
    list_id = num.get(f"{W}numId", "")
    reference = num.find(f"{W}abstractNumId")
    abstract = reference.get(f"{W}val", "") if reference is not None else ""
    overrides = dict(map(_level, num.iter(f"{W}lvl")))
    if overrides:
        own = f"{abstract}/{list_id}"
        numbering.levels[own] = {**numbering.levels.get(abstract, {}), **overrides}
        abstract = own
    numbering.lists[list_id] = abstract
    for override in num.iter(f"{W}lvlOverride"):
        start = override.find(f"{W}startOverride")
        if start is not None:
            level = whole_number(override.get(f"{W}ilvl"))
            numbering.restarts[list_id, level] = whole_number(start.get(f"{W}val"), default=1)


def _level(element: etree._Element) -> tuple[int, Level]:
    def value(name: str, default: str = "") -> str:
        child = element.find(f"{W}{name}")
        return default if child is None else child.get(f"{W}val", default)

    return whole_number(element.get(f"{W}ilvl")), Level(
        number_format=value("numFmt", "decimal"),
        pattern=value("lvlText"),
        start=whole_number(value("start"), default=1),
        legal=element.find(f"{W}isLgl") is not None,
        spaced=value("suff", "tab") != "nothing",
    )


def _label_text(level: int, levels: dict[int, Level], counters: list[int | None]) -> str:
    own = levels[level]
    if own.number_format == "bullet":
        return "•" if own.pattern else ""
    if own.number_format == "none":
        return re.sub(r"%\d", "", own.pattern)

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        shown = levels.get(at, Level())
        kind = "decimal" if own.legal else shown.number_format
        return format_number(counters[at] or shown.start, kind)

    return re.sub(r"%([1-9])", number, own.pattern)


def format_number(number: int, kind: str) -> str:
    """A number in one of Word's formats; formats unknown here are written in digits."""
    if kind in _COUNTING:
        return chinese_number(number, _DIGITS, "十百千")
    if kind in _FORMAL_COUNTING:
        return chinese_number(number, _FORMAL, "拾佰仟")
    if number < 1:
        return str(number)
    match kind:
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case "ideographTraditional":
            return _STEMS[(number - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(number - 1) % 12]
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter if kind == "upperLetter" else letter.lower()
        case "upperRoman" | "lowerRoman":
            roman = _roman(number)
            return roman if kind == "upperRoman" else roman.lower()
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if number <= 20:
            return chr(ord("①") + number - 1)
        case "decimalEnclosedParen" if number <= 20:
            return chr(ord("⑴") + number - 1)
        case "decimalEnclosedFullstop" if number <= 20:
            return chr(ord("⒈") + number - 1)
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord("０") + int(digit)) for digit in str(number))
        case "decimalZero":
            return f"{number:02}"
    return str(number)


def chinese_number(number: int, digits: str, units: str) -> str:
    """A number of 0 to 9999 in Chinese numerals (十二, 一百零五; formally 壹拾贰)."""
    if not 0 <= number <= 9999:
        return str(number)
    zero = "零"
    text, pending_zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            pending_zero = bool(text)
            continue
        text += (zero if pending_zero else "") + digits[digit] + (units[place - 1] if place else "")
        pending_zero = False
    if 10 <= number < 20 and digits is _DIGITS:
        text = text[1:]
    return text or zero


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def whole_number(text: str | None, default: int = 0, base: int = 10) -> int:
    """Number in an attribute; damaged files have anything there."""
    try:
        return int(text or "", base)
    except ValueError:
        return default
