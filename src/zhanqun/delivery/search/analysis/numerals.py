"""Chinese numerals and digits found for one another (数字归一, P056).

第十四个五年规划 is found by 第14个五年规划 and 二十条 by 20条. Only numerals that count
something are folded, so names such as 十四五 stay what they are.
"""

import re
from collections.abc import Iterator

_DIGITS = dict(zip("零〇一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000}
_COUNTED = "个条章节届次号年月日周项款批期轮名岁元人户家件亩里米度级类版部万亿"
_ONES = "零〇一二三四五六七八九两"
_NUMERAL = re.compile(
    f"(?<=第)[{_ONES}十百千]+(?=[{_COUNTED}])"
    f"|(?<![{_ONES}十百千万亿第])[{_ONES}十百千]*[十百千][{_ONES}十百千]*(?=[{_COUNTED}])"
    f"|(?<![{_ONES}十百千万亿第])[{_ONES}]{{4}}(?=年)"
)


def numerals_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and digits of every numeral that counts something."""
    for match in _NUMERAL.finditer(text):
        value = value_of(match[0])
        if value is not None:
            yield match.start(), match.end(), str(value)


def value_of(numeral: str) -> int | None:
    """15 of 十五, 2021 of 二〇二一; None of what is no number (十百)."""
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
