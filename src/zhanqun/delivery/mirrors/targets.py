"""Where mirrors lie and how they are reached (镜像设置): the file named by ZHANQUN_MIRRORS.

The file is the operator's and holds the keys of buckets, so nobody else may read it; see
docs/zh/镜像.md.
"""

import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A folder of another machine, reached by rsync over ssh (备用机).

    address: user@host. folder: holds public/ and static/ there. key: file of the private key,
    without a password. host_key: of that machine, such as "ssh-ed25519 AAAA…".
    """

    name: str
    label: str
    address: str
    folder: str
    key: str
    host_key: str
    port: int = 22

    @property
    def place(self) -> str:
        return f"{self.address}:{self.folder}"


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """A bucket of an object store that speaks S3 (对象存储).

    prefix: before every key; empty, or ending in "/". addressing: "path" or "virtual".
    """

    name: str
    label: str
    endpoint: str
    bucket: str
    access_key: str
    secret_key: str
    region: str = "us-east-1"
    prefix: str = ""
    addressing: str = "path"

    @property
    def place(self) -> str:
        return f"{self.endpoint}/{self.bucket}/{self.prefix}"

    def __repr__(self) -> str:
        return f"Bucket({self.name})"


Place = Machine | Bucket
KINDS: dict[str, type[Machine | Bucket]] = {"rsync": Machine, "s3": Bucket}


def places() -> dict[str, Place]:
    """Every mirror by name; none where ZHANQUN_MIRRORS is not set.

    Raises ImproperlyConfigured, saying what is wrong.
    """
    return _read(settings.ZHANQUN_MIRRORS) if settings.ZHANQUN_MIRRORS else {}


@lru_cache
def _read(path: str) -> dict[str, Place]:
    file = Path(path)
    try:
        is_open = file.stat().st_mode & 0o077
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("mirror", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as failure:
        raise ImproperlyConfigured(f"读不了镜像设置 {path}：{failure}") from failure
    if is_open:
        raise ImproperlyConfigured(
            f"镜像设置 {path} 含有密钥，请改为只有运行账户可读（chmod 600）。"
        )
    found = [_place(table, path) for table in tables]
    if len({place.name for place in found}) < len(found):
        raise ImproperlyConfigured(f"镜像设置 {path} 里有重复的 name。")
    return {place.name: place for place in found}


def _place(table: dict[str, Any], path: str) -> Place:
    facts = dict(table)
    kind = KINDS.get(facts.pop("kind", ""))
    if kind is None:
        raise ImproperlyConfigured(f"镜像设置 {path}：kind 须为 {' 或 '.join(KINDS)}。")
    known = {field.name: field for field in fields(kind)}
    needed = {name for name, field in known.items() if field.default is MISSING}
    if missing := sorted(needed - facts.keys()):
        raise ImproperlyConfigured(f"镜像设置 {path} 缺少 {'、'.join(missing)}。")
    if unknown := sorted(facts.keys() - known.keys()):
        raise ImproperlyConfigured(f"镜像设置 {path} 里有不认识的 {'、'.join(unknown)}。")
    if not NAME.fullmatch(str(facts["name"])):
        raise ImproperlyConfigured(f"镜像设置 {path}：name 只用小写字母、数字和连字符。")
    return kind(**facts)
