"""A bucket of an S3-compatible store (对象存储), through django-storages."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import iri_to_uri
from storages.backends.s3 import S3Storage

from zhanqun.delivery.mirrors.entries import Entry, Part, public_root
from zhanqun.delivery.mirrors.targets import Bucket
from zhanqun.delivery.mirrors.transports.inventory import Inventory
from zhanqun.delivery.mirrors.transports.shapes import Comparison, MirrorAway, explained
from zhanqun.delivery.staticsite import api as staticsite

CONNECT_SECONDS, READ_SECONDS = 5, 30
AT_ONCE = 8
DELETED_AT_ONCE = 1000  # Source: S3 API, DeleteObjects.
ENCODINGS = {".br": "br", ".gz": "gzip"}
# What a reader sees where the store does not redirect by itself.
MOVED_PAGE = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>页面已移动</title>'
    '<meta http-equiv="refresh" content="0; url={url}"><link rel="canonical" href="{url}">'
    '<p>页面已移到<a href="{url}">新地址</a>。</p></html>'
)


class S3Transport:
    """Speaks to one bucket: public/<host>/…, with twins beside, and static/…"""

    def __init__(self, place: Bucket) -> None:
        self.place = place
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": place.addressing},
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"max_attempts": 2},
            max_pool_connections=AT_ONCE,
        )
        storage = S3Storage(
            access_key=place.access_key,
            secret_key=place.secret_key,
            bucket_name=place.bucket,
            endpoint_url=place.endpoint,
            region_name=place.region,
            client_config=config,
        )
        self.client: Any = storage.connection.meta.client

    def send(self, stages: Sequence[Sequence[Entry]]) -> None:
        for entries in stages:
            self._all(self._put_file, [name for entry in entries for name in entry.standing])
            self._all(self._put_moved, [entry for entry in entries if entry.status == 301])
        absent = [
            name
            for entries in stages
            for entry in entries
            for name in entry.absent
            if entry.status != 301 or name != entry.page
        ]
        self.delete(absent)

    def delete(self, names: Sequence[str]) -> None:
        keys = [{"Key": self._key("public/" + name)} for name in names]
        for start in range(0, len(keys), DELETED_AT_ONCE):
            objects = {"Objects": keys[start : start + DELETED_AT_ONCE], "Quiet": True}
            answer = self._ask(
                partial(self.client.delete_objects, Bucket=self.place.bucket, Delete=objects)
            )
            if failed := answer.get("Errors"):
                raise MirrorAway(explained([f"{failed[0]}"]))

    def send_assets(self) -> None:
        root = Path(settings.STATIC_ROOT)
        there = dict(self._listing("static/"))
        files = [(file.relative_to(root).as_posix(), file) for file in _files_below(root)]
        fresh = [(name, file) for name, file in files if there.get(name) != _md5(file)]
        self._all(lambda pair: self._put_open("static/" + pair[0], pair[1]), fresh)

    def compare(self, parts: Iterable[Part]) -> Iterator[Comparison]:
        there = Inventory(self._listing("public/"))
        for part in parts:
            wrong = [entry for entry in part.entries if not self._is_right(entry, there)]
            there.account_for(part.names)
            there.account_for(entry.page for entry in part.entries if entry.status == 301)
            yield Comparison(wrong=wrong)
        for names in there.rest():
            yield Comparison(foreign=names)

    def _is_right(self, entry: Entry, there: Inventory) -> bool:
        for name in entry.names:
            file = public_root() / name
            if entry.status == 301 and name == entry.page:
                wanted = hashlib.md5(_moved_page(entry), usedforsecurity=False).hexdigest()
            else:
                wanted = _md5(file) if file.is_file() else ""
            if there.mark(name) != wanted:
                return False
        return True

    def _put_file(self, name: str) -> None:
        self._put_open("public/" + name, public_root() / name)

    def _put_open(self, name: str, file: Path) -> None:
        with file.open("rb") as body:
            self._put(name, body)

    def _put_moved(self, entry: Entry) -> None:
        """Stores that serve websites answer 301 by themselves; the page is for the others."""
        target = {"WebsiteRedirectLocation": iri_to_uri(entry.location)}
        self._put("public/" + entry.page, _moved_page(entry), **target)

    def _put(self, name: str, body: Any, **more: str) -> None:
        path, encoding = name, ENCODINGS.get(Path(name).suffix, "")
        if encoding:
            path, more = name[: -len(Path(name).suffix)], more | {"ContentEncoding": encoding}
        # "public/<host>/f/x" is "/f/x" to its readers, "static/x" is "/static/x".
        address = "/" + (path.split("/", 2)[2] if path.startswith("public/") else path)
        self._ask(
            lambda: self.client.put_object(
                Bucket=self.place.bucket,
                Key=self._key(name),
                Body=body,
                ContentType=staticsite.content_type(address),
                CacheControl=staticsite.cache_control(address),
                **more,
            )
        )

    def _listing(self, folder: str) -> Iterator[tuple[str, str]]:
        """Name and MD5 of every object below; stores give it as the mark of the object."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.place.bucket, Prefix=self._key(folder)
        )
        start, rest = len(self._key(folder)), iter(pages)
        while page := self._ask(lambda: next(rest, None)):
            for row in page.get("Contents", ()):
                yield row["Key"][start:], row["ETag"].strip('"')

    def _key(self, name: str) -> str:
        return self.place.prefix + name

    def _all(self, act: Callable[[Any], None], rows: Sequence[Any]) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _done in pool.map(act, rows):
                pass

    def _ask(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except (BotoCoreError, ClientError, OSError) as failure:
            raise MirrorAway(explained([f"{type(failure).__name__}: {failure}"])) from failure


def _moved_page(entry: Entry) -> bytes:
    return MOVED_PAGE.format(url=escape(entry.location)).encode()


def _files_below(root: Path) -> Iterator[Path]:
    return (file for file in sorted(root.rglob("*")) if file.is_file())


def _md5(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
