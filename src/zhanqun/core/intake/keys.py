"""One-time keys of forms (一次性提交码): a form sent twice is received once.

A key is random, signed and dated by us and stands in the form; its hash is unique among envelopes.
The query password follows from it, so that a reload after sending can show the same receipt while
nothing but a hash is stored.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from zhanqun.core.intake import secret
from zhanqun.core.intake.errors import KeyExpired, KeyUnknown

LASTS = timedelta(days=1)
RANDOM_BYTES = 18
SIGNATURE_CHARS = 32


@dataclass(frozen=True)
class Key:
    """A key that is ours. token: as the form carries it."""

    token: str
    issued_at: datetime

    @property
    def hash(self) -> str:
        return hash_of(self.token)

    def is_stale(self, now: datetime) -> bool:
        return now - self.issued_at > LASTS

    def check_fresh(self, now: datetime) -> None:
        """Raises KeyExpired. A clock that went back makes no key older."""
        if self.is_stale(now):
            raise KeyExpired


def new_key(kind: str, now: datetime) -> Key:
    body = f"{secrets.token_urlsafe(RANDOM_BYTES)}.{int(now.timestamp()):x}"
    return Key(f"{body}.{_signature(kind, body)}", now)


def read_key(token: str, kind: str) -> Key:
    """Raises KeyUnknown for what we did not give out for this kind."""
    body, _dot, signature = token.rpartition(".")
    issued = body.rpartition(".")[2]
    expected = (made.hex()[:SIGNATURE_CHARS] for made in secret.digests("key", f"{kind}.{body}"))
    if not any(hmac.compare_digest(signature.encode(), made.encode()) for made in expected):
        raise KeyUnknown
    return Key(token, datetime.fromtimestamp(int(issued, 16), UTC))


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _signature(kind: str, body: str) -> str:
    return secret.digest("key", f"{kind}.{body}").hex()[:SIGNATURE_CHARS]
