"""Who reads which kind of file; what the content is decides, not the name."""

import logging
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterator

import ofdkit
import pypdfium2
from lxml import etree

from zhanqun.core.attachments.reading import (
    archives,
    captions,
    odf,
    ofd,
    old_office,
    pdf,
    sheets,
    slides,
    word_documents,
)
from zhanqun.core.attachments.reading.packages import Package, TooMuch
from zhanqun.core.attachments.reading.parts import Words
from zhanqun.foundation.errors import DomainError

__all__ = ["Words", "read_words"]

MAX_CHARACTERS = 4_000_000
TEXT_ENDINGS = ("txt", "csv", "md", "text")
PACKAGES: tuple[tuple[str, Callable[[Package], Iterator[Words]]], ...] = (
    ("word/document.xml", word_documents.read),
    ("xl/workbook.xml", sheets.read),
    ("ppt/presentation.xml", slides.read),
    ("content.xml", odf.read),
)
# What reading a file from outside may meet: damage of every sort, and limits.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    ofdkit.OFDError,
    pypdfium2.PdfiumError,
    subprocess.SubprocessError,
    DomainError,
    TooMuch,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    AttributeError,
    RuntimeError,
    MemoryError,
)

logger = logging.getLogger(__name__)


def read_words(name: str, content_type: str, content: bytes) -> list[Words]:
    """The words of a file by parts; an empty list where the kind has none or cannot be read.

    Never raises for a broken file and is bounded in time and memory: files come from outside.
    Old Office files are converted first, which takes seconds: a job's work.
    """
    try:
        return list(_within_limit(_parts(name, content_type, content)))
    except UNREADABLE as failure:
        logger.info("no words read from %s: %s", name, type(failure).__name__)
        return []


def _parts(name: str, content_type: str, content: bytes) -> Iterator[Words]:
    ending = name.rpartition(".")[2].lower()
    if content.startswith(b"%PDF-") or (ending == "pdf" and b"%PDF-" in content[:1024]):
        return pdf.read(content)
    if content.startswith(b"PK"):
        return _of_package(content)
    if old_office.is_locked(content):
        return iter(())
    if content.startswith((old_office.OLE, b"{\\rtf")):
        return _of_package(old_office.as_new_office(name, content))
    if content_type == "text/vtt":
        return iter([Words("", "\n".join(cue.words for cue in captions.cues_in(content)))])
    if ending in TEXT_ENDINGS or content_type in ("text/plain", "text/csv"):
        return archives.plain_text(content)
    return iter(())


def _of_package(content: bytes) -> Iterator[Words]:
    package = Package(content)
    if package.has("OFD.xml"):
        return ofd.read(content, package)
    for member, reader in PACKAGES:
        if package.has(member):
            return reader(package)
    return archives.member_names(package)


def _within_limit(parts: Iterator[Words]) -> Iterator[Words]:
    left = MAX_CHARACTERS
    for part in parts:
        text = part.text.strip("\n")[:left]
        if text.strip():
            yield Words(part.where, text)
        left -= len(text)
        if left <= 0:
            return
