"""Chinese numerals and digits found for one another (数字归一, P056).

第十四个五年规划 is found by 第14个五年规划 and 二十条 by 20条. Only numerals that count
something are folded, so names such as 十四五 stay what they are.
"""

import re
from collections.abc import Iterator

_DIGITS = dict(zip("零〇一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000}
_COUNTED = "个条章节届次号年月日周项款批期轮名岁元人户家件亩里米度级类版部万亿"
_WRITTEN = "零〇一二三四五六七八九两十百千"
# Every run is looked at once, however long it is: from its beginning alone, to its end.
_NUMERAL = re.compile(f"(?<![{_WRITTEN}])[{_WRITTEN}]++(?=[{_COUNTED}])")
_BIG = frozenset("万亿")
# No number is written with more characters; Python reads no whole number of thousands of digits.
_LONGEST = 20


def numerals_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and digits of every numeral that counts something."""
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        if _counts(match[0], text[start - 1 : start], text[end : end + 1]):
            value = value_of(match[0])
            if value is not None:
                yield start, end, str(value)


def _counts(numeral: str, before: str, after: str) -> bool:
    """After 第 any; else what has a ten in it (二十条), or a year of four digits (二〇二一年)."""
    has_ten = not _TENS.keys().isdisjoint(numeral)
    is_year = len(numeral) == 4 and after == "年" and not has_ten
    return before == "第" or is_year or (has_ten and before not in _BIG)


def value_of(numeral: str) -> int | None:
    """15 of 十五, 2021 of 二〇二一; None of what is no number (十百)."""
    if len(numeral) > _LONGEST:
        return None
    if not any(one in _TENS for one in numeral):
        return int("".join(str(_DIGITS[one]) for one in numeral))
    total, digit, last = 0, None, 10_000
    for one in numeral:
        if one in _TENS:
            unit = _TENS[one]
            if unit >= last:
                return None
            total += unit * (1 if digit is None else digit)
            digit, last = None, unit
        elif digit:
            return None
        else:
            digit = _DIGITS[one]
    return total + (digit or 0)


def with_digits(text: str) -> str:
    """The text with every numeral in digits."""
    parts, at = [], 0
    for start, end, digits in numerals_in(text):
        parts += [text[at:start], digits]
        at = end
    return "".join([*parts, text[at:]])
