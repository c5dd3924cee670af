"""Identifiers that leave the house."""

import re
import secrets
import uuid
from datetime import datetime

from zhanqun.foundation import clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_uid() -> uuid.UUID:
    """A random identifier for addresses and interfaces; `id` stays inside."""
    return uuid.uuid4()


def timely_uid() -> uuid.UUID:
    """A random identifier too, but one that begins with the moment it was made.

    For records by the million: an index keeps together what is new, and new is what is asked for.
    """
    return uid_at(clock.now(), secrets.randbits(74))


def uid_at(moment: datetime, chance: int) -> uuid.UUID:
    """Source: RFC 9562, section 5.7 (version 7). chance: 74 random bits."""
    milliseconds = int(moment.timestamp() * 1000) & (1 << 48) - 1
    high, low = chance >> 62 & 0xFFF, chance & (1 << 62) - 1
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


def short_code(length: int = 10) -> str:
    """A random lower-case code without look-alike letters (5 bits a character)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def is_credit_code(code: str) -> bool:
    """Whether `code` is a unified social credit code (统一社会信用代码) with a right check digit.

    Source: GB 32100-2015, section 4 (weights 3**i mod 31 over 17 characters).
    """
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if not re.fullmatch(rf"[{alphabet}]{{18}}", code):
        return False
    total = sum(alphabet.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return alphabet[(31 - total % 31) % 31] == code[17]
