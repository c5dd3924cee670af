"""Digests that only this installation can make (密钥摘要), good after a change of the key."""

import hashlib
import hmac
from collections.abc import Iterator

from django.conf import settings


def digest(purpose: str, text: str, *, secret: str | bytes | None = None) -> bytes:
    """HMAC-SHA-256 under the installation's secret; each purpose has its own."""
    key = settings.SECRET_KEY if secret is None else secret
    raw = key.encode() if isinstance(key, str) else key
    return hmac.digest(raw, f"zq.intake.{purpose}\0{text}".encode(), hashlib.sha256)


def digests(purpose: str, text: str) -> Iterator[bytes]:
    """Under the present secret and those of before (ZHANQUN_SECRET_KEY_OLD)."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield digest(purpose, text, secret=secret)
