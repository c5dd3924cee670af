"""What the manifest says, as text (清单格式): one line a file, in shards, under a signed head.

A shard holds the addresses whose SHA-256 begins with its three hexadecimal digits, so that a
change rewrites a few hundred lines at most, however large the site. The head names every shard
by its hash; who trusts the head trusts all of them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zhanqun.foundation.errors import DomainError

FIRST_LINE = "zhanqun-manifest 1"
SIGNATURE = "signature "
SHARD_DIGITS = 3


class ManifestBroken(DomainError):
    """The manifest is not what was signed."""

    code = "integrity.manifest_broken"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One address. sha256 and size_bytes: of the file on disk that answers there, which for a
    moved address (301) holds its new one; br and gz: of the twins, "" where there is none."""

    path: str
    status: int
    size_bytes: int
    sha256: str
    br: str = ""
    gz: str = ""

    def text(self) -> str:
        twins = f"{self.br or '-'} {self.gz or '-'}"
        return f"{self.status} {self.size_bytes} {self.sha256} {twins} {self.path}\n"


@dataclass(frozen=True, slots=True)
class Shard:
    """What the head says of a shard."""

    sha256: str
    files: int


@dataclass(frozen=True)
class Head:
    """site_id and folder: whose files; sequence grows by one with each writing."""

    site_id: int
    folder: str
    sequence: int
    at: datetime
    shards: dict[str, Shard] = field(default_factory=dict)

    @property
    def files(self) -> int:
        return sum(shard.files for shard in self.shards.values())


def shard_of(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:SHARD_DIGITS]


def shard_text(lines: Iterable[Line]) -> str:
    return "".join(line.text() for line in sorted(lines))


def read_lines(text: str) -> Iterator[Line]:
    """Raises ManifestBroken."""
    for row in text.removesuffix("\n").split("\n") if text else ():
        parts = row.split(" ", 5)
        if len(parts) != 6:
            raise ManifestBroken(line=row[:200])
        status, size, sha256, br, gz, path = parts
        twins = ("" if twin == "-" else twin for twin in (br, gz))
        yield Line(path, int(status), int(size), sha256, *twins)


def signed(head: Head, key: Ed25519PrivateKey) -> str:
    rows = [FIRST_LINE, f"site {head.site_id}", f"folder {head.folder}"]
    rows += [f"sequence {head.sequence}", f"at {head.at.isoformat()}"]
    rows += [f"shard {name} {row.files} {row.sha256}" for name, row in sorted(head.shards.items())]
    text = "\n".join(rows) + "\n"
    return f"{text}{SIGNATURE}{key.sign(text.encode()).hex()}\n"


def read_head(text: str, key: Ed25519PublicKey) -> Head:
    """The head, once its signature holds. Raises ManifestBroken."""
    body, found, signature = text.rpartition(SIGNATURE)
    try:
        key.verify(bytes.fromhex(signature), body.encode())
    except (InvalidSignature, ValueError) as failure:
        raise ManifestBroken(signature=signature[:16]) from failure
    if not found or not body.startswith(FIRST_LINE + "\n"):
        raise ManifestBroken(line=body[:40])
    return _head(body.splitlines()[1:])


def _head(rows: list[str]) -> Head:
    facts = dict(row.split(" ", 1) for row in rows[:4])
    shards = {}
    for row in rows[4:]:
        _word, name, files, sha256 = row.split(" ")
        shards[name] = Shard(sha256, int(files))
    at = datetime.fromisoformat(facts["at"])
    return Head(int(facts["site"]), facts["folder"], int(facts["sequence"]), at, shards)
