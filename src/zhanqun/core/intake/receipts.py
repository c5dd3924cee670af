"""Receipts (回执): a number, and a query password that is shown to the sender only."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zhanqun.core.intake import numbers, secret
from zhanqun.core.intake.keys import Key
from zhanqun.core.intake.models import Envelope


@dataclass(frozen=True)
class Receipt:
    """What the sender gets. is_repeat: the same key came again; nothing new was stored."""

    uid: UUID
    kind: str
    number: str
    password: str
    submitted_at: datetime
    confirmed_at: datetime
    is_repeat: bool = False

    @property
    def number_told(self) -> str:
        return numbers.grouped(self.number)

    @property
    def password_told(self) -> str:
        return numbers.grouped(self.password, 5)


def receipt_of(envelope: Envelope, key: Key, *, is_repeat: bool = False) -> Receipt:
    """The receipt of an envelope that this very key brought."""
    return Receipt(
        uid=envelope.uid,
        kind=envelope.kind,
        number=envelope.number,
        password=_password_for(envelope, key),
        submitted_at=envelope.submitted_at,
        confirmed_at=envelope.confirmed_at,
        is_repeat=is_repeat,
    )


def new_password(key: Key) -> str:
    return _encoded(secret.digest("password", key.token))


def hash_password(number: str, password: str) -> str:
    return secret.digest("receipt", f"{number}.{password}").hex()


def is_password(stored: str, number: str, typed: str) -> bool:
    """Compared in constant time, whatever is stored."""
    password = numbers.read(typed)
    made = [one.hex() for one in secret.digests("receipt", f"{number}.{password}")]
    # Every one is compared, so that time tells nothing.
    return sum(hmac.compare_digest(stored, one) for one in made) > 0


def _password_for(envelope: Envelope, key: Key) -> str:
    """Under whichever secret it was made."""
    made = (_encoded(one) for one in secret.digests("password", key.token))
    return next(
        (one for one in made if is_password(envelope.password_hash, envelope.number, one)), ""
    )


def _encoded(raw: bytes) -> str:
    return numbers.encoded(raw, numbers.PASSWORD_LENGTH)
