"""Secrets of second factors are stored encrypted (鉴别数据存储保密).

The key comes from SECRET_KEY; older ones in SECRET_KEY_FALLBACKS still open what they closed.
Source: GB/T 22239-2019, 8.1.4.8.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.errors import DomainError

PURPOSE = b"zhanqun.accounts.second-factor:"


class Unreadable(DomainError):
    """The installation's secret was changed and the old one is not given any more."""

    code = "accounts.secret_unreadable"
    message = _(
        "系统密钥更换过，原来登记的第二因素已不能验证。"
        "请联系安全管理员重置第二因素，或由系统管理员补上 ZHANQUN_SECRET_KEY_OLD。"
    )
    status = 409


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode("ascii")


def decrypt(encrypted: str) -> str:
    """Raises Unreadable."""
    try:
        return _keys().decrypt(encrypted.encode("ascii")).decode()
    except InvalidToken as changed:
        raise Unreadable from changed


def _keys() -> MultiFernet:
    secrets = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + secret.encode()).digest())
