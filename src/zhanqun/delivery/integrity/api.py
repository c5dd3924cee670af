"""Tamper protection (网页防篡改): the signed manifest, the watch's health, proofs."""

from zhanqun.delivery.integrity.manifest.keys import public_key, public_pem
from zhanqun.delivery.integrity.manifest.lines import ManifestBroken
from zhanqun.delivery.integrity.models import Proof
from zhanqun.delivery.integrity.queries import (
    GuardHealth,
    guard_health,
    proof_health,
    proofs_of,
)

__all__ = [
    "GuardHealth",
    "ManifestBroken",
    "Proof",
    "guard_health",
    "proof_health",
    "proofs_of",
    "public_key",
    "public_pem",
]
