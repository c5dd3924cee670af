"""The search folder of a node (检索目录): generations of the index and which of them answers.

    current            name of the generation that answers, replaced whole
    index-<n>/         one generation: tantivy's files and `version.json`
    directory.json, lexicon.json   names and lexicon (see snapshots)
"""

import json
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from zhanqun.delivery.search import analysis
from zhanqun.delivery.search.index import schema

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

    def begin(self) -> Path:
        """An empty generation beside the current one."""
        self.root.mkdir(parents=True, exist_ok=True)
        number = max((_number(path) for path in self.generations()), default=0) + 1
        fresh = self.root / f"{_PREFIX}{number}"
        fresh.mkdir()
        (fresh / _VERSION).write_text(json.dumps(versions()), "utf-8")
        return fresh

    def use(self, generation: Path) -> None:
        """From now on this generation answers; one rename, so that no reader sees half."""
        fresh = self.root / f".{_POINTER}"
        fresh.write_text(generation.name, "utf-8")
        fresh.replace(self.root / _POINTER)

    def generations(self) -> list[Path]:
        return sorted(self.root.glob(f"{_PREFIX}*"), key=_number)

    def delete_others(self, than: Path) -> None:
        """Remove what no longer answers and what was begun and never used."""
        for path in self.generations():
            if path != than:
                shutil.rmtree(path, ignore_errors=True)


def is_usable(generation: Path) -> bool:
    """Whether an index was made with the versions that run now."""
    try:
        made_with = json.loads((generation / _VERSION).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return bool(made_with == versions())


def _number(generation: Path) -> int:
    return int(generation.name.removeprefix(_PREFIX))
