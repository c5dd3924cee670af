"""Identifiers that leave the house."""

import re
import secrets
import uuid

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_uid() -> uuid.UUID:
    """A random identifier for addresses and interfaces; `id` stays inside."""
    return uuid.uuid4()


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
