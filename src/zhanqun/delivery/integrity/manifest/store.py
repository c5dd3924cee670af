"""Where manifests lie (清单存放): a folder per site, outside the web root, swapped whole.

A shard's file is named after its content, and the head names the files. Written in the order
shards, head, then old shards away, so that a reader always finds one whole manifest.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from zhanqun.delivery.integrity.manifest.lines import (
    Head,
    Line,
    ManifestBroken,
    Shard,
    read_head,
    read_lines,
    shard_text,
    signed,
)

HEAD = "head"
# A shard's file may be replaced between reading the head and reading it; the new head knows.
READ_TRIES = 5


def manifests_root() -> Path:
    return Path(settings.ZHANQUN_PRIVATE_ROOT) / "manifests"


@dataclass(frozen=True)
class Store:
    """The manifest of one site, in its folder."""

    folder: Path

    def head(self, key: Ed25519PublicKey) -> Head | None:
        """The head, None where no manifest was written yet. Raises ManifestBroken."""
        try:
            text = (self.folder / HEAD).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as failure:
            raise ManifestBroken(head=str(failure)) from failure
        return read_head(text, key)

    def lines(self, key: Ed25519PublicKey) -> Iterator[Line]:
        """Every line, all of one head. Raises ManifestBroken."""
        for text in self._texts(key):
            yield from read_lines(text)

    def shard(self, name: str, head: Head) -> dict[str, Line]:
        """The lines of one shard by path. Raises ManifestBroken."""
        if name not in head.shards:
            return {}
        return {line.path: line for line in read_lines(self._text(name, head.shards[name]))}

    def write(
        self,
        shards: Mapping[str, Mapping[str, Line]],
        before: Head,
        key: Ed25519PrivateKey,
        now: datetime,
    ) -> Head:
        """Replace these shards and sign anew; `before` is what stood."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        known = dict(before.shards)
        for name, lines in shards.items():
            known.pop(name, None)
            if lines:
                known[name] = self._put(name, shard_text(lines.values()), len(lines))
        head = replace(before, sequence=before.sequence + 1, at=now, shards=known)
        self._replace(HEAD, signed(head, key))
        for name in shards:
            old, new = before.shards.get(name), known.get(name)
            if old is not None and old != new:
                self._file(name, old).unlink(missing_ok=True)
        return head

    def clear_leftovers(self, head: Head) -> None:
        """Delete shards that no head names any more, as a process that was killed leaves them."""
        named = {HEAD, ".lock", *(self._file(*row).name for row in head.shards.items())}
        for file in self.folder.iterdir():
            if file.name not in named:
                file.unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Write this manifest alone among all processes."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        with (self.folder / ".lock").open("w") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX)
            yield

    def _texts(self, key: Ed25519PublicKey) -> list[str]:
        for attempt in range(READ_TRIES):
            head = self.head(key)
            if head is None:
                return []
            try:
                return [self._text(name, shard) for name, shard in sorted(head.shards.items())]
            except ManifestBroken:
                if attempt + 1 == READ_TRIES or self.head(key) == head:
                    raise
        return []

    def _text(self, name: str, shard: Shard) -> str:
        try:
            data = self._file(name, shard).read_bytes()
        except OSError as failure:
            raise ManifestBroken(shard=name) from failure
        if hashlib.sha256(data).hexdigest() != shard.sha256:
            raise ManifestBroken(shard=name)
        return data.decode()

    def _put(self, name: str, text: str, files: int) -> Shard:
        shard = Shard(hashlib.sha256(text.encode()).hexdigest(), files)
        self._replace(self._file(name, shard).name, text)
        return shard

    def _file(self, name: str, shard: Shard) -> Path:
        return self.folder / f"{name}-{shard.sha256[:16]}"

    def _replace(self, name: str, text: str) -> None:
        temporary = self.folder / f"{name}.new"
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, self.folder / name)  # noqa: PTH105 - one call, one meaning


def store_of(site_id: int) -> Store:
    return Store(manifests_root() / str(site_id))
