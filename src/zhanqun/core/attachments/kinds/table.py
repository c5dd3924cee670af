"""The table of allowed kinds and their limits (附件类型与大小)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from zhanqun.core.attachments.kinds import mp4, ole, pictures, plain, zips
from zhanqun.core.attachments.kinds.plain import Check, Unfit

MB = 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Limit:
    """How large files of one sort may be."""

    label: object
    megabytes: int

    @property
    def size_bytes(self) -> int:
        return self.megabytes * MB


PICTURE = Limit(_("图片"), 20)
DOCUMENT = Limit(_("文档"), 50)
ARCHIVE = Limit(_("压缩包"), 100)
SOUND = Limit(_("音频"), 100)
VIDEO = Limit(_("视频"), 300)


@dataclass(frozen=True)
class Kind:
    """An allowed kind: the type told to browsers, its limit, and whether content is of it."""

    content_type: str
    limit: Limit
    check: Check


def _office(folder: str) -> Callable[[IO[bytes]], None]:
    is_office = zips.office(folder)

    def check(file: IO[bytes]) -> None:
        ole.refuse_encrypted(file)
        is_office(file)

    return check


def _picture(content_type: str, check: Check) -> Kind:
    return Kind(content_type, PICTURE, pictures.without_foreign(check))


def _document(content_type: str, check: Check) -> Kind:
    return Kind(content_type, DOCUMENT, check)


_JPEG = _picture("image/jpeg", plain.starts(b"\xff\xd8\xff"))

KINDS = {
    "pdf": _document("application/pdf", plain.starts(b"%PDF-")),
    "docx": _document(_OFFICE + "wordprocessingml.document", _office("word")),
    "xlsx": _document(_OFFICE + "spreadsheetml.sheet", _office("xl")),
    "pptx": _document(_OFFICE + "presentationml.presentation", _office("ppt")),
    "ofd": _document("application/ofd", zips.ofd),
    "doc": _document("application/msword", ole.ole("WordDocument")),
    "xls": _document("application/vnd.ms-excel", ole.ole("Workbook", "Book")),
    "ppt": _document("application/vnd.ms-powerpoint", ole.ole("PowerPoint Document")),
    "wps": _document("application/vnd.ms-works", ole.ole("WordDocument")),
    "txt": _document("text/plain", plain.text),
    "csv": _document("text/csv", plain.text),
    "zip": Kind("application/zip", ARCHIVE, zips.archive),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _picture("image/png", plain.starts(b"\x89PNG\r\n\x1a\n")),
    "gif": _picture("image/gif", plain.starts(b"GIF87a", b"GIF89a")),
    "webp": _picture("image/webp", plain.at(8, b"WEBP", head=b"RIFF")),
    "vtt": _document("text/vtt", plain.text),
    "srt": _document("text/vtt", plain.text),
    "mp3": Kind("audio/mpeg", SOUND, plain.starts(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "m4a": Kind("audio/mp4", SOUND, mp4.sound),
    "mp4": Kind("video/mp4", VIDEO, mp4.video),
}
LARGEST_BYTES = max(kind.limit.size_bytes for kind in KINDS.values())

_MACRO_ENDINGS = ("docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "ppsm")
_PAGE_ENDINGS = ("html", "htm", "mht", "svg", "xml", "xhtml")
# What to do with a file of an ending that is not taken.
_ADVICE = {
    **dict.fromkeys(("heic", "heif"), plain.HEIC),
    **dict.fromkeys(("rar", "7z", "tar", "gz"), _("请改用zip格式打包后再上传")),
    **dict.fromkeys(_MACRO_ENDINGS, zips.MACROS),
    **dict.fromkeys(_PAGE_ENDINGS, _("网页和SVG文件可能带有脚本，不支持；确需提供时请打成zip包")),
    **dict.fromkeys(("bmp", "tif", "tiff"), _("请另存为JPG或PNG后再上传")),
    **dict.fromkeys(("wav", "wma", "amr", "flac", "ogg"), _("请转换为mp3或m4a格式后再上传")),
    **dict.fromkeys(("ass", "ssa", "sub"), _("请把字幕另存为srt或vtt后再上传")),
    **dict.fromkeys(("avi", "mov", "wmv", "flv", "mkv"), _("请转换为mp4格式后再上传")),
}


def limits_told() -> str:
    """The limits by sort, for beside a field: 图片20 MB、文档50 MB …"""
    limits = (PICTURE, DOCUMENT, ARCHIVE, SOUND, VIDEO)
    return "、".join(f"{limit.label}{limit.megabytes} MB" for limit in limits)


def limit_for(name: str) -> int:
    """How many bytes of a file of this name are worth receiving."""
    kind = KINDS.get(_ending(name))
    return kind.limit.size_bytes if kind else LARGEST_BYTES


def check_kind(name: str, file: IO[bytes]) -> Kind:
    """The kind of a file, its size and content checked. Raises Unfit.

    name: cleaned, with an ending. file: seekable; read in pieces.
    """
    kind = check_size(name, file.seek(0, 2))
    kind.check(file)
    return kind


def check_size(name: str, size_bytes: int) -> Kind:
    """The kind that the name says, where a file of that size may be kept. Raises Unfit."""
    ending = _ending(name)
    kind = KINDS.get(ending)
    if kind is None:
        unsupported = _("不支持这种文件类型（{ending}）")
        raise Unfit(_ADVICE.get(ending) or str(unsupported).format(ending=ending))
    if not size_bytes:
        raise Unfit(_("文件是空的"))
    if size_bytes > kind.limit.size_bytes:
        why = _("超过{limit} MB（{label}的上限）")
        raise Unfit(str(why).format(limit=kind.limit.megabytes, label=kind.limit.label))
    return kind


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
