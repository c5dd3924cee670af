"""What is given out is looked through first (遮盖检查): covered words are gone, or it stays here.

A bar drawn over words leaves them in the file; so do properties, remarks and former versions. What
cannot be read here is said: words inside pictures and scans, which a person looks at.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2
from django.utils.translation import gettext as _

from zhanqun.core.attachments import api as attachments
from zhanqun.core.casework import api as casework

PDF = "application/pdf"
_EOF = b"%%EOF"
# So many former versions of a file are read, the newest of them.
_VERSIONS_MOST = 8


@dataclass(frozen=True)
class Trace:
    """A word that is still there, and where (残留)."""

    word: str
    where: str


@dataclass(frozen=True)
class Looked:
    """What was found. unread: what no program here reads, "" where all was read."""

    traces: list[Trace]
    unread: str


def look_through(name: str, content_type: str, content: bytes, words: Iterable[str]) -> Looked:
    """Look for words in a file: in what is shown, its properties, remarks and former versions."""
    wanted = [word.strip() for word in words if len(word.strip()) > 1]
    parts = list(_parts(name, content_type, content))
    traces = {
        (word, where): Trace(word, where)
        for where, text in parts
        for word in wanted
        if stands_in(word, text)
    }
    return Looked(list(traces.values()), _unread(content_type, content, parts))


def stands_in(word: str, text: str) -> bool:
    """A short name counts where it stands alone, never inside another word; lines may break it."""
    joined = text.replace("\r", "").replace("\n", "")
    return any(casework.places_of_name(word, one) for one in (text, joined))


def cleaned_pdf(content: bytes) -> bytes:
    """The PDF without properties, remarks and former versions (清除文件信息); its pages stay.

    Nothing is covered by this: words on the pages are as they were. Raises pikepdf.PdfError.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for key in ("/Metadata", "/PieceInfo", "/Outlines", "/Names", "/AF"):
            if key in pdf.Root:
                del pdf.Root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for page in pdf.pages:
            for key in ("/Annots", "/Metadata", "/PieceInfo", "/Thumb"):
                if key in page.obj:
                    del page.obj[key]
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and "/Metadata" in one:
                del one["/Metadata"]
        pdf.remove_unreferenced_resources()
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def _parts(name: str, content_type: str, content: bytes) -> Iterator[tuple[str, str]]:
    yield str(_("文件名")), name
    for part in attachments.read_words(name, content_type, content):
        yield part.where or str(_("正文")), part.text
    if content_type == PDF:
        yield str(_("文件属性")), _properties(content)
        for former in _former_versions(content):
            for part in attachments.read_words(name, content_type, former):
                yield str(_("修改前的版本")), part.text


def _properties(content: bytes) -> str:
    """Title, author and all others, and what stands in the metadata stream."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        known = [str(value) for value in pdf.docinfo.values()]
        if "/Metadata" in pdf.Root:
            known.append(pdf.Root.Metadata.read_bytes().decode("utf-8", "ignore"))
    return "\n".join(known)


def _former_versions(content: bytes) -> Iterator[bytes]:
    """What the file was before it was changed by adding at its end; damaged ones are skipped."""
    ends, at = [], content.find(_EOF)
    while at >= 0:
        ends.append(at + len(_EOF))
        at = content.find(_EOF, at + 1)
    for end in ends[:-1][-_VERSIONS_MOST:]:
        former = content[:end]
        try:
            pypdfium2.PdfDocument(former).close()
        except pypdfium2.PdfiumError:
            continue
        yield former


def _unread(content_type: str, content: bytes, parts: list[tuple[str, str]]) -> str:
    if content_type.startswith("image/"):
        return str(_("图片里的文字"))
    if content_type.startswith(("video/", "audio/")):
        return str(_("音视频的内容"))
    if content_type == PDF and (silent := _pages_without_words(content)):
        return str(_("没有文字层的页面（{pages}）")).format(pages=silent)
    shown = [text for where, text in parts[1:] if text.strip()]
    return "" if shown else str(_("文件的内容"))


def _pages_without_words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        silent = [
            number
            for number, page in enumerate(document, start=1)
            if not page.get_textpage().get_text_range().strip()
        ]
    finally:
        document.close()
    shown = "、".join(map(str, silent[:5]))
    return f"{shown} …" if len(silent) > 5 else shown
