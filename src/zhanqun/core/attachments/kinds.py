"""What may be uploaded (附件类型): by the ending of the name, and by what the content is."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Kind:
    """An allowed kind: the type told to browsers, and whether bytes are of it."""

    content_type: str
    fits: Callable[[bytes], bool]


def _starts(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(heads)


def _at(offset: int, mark: bytes, head: bytes = b"") -> Callable[[bytes], bool]:
    return lambda content: content.startswith(head) and content[offset:].startswith(mark)


def _package(member: str = "") -> Callable[[bytes], bool]:
    """A zip package; with `member`, one that holds a file of that name or folder."""

    def fits(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                return not member or any(name.startswith(member) for name in package.namelist())
        except zipfile.BadZipFile:
            return False

    return fits


def _is_text(content: bytes) -> bool:
    """Words in UTF-8, UTF-16 with a mark, or GB18030: no zero bytes, no program, no markup."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in content or content.lstrip()[:1] == b"<":
        return False
    return not content.startswith((b"MZ", b"#!"))


_OLD_OFFICE = _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_JPEG = Kind("image/jpeg", _starts(b"\xff\xd8\xff"))

KINDS = {
    "pdf": Kind("application/pdf", _starts(b"%PDF-")),
    "docx": Kind(_OFFICE + "wordprocessingml.document", _package("word/")),
    "xlsx": Kind(_OFFICE + "spreadsheetml.sheet", _package("xl/")),
    "ofd": Kind("application/ofd", _package("OFD.xml")),
    "zip": Kind("application/zip", _package()),
    "doc": Kind("application/msword", _OLD_OFFICE),
    "xls": Kind("application/vnd.ms-excel", _OLD_OFFICE),
    "txt": Kind("text/plain", _is_text),
    "csv": Kind("text/csv", _is_text),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Kind("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "gif": Kind("image/gif", _starts(b"GIF87a", b"GIF89a")),
    "webp": Kind("image/webp", _at(8, b"WEBP", head=b"RIFF")),
    "mp4": Kind("video/mp4", _at(4, b"ftyp")),
}
