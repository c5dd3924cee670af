"""Receipt numbers and query passwords (回执编号、查询码): not to be guessed, easy on the telephone.

Letters and digits without look-alikes (Crockford's base 32), in groups of four. A number is ten
random characters (50 bits) and two that check them, so that a slip of the ear is told from a
number that does not exist; it holds no date and no sequence.
"""

import re
import secrets

from zhanqun.core.intake.characters import narrow

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_RANDOM, NUMBER_CHECK = 10, 2
PASSWORD_LENGTH = 10
# 1021 is the largest prime below 32 * 32: one wrong character, or two exchanged, is noticed.
_MODULUS = 1021
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_WORD = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}(?![0-9A-Za-z])")
_BETWEEN = re.compile(r"[\s\-—–_.·]+")


def new_number() -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_RANDOM))
    return body + check_of(body)


def check_of(body: str) -> str:
    """Two characters: the digits weighted by powers of 32, modulo 1021."""
    rest = 0
    for char in body:
        rest = (rest * 32 + ALPHABET.index(char)) % _MODULUS
    return ALPHABET[rest // 32] + ALPHABET[rest % 32]


def encoded(raw: bytes, length: int) -> str:
    """The first `length` characters of these bytes, five bits each."""
    number = int.from_bytes(raw)
    bits = len(raw) * 8
    return "".join(ALPHABET[number >> (bits - 5 * (at + 1)) & 31] for at in range(length))


def read(typed: str) -> str:
    """What somebody typed or was told, as stored: O is 0, I and L are 1, blanks do not matter."""
    plain = _BETWEEN.sub("", narrow(typed[:80])).upper().translate(_LOOK_ALIKES)
    return "".join(char for char in plain if char in ALPHABET)


def is_number(text: str) -> bool:
    """Whether a number read by `read` has the right length and check characters."""
    body, check = text[:NUMBER_RANDOM], text[NUMBER_RANDOM:]
    return len(text) == NUMBER_RANDOM + NUMBER_CHECK and check_of(body) == check


def numbers_in(text: str) -> list[str]:
    """Words that are receipt numbers, as typed; one in a thousand others is taken for one."""
    return [word for word in _WORD.findall(narrow(text)) if is_number(read(word))]


def grouped(text: str, size: int = 4) -> str:
    """ABCD-EFGH-JKMN, as it is shown and read out."""
    return "-".join(text[at : at + size] for at in range(0, len(text), size))
