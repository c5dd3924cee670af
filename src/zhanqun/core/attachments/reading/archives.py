"""Plain texts, and the names in an archive (纯文本与压缩包目录)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhanqun.core.attachments.kinds.zips import zip_name
from zhanqun.core.attachments.reading.packages import Package
from zhanqun.core.attachments.reading.parts import Words

_MARKED = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def plain_text(content: bytes) -> Iterator[Words]:
    """A text in UTF-8, UTF-16 with a mark, or GB18030."""
    encodings = [encoding for mark, encoding in _MARKED if content.startswith(mark)]
    for encoding in (*encodings, "utf-8-sig", "gb18030"):
        try:
            yield Words("", content.decode(encoding))
        except UnicodeDecodeError:
            continue
        return


def member_names(package: Package) -> Iterator[Words]:
    """Names of the files in an archive; what is inside them is not read."""
    names = [zip_name(entry) for entry in package.entries if not entry.is_dir()]
    yield Words(_("压缩包内的文件名"), "\n".join(names))
