"""Names and the editors' lexicon beside the index (名录与词库快照), as JSON files.

The public search reads them instead of the database. A file is replaced whole and read again
when its time changes.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from zhanqun.delivery.search.shapes import BestBet, Directory, Lexicon, PlannedBet, SiteName

T = TypeVar("T")
DIRECTORY, LEXICON = "directory.json", "lexicon.json"


def write_directory(root: Path, directory: Directory) -> None:
    _replace(root / DIRECTORY, asdict(directory))


def write_lexicon(root: Path, lexicon: Lexicon) -> None:
    values = asdict(lexicon)
    values["hot"] = [[site_id, words] for site_id, words in lexicon.hot.items()]
    _replace(root / LEXICON, values)


def _replace(path: Path, values: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(values, ensure_ascii=False, default=date.isoformat), "utf-8")
    fresh.replace(path)


class Snapshot(Generic[T]):
    """A value read from a file, again whenever the file is another one; `empty` while it is
    not there."""

    def __init__(self, path: Path, read: Callable[[Any], T], empty: T) -> None:
        self._path, self._read = path, read
        self._value = empty
        self._seen: tuple[int, int] | None = None

    def get(self) -> T:
        try:
            state = self._path.stat()
        except FileNotFoundError:
            return self._value
        seen = (state.st_ino, state.st_mtime_ns)
        if seen != self._seen:
            self._value = self._read(json.loads(self._path.read_text("utf-8")))
            self._seen = seen
        return self._value


def directory_at(root: Path) -> Snapshot[Directory]:
    return Snapshot(root / DIRECTORY, _directory, Directory())


def lexicon_at(root: Path) -> Snapshot[Lexicon]:
    return Snapshot(root / LEXICON, _lexicon, Lexicon())


def _directory(values: Any) -> Directory:
    return Directory(
        sites={int(key): SiteName(**value) for key, value in values["sites"].items()},
        columns={int(key): value for key, value in values["columns"].items()},
        kinds=values["kinds"],
        validity=values["validity"],
    )


def _lexicon(values: Any) -> Lexicon:
    return Lexicon(
        synonyms=tuple(map(tuple, values["synonyms"])),
        bets=tuple(map(_planned, values["bets"])),
        hot={site_id: tuple(words) for site_id, words in values["hot"]},
    )


def _planned(values: Any) -> PlannedBet:
    since, until = (date.fromisoformat(d) if (d := values[key]) else None for key in _DAYS)
    bet = BestBet(**values["bet"])
    return PlannedBet(values["query"], bet, values["site_id"], since, until)


_DAYS = ("since", "until")
