"""Words of an OFD file (版式文档, GB/T 33190): its pages, what lies beside them, properties."""

from collections.abc import Iterator

import ofdkit
from django.utils.translation import gettext as _

from zhanqun.core.attachments.reading.packages import MAX_INFLATED_BYTES, Package, TooMuch
from zhanqun.core.attachments.reading.parts import Words, joined
from zhanqun.core.attachments.reading.properties import label_of

MAX_PAGES = 1_000


def read(content: bytes, package: Package) -> Iterator[Words]:
    """Words of an OFD file. Raises OFDError, TooMuch."""
    # A member never gives more bytes than its entry says, so their sum is the limit.
    if sum(entry.file_size for entry in package.entries) > MAX_INFLATED_BYTES:
        raise TooMuch
    with ofdkit.open(content) as document:
        pages = document.pages[:MAX_PAGES]
        yield Words("", joined("\n".join(page.text() for page in pages)))
        beside = [run.text for page in pages for run in page.runs if not _is_on_page(page, run)]
        yield Words(_("页面以外的文字"), "\n".join(beside))
        about = {
            "creator": document.info.author,
            "title": document.info.title,
            "subject": document.info.subject,
            "description": document.info.abstract,
            "keywords": "、".join(document.info.keywords),
        }
        for name, value in (*about.items(), *document.info.custom_data.items()):
            yield Words(label_of(name), value or "")


def _is_on_page(page: ofdkit.Page, run: ofdkit.TextRun) -> bool:
    left, top, width, height = page.box
    return left <= run.x <= left + width and top <= run.y <= top + height
