"""The digest of exactly this text and its files (内容摘要): approval and secrecy decision hold
for it alone."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from html import unescape
from typing import Any
from uuid import UUID

from zhanqun.content.library.models import Article
from zhanqun.core.attachments import api as attachments

# Files shown inside a text are addressed by key: /f/<key>/<name>.
FILE_ADDRESS = re.compile(r'(?:src|href)="/f/([0-9a-z]{6,16})/')
PICTURE_ADDRESS = re.compile(r'<img src="(/f/([0-9a-z]{6,16})/[^"]*)"')


def keys_in_body(body: str) -> list[str]:
    """Keys of the files a body shows or links, in order, each once."""
    return list(dict.fromkeys(FILE_ADDRESS.findall(body)))


def pictures_in_body(body: str) -> dict[str, str]:
    """Address and file key of each picture of ours that a body shows, in order."""
    return {unescape(address): key for address, key in PICTURE_ADDRESS.findall(body)}


def files_of(article: Article) -> list[attachments.Attachment]:
    """Every file the article shows: cover, in the text, attached; in that order, each once."""
    named = [uid for uid in [article.cover, *article.files] if uid]
    by_uid = attachments.attachments_by_uid(named)
    by_key = attachments.attachments_by_key(keys_in_body(article.body))
    found = [by_uid[uid] for uid in named if uid in by_uid] + list(by_key.values())
    return list({row.pk: row for row in found}.values())


def digest_of(article: Article) -> str:
    """SHA-256 in hex over the content fields and the SHA-256 of every file."""
    content = {name: _plain(getattr(article, name)) for name in Article.CONTENT}
    if not article.details:  # texts without any keep the digest from before there were details
        del content["details"]
    content["file_digests"] = sorted((str(row.uid), row.sha256) for row in files_of(article))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
