"""Files of an import (导入的文件): what came along, and what of it is kept with the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from zhanqun.content.library.importing import Entry, ImportedText
from zhanqun.core.attachments import api as attachments
from zhanqun.core.units.api import Unit, User

# The file as it came in, unconverted, so that its hash can be compared with the office's copy.
KEPT_AS_ATTACHMENT = (".docx", ".doc", ".wps")
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}


@dataclass(frozen=True)
class SourceFile:
    """A file to import, and the files that came with it in its folder or zip, by path."""

    name: str
    data: bytes
    beside: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True)
class FileKeeper:
    """Keeps the files of one text: pictures, attachments, the Word file itself."""

    text: ImportedText
    source: SourceFile | None
    unit: Unit
    by: User
    now: datetime

    def pictures(self) -> dict[str, str]:
        """Address in the text -> address of the kept file."""
        kept = {}
        for number, image in enumerate(self.text.images, start=1):
            data, name = image.data, image.name
            if image.kind == "inline" and data:
                name = f"{_('图')}{number}.{ENDINGS.get(image.media_type, 'png')}"
            elif found := self._beside(image.src):
                data, name = found.read(), found.name
            if data:
                kept[image.src] = address_of(self._store(name, data))
        return kept

    def attached(self) -> list[Any]:
        found = [self._beside(ref.url) for ref in self.text.attachments]
        uids = [self._store(entry.name, entry.read()).uid for entry in found if entry]
        source = self.source
        if source is not None and ending_of(source.name) in KEPT_AS_ATTACHMENT:
            uids.append(self._store(source.name, source.data, self.text.text).uid)
        return uids

    def _beside(self, src: str) -> Entry | None:
        return found_beside(self.source, src) if self.source else None

    def _store(self, name: str, data: bytes, text: str = "") -> attachments.Attachment:
        return attachments.store_attachment(
            name=name, content=data, unit=self.unit, by=self.by, now=self.now, text=text
        )


def address_of(kept: attachments.Attachment) -> str:
    """Its address in texts, at the desk and in public alike."""
    return f"/f/{kept.key}/{quote(kept.name)}"


def found_beside(file: SourceFile, src: str) -> Entry | None:
    """The file that a relative address in a page means, if it came along."""
    path = unquote(src.partition("?")[0])
    return file.beside.get(normpath(join(dirname(file.name), path)).lstrip("/"))


def ending_of(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""
