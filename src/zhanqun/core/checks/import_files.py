"""A file between the dry run and the import (导入文件), in a private folder.

It belongs to the person who sent it and is swept after two days.
"""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from zhanqun.core.units.api import User

KEPT = timedelta(days=2)
ABOUT, CONTENT = "about.json", "content"


@dataclass(frozen=True)
class KeptFile:
    uid: UUID
    list_uid: UUID
    name: str
    content: bytes


def keep(user: User, list_uid: UUID, name: str, content: bytes, now: datetime) -> UUID:
    """Keep a file until the person decides; returns its uid."""
    _sweep(now)
    uid = uuid4()
    folder = _folder(uid)
    folder.mkdir(parents=True)
    (folder / CONTENT).write_bytes(content)
    about = {"user": str(user.uid), "list": str(list_uid), "name": name}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    return uid


def of_user(user: User, uid: UUID) -> KeptFile | None:
    """The person's file, or None where it is another's, was imported or was swept."""
    folder = _folder(uid)
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        content = (folder / CONTENT).read_bytes()
    except FileNotFoundError:
        return None
    if about["user"] != str(user.uid):
        return None
    return KeptFile(uid, UUID(about["list"]), about["name"], content)


def drop(uid: UUID) -> None:
    shutil.rmtree(_folder(uid), ignore_errors=True)


def _sweep(now: datetime) -> None:
    oldest = (now - KEPT).timestamp()
    for folder in _root().glob("*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _folder(uid: UUID) -> Path:
    return _root() / str(uid)


def _root() -> Path:
    return Path(settings.ZHANQUN_PRIVATE_ROOT) / "word-imports"
