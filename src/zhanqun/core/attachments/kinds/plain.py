"""Kinds told by their first bytes, and texts."""

from collections.abc import Callable
from typing import IO

from django.utils.translation import gettext_lazy as _

Check = Callable[[IO[bytes]], None]
CHUNK_BYTES = 1024 * 1024
# Readers of PDF look for its mark so far into a file.
PDF_MARK_WITHIN = 1024

# What content seems to be, for whoever gave it another ending.
_LOOKS_LIKE = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", _("RTF文档")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _("旧版Office或WPS文件（doc、xls、ppt、wps）")),
    (b"PK\x03\x04", _("压缩包或新版Office文件（zip、docx、xlsx、pptx、ofd）")),
    (b"Rar!", _("RAR压缩包")),
    (b"7z\xbc\xaf\x27\x1c", _("7z压缩包")),
    (b"\xff\xd8\xff", _("JPG图片")),
    (b"\x89PNG", _("PNG图片")),
    (b"GIF8", _("GIF图片")),
    (b"MZ", _("程序")),
    (b"<", _("网页或XML")),
)
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


class Unfit(Exception):
    """The content cannot be kept under this ending; `why` is for the person, in Chinese."""

    def __init__(self, why: object) -> None:
        super().__init__(why)
        self.why = why


def starts(*heads: bytes) -> Check:
    """Content that begins with one of these."""

    def check(file: IO[bytes]) -> None:
        if not head_of(file).startswith(heads):
            raise mismatch(file)

    return check


def at(offset: int, mark: bytes, head: bytes = b"") -> Check:
    """Content that begins with `head` and has `mark` at `offset`."""

    def check(file: IO[bytes]) -> None:
        found = head_of(file)
        if not (found.startswith(head) and found[offset:].startswith(mark)) or is_heic(found):
            raise mismatch(file)

    return check


def text(file: IO[bytes]) -> None:
    """Words in UTF-8, UTF-16 with a mark, or GB18030: no zero bytes, no program, no markup."""
    head = head_of(file)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or head.startswith((b"MZ", b"#!")):
        raise mismatch(file)
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        if b"\0" in chunk:
            raise mismatch(file)


def head_of(file: IO[bytes], size: int = PDF_MARK_WITHIN) -> bytes:
    file.seek(0)
    return file.read(size)


def is_heic(head: bytes) -> bool:
    """A phone's HEIC, whatever its name says."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC


def mismatch(file: IO[bytes]) -> Unfit:
    """The refusal of content that is not what the ending says, with what it seems to be."""
    head = head_of(file)
    if is_heic(head):
        return Unfit(HEIC)
    found = next((label for mark, label in _LOOKS_LIKE if head.lstrip().startswith(mark)), None)
    if found is None:
        return Unfit(_("内容与扩展名不符"))
    return Unfit(str(_("内容与扩展名不符，内容像是{kind}")).format(kind=found))


HEIC = _(
    "HEIC图片大多数浏览器打不开，请在手机“设置—相机—格式”中选“兼容性最佳”后重拍，"
    "或在电脑上另存为JPG"
)
