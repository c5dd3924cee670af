"""Numbers of identity papers (身份证件号码)."""

import re
from collections.abc import Iterator
from datetime import date

from zhanqun.core.checks.privacy.found import Found, bare, before, found
from zhanqun.foundation.ids import is_credit_code

# Provinces of GB/T 2260, and the residence permits of Hong Kong, Macao and Taiwan residents.
_GROUPS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
PROVINCES = frozenset(str(code) for low, top in _GROUPS for code in range(low, top + 1))
FIRST_YEAR, LAST_YEAR = 1890, 2099
LABEL_REACH = 16
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

# Every digit may have a blank or stroke after it; matches may overlap.
_EIGHTEEN = re.compile(
    r"(?<![0-9A-Za-z])(?=([0-9](?:[ \-]{0,2}[0-9]){16}[ \-]{0,2}[0-9Xx])(?![0-9A-Za-z]))"
)
_FIFTEEN = re.compile(r"(?<![0-9A-Za-z.\-])[0-9]{15}(?![0-9A-Za-z]|\.[0-9]|-[0-9])")
_PASSPORT = re.compile(r"(?<![0-9A-Za-z])(?:[DEGPS]\d{8}|E[A-HJ-NP-Z]\d{7})(?![0-9A-Za-z])")


def identity_numbers(text: str) -> Iterator[Found]:
    """Resident identity numbers, new and old, and passports that are called so."""
    end = 0
    for match in _EIGHTEEN.finditer(text):
        number = bare(match[1]).upper()
        if match.start(1) < end or not is_identity_number(number):
            continue
        if is_credit_code(number) and "代码" in before(text, match.start(1), LABEL_REACH):
            continue
        end = match.end(1)
        yield found("privacy.id_number", match.start(1), end, match[1])
    for match in _FIFTEEN.finditer(text):
        if is_old_identity_number(match[0]):
            labelled = "身份证" in before(text, match.start(), LABEL_REACH)
            code = "privacy.id_number" if labelled else "privacy.old_id_number"
            yield found(code, match.start(), match.end(), match[0])
    for match in _PASSPORT.finditer(text) if "护照" in text else ():
        if "护照" in before(text, match.start(), LABEL_REACH):
            yield found("privacy.passport", match.start(), match.end(), match[0])


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are a resident identity number (公民身份号码).

    Source: GB 11643-1999: division, date of birth, check character by ISO 7064 MOD 11-2.
    """
    if number[:2] not in PROVINCES or not _is_date(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17]


def is_old_identity_number(number: str) -> bool:
    """Whether 15 digits can be an old identity number: division and date, no check digit."""
    return number[:2] in PROVINCES and number[2:6] != "0000" and _is_date("19" + number[6:12])


def _is_date(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return FIRST_YEAR <= day.year <= LAST_YEAR
