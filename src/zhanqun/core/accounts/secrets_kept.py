"""Secrets of second factors are stored encrypted (鉴别数据存储保密).

The key comes from SECRET_KEY; older ones in SECRET_KEY_FALLBACKS still open what they closed.
Source: GB/T 22239-2019, 8.1.4.8.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PURPOSE = b"zhanqun.accounts.second-factor:"


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode("ascii")


def decrypt(encrypted: str) -> str:
    return _keys().decrypt(encrypted.encode("ascii")).decode()


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + secret.encode()).digest())
