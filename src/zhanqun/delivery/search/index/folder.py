"""The search folder of a node (检索目录): generations of the index and which of them answers.

current            name of the generation that answers, replaced whole
index-<n>/         one generation: tantivy's files and `version.json`
directory.json, lexicon.json   names and lexicon (see snapshots)
"""

import fcntl
import json
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from zhanqun.delivery.search import analysis
from zhanqun.delivery.search.index import schema
from zhanqun.foundation.errors import DomainError

# Without the same fields and format an index cannot even be read.
_NEEDED = ("schema", "tantivy")
_POINTER, _VERSION, _PREFIX = "current", "version.json", "index-"


def versions() -> dict[str, str]:
    """What an index must have been made with to be used: our terms and fields, the segmenter's
    dictionary, tantivy's format."""
    return {
        "analysis": str(analysis.VERSION),
        "schema": str(schema.VERSION),
        "rjieba": version("rjieba"),
        "opencc": version("opencc"),
        "tantivy": version("tantivy"),
    }


@dataclass(frozen=True, slots=True)
class SearchFolder:
    """Where a node keeps its index."""

    root: Path

    def current(self) -> Path | None:
        """The generation that answers; None where there is none yet."""
        try:
            name = (self.root / _POINTER).read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        return self.root / name

    def begin(self, now: datetime) -> Path:
        """An empty generation beside the current one."""
        self.root.mkdir(parents=True, exist_ok=True)
        number = max((_number(path) for path in self.generations()), default=0) + 1
        fresh = self.root / f"{_PREFIX}{number}"
        fresh.mkdir()
        (fresh / _VERSION).write_text(
            json.dumps(versions() | {"begun_at": now.isoformat()}), "utf-8"
        )
        return fresh

    def use(self, generation: Path) -> None:
        """From now on this generation answers; one rename, so that no reader sees half."""
        fresh = self.root / f".{_POINTER}"
        fresh.write_text(generation.name, "utf-8")
        fresh.replace(self.root / _POINTER)

    def generations(self) -> list[Path]:
        return sorted(self.root.glob(f"{_PREFIX}*"), key=_number)

    def delete_others(self, kept: Collection[Path]) -> list[Path]:
        """Remove what no longer answers and what was begun and never used; returns which."""
        others = [path for path in self.generations() if path not in kept]
        for path in others:
            shutil.rmtree(path, ignore_errors=True)
        return others


def is_current(generation: Path) -> bool:
    """Whether an index was made with the versions that run now."""
    made_with = about(generation)
    return all(made_with.get(name) == number for name, number in versions().items())


def can_answer(generation: Path) -> bool:
    """Whether an index may be asked, though terms may be cut in another way by now."""
    made_with = about(generation)
    return all(made_with.get(name) == versions()[name] for name in _NEEDED)


def begun_at(generation: Path) -> datetime:
    """When the building of an index began; long ago where nobody can say."""
    try:
        return datetime.fromisoformat(about(generation)["begun_at"])
    except (KeyError, ValueError):
        return datetime.min.replace(tzinfo=UTC)


def about(generation: Path) -> dict[str, str]:
    """What a generation says of itself; nothing where the file is gone or broken."""
    try:
        values = json.loads((generation / _VERSION).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def size_of(generation: Path) -> int:
    """Bytes of all files of an index."""
    return sum(path.stat().st_size for path in generation.glob("*") if path.is_file())


def _number(generation: Path) -> int:
    return int(generation.name.removeprefix(_PREFIX))


@contextmanager
def only_one(root: Path, what: str) -> Iterator[None]:
    """Hold the lock of `what` on this node. Raises SearchBusy where another process has it."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / f".{what}.lock").open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SearchBusy from None
        yield


class SearchBusy(DomainError):
    """Another process of this node does the same."""

    code = "search.busy"
    message = _("本机已有一个进程在更新检索索引，请等它结束，或先停止它。")
    status = 409


class SearchDamaged(DomainError):
    """A new index that cannot be read back (新索引损坏). facts: why."""

    code = "search.damaged"
    message = _("{why}。新索引没有启用，原有索引照常答复；请检查磁盘后重建。")
    status = 500
