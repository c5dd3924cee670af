"""A page printed by its template, and what several pages show (页面输出)."""

from dataclasses import dataclass

from zhanqun.core.attachments.api import Attachment
from zhanqun.ui import face

KILO = 1024


@dataclass(frozen=True)
class SentFile:
    key: str
    name: str
    size: str


def sent_file(file: Attachment) -> SentFile:
    size = file.size_bytes
    told = f"{size / KILO / KILO:.1f} MB" if size >= KILO * KILO else f"{max(1, size // KILO)} KB"
    return SentFile(file.key, file.name, told)


def drawn(template: str, page: object, *, lang: str) -> str:
    return face.printed(f"intake/public/{template}.html", {"page": page}, lang=lang)
