"""Words of a PDF: its pages, remarks, properties and the names of what is put into it."""

import ctypes
import threading
import time
from collections.abc import Iterator

import pypdfium2
from django.utils.translation import gettext as _
from pypdfium2 import raw

from zhanqun.core.attachments.reading.parts import Words, joined
from zhanqun.core.attachments.reading.properties import label_of

MAX_PAGES = 3_000
MAX_REMARKS = 10_000
MAX_SECONDS = 30
_PROPERTIES = {"Author": "creator", "Title": "title", "Subject": "subject", "Keywords": "keywords"}
# The library keeps state of its own and serves one thread at a time.
_one_at_a_time = threading.Lock()


def read(content: bytes) -> Iterator[Words]:
    """Words of a PDF. Raises PdfiumError for a broken or locked one."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(content)
        try:
            parts = list(_parts(document))
        finally:
            document.close()
    return iter(parts)


def _parts(document: pypdfium2.PdfDocument) -> Iterator[Words]:
    until = time.monotonic() + MAX_SECONDS
    pages, remarks = [], []
    for at in range(min(len(document), MAX_PAGES)):
        if time.monotonic() > until:
            break
        page = document[at]
        words = page.get_textpage()
        pages.append(joined(words.get_text_range().replace("\r\n", "\n").replace("\ufffe", "")))
        remarks += list(_remarks(page))
        words.close()
        page.close()
    yield Words("", "\n".join(pages))
    yield Words(_("批注"), "\n".join(remarks))
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        if name in _PROPERTIES:
            yield Words(label_of(_PROPERTIES[name]), value)
    names = [document.get_attachment(at).get_name() for at in range(document.count_attachments())]
    yield Words(_("PDF 内嵌文件的文件名"), "\n".join(names))


def _remarks(page: pypdfium2.PdfPage) -> Iterator[str]:
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_REMARKS)):
        remark = raw.FPDFPage_GetAnnot(page, at)
        if remark:
            yield _string(remark, b"Contents")
            raw.FPDFPage_CloseAnnot(remark)


def _string(remark: object, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(remark, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    taken = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFAnnot_GetStringValue(remark, key, taken, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
