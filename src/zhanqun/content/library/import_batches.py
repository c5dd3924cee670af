"""Uploaded files between the dry run and the import (导入批次), in a private folder.

A batch belongs to the person who uploaded it and is swept after two days.
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from zhanqun.content.library.imports import SourceFile
from zhanqun.core.units.api import User

KEPT = timedelta(days=2)
ABOUT = "about.json"
TAKEN = ".taken"


@dataclass(frozen=True)
class Batch:
    """Files of one upload, and where they shall go."""

    uid: UUID
    unit_id: int
    kind: str
    column_id: int | None
    files: list[SourceFile]


def keep(user: User, files: Iterable[Any], said: dict[str, Any], now: datetime) -> UUID:
    """Keep uploaded files until the person decides; returns the batch's uid."""
    _sweep(now)
    uid = uuid4()
    folder = _folder(uid)
    folder.mkdir(parents=True)
    names = []
    for number, file in enumerate(files):
        (folder / str(number)).write_bytes(file.read())
        names.append(file.name)
    about = {"user": str(user.uid), "names": names, "kept_at": now.isoformat()}
    about |= {"unit": said["unit"], "kind": said["kind"], "column": said["column"]}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    return uid


def of_user(user: User, uid: UUID) -> Batch | None:
    """The person's batch, or None where it is another's, was imported or was swept."""
    folder = _folder(uid)
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if about["user"] != str(user.uid):
        return None
    files = [
        SourceFile(name, (folder / str(number)).read_bytes())
        for number, name in enumerate(about["names"])
    ]
    return Batch(uid, about["unit"], about["kind"], about["column"], files)


def take(uid: UUID) -> bool:
    """Claim a batch for importing; False where a press before this one has it."""
    try:
        _folder(uid).rename(_folder(uid).with_suffix(TAKEN))
    except FileNotFoundError:
        return False
    return True


def give_back(uid: UUID) -> None:
    """The import broke off: what was made shows as duplicate in the next dry run."""
    _folder(uid).with_suffix(TAKEN).rename(_folder(uid))


def drop(uid: UUID) -> None:
    shutil.rmtree(_folder(uid).with_suffix(TAKEN))


def _sweep(now: datetime) -> None:
    oldest = (now - KEPT).timestamp()
    for folder in _root().glob("*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _folder(uid: UUID) -> Path:
    return _root() / str(uid)


def _root() -> Path:
    return Path(settings.ZHANQUN_PRIVATE_ROOT) / "imports"
