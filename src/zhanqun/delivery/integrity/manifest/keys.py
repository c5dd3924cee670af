"""The key that signs the manifest (签名密钥): Ed25519, in a file of its own."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings


def private_key() -> Ed25519PrivateKey:
    """The key of this installation; the demo and the tests make theirs on first use.

    Raises FileNotFoundError where a real installation has none, TypeError for another kind.
    """
    path = Path(settings.ZHANQUN_MANIFEST_KEY)
    if settings.ZHANQUN_MAKES_MANIFEST_KEY:
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    return key


def public_key() -> Ed25519PublicKey:
    """What checks the signature; safe to hand on."""
    return private_key().public_key()


def public_pem() -> bytes:
    return public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def read_public(path: Path) -> Ed25519PublicKey:
    """Raises TypeError for another kind of key."""
    key = load_pem_public_key(path.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    return key


def _make(path: Path) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    new = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    try:
        # A link does not replace: of two processes that start together the first one's key stands.
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()
