"""A tree against its manifest (核对清单), here or on a mirror, without a database."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext as _

from zhanqun.delivery.integrity.guarding.disk import hash_of, on_disk
from zhanqun.delivery.integrity.manifest.entries import entries_of
from zhanqun.delivery.integrity.manifest.store import Store


@dataclass(frozen=True, slots=True)
class Verified:
    """files: how many were compared; faults: what differs, in words."""

    folder: str
    files: int
    faults: list[str]


def verify(store: Store, public_root: Path, key: Ed25519PublicKey) -> Verified:
    """Compare every file of one site. Raises ManifestBroken, FileNotFoundError without one."""
    head = store.head(key)
    if head is None:
        raise FileNotFoundError(store.folder)
    root = public_root / head.folder
    wanted = {
        entry.path_on_disk: entry.sha256 for line in store.lines(key) for entry in entries_of(line)
    }
    return Verified(head.folder, len(wanted), list(_faults(root, wanted)))


def _faults(root: Path, wanted: dict[str, str]) -> Iterator[str]:
    found = set(on_disk(root))
    for name, sha256 in sorted(wanted.items()):
        if name not in found:
            yield _("缺少：{name}").format(name=name)
        elif not _is(root / name, sha256):
            yield _("内容不同：{name}").format(name=name)
    for name in sorted(found - wanted.keys()):
        yield _("多出：{name}").format(name=name)


def _is(place: Path, sha256: str) -> bool:
    try:
        return hash_of(str(place)) == sha256
    except OSError:
        return False
