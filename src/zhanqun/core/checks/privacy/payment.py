"""Numbers of bank cards (银行卡号)."""

import re
from collections.abc import Iterator

from zhanqun.core.checks.privacy.found import Found, bare, before, found

# China UnionPay; other issuers' numbers look like many codes, so these must be called cards.
UNIONPAY = re.compile(r"62\d{14,17}")
OTHERS = re.compile(r"(?:4\d{15}|5[1-5]\d{14}|35\d{14}|9558\d{15}|60\d{14,17})")
CALLED_CARD = re.compile("卡|账|帐|银行|户名|开户")
CALLED_REACH = 30

# As one, or in groups of four as printed on the card; a last group of three or less.
_CARD = re.compile(
    r"(?<![0-9A-Za-z.\-])"
    r"(?:\d{16,19}|\d{4}(?:[ \-]\d{4}){3}(?:[ \-]\d{1,3})?|\d{6}[ \-]\d{10,13})"
    r"(?![0-9A-Za-z]|\.\d|-\d)"
)


def bank_cards(text: str) -> Iterator[Found]:
    """Card numbers with a right check digit (ISO/IEC 7812-1, Luhn)."""
    for match in _CARD.finditer(text):
        number = bare(match[0])
        if not has_luhn_digit(number):
            continue
        called = CALLED_CARD.search(before(text, match.start(), CALLED_REACH))
        if UNIONPAY.fullmatch(number) or (called and OTHERS.fullmatch(number)):
            yield found("privacy.bank_card", match.start(), match.end(), match[0])


def has_luhn_digit(number: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(digit * 2, 10)) for digit in digits[1::2])
    return (sum(digits[0::2]) + doubled) % 10 == 0
