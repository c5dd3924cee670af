"""Synonyms as a sheet (同义词表格): .xlsx and CSV in, .xlsx out.

Columns 词语 (divided by 、), 类型 and 来源依据; of a renamed organ the present name stands first.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from zhanqun.delivery.search.editing.models import SynonymGroup, SynonymKind
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.sheets import TooLarge, Unreadable, xlsx_lines, xlsx_of

BYTES_MAX = 2 * 1024 * 1024
UNPACKED_BYTES_MAX = 50 * 1024 * 1024
ROWS_MAX = 5000
HEADER = ("词语", "类型", "来源依据")
_BETWEEN = re.compile(r"[、,，;；|\n]+")
# Line in the file from 1, kind, words, source.
SheetRow = tuple[int, str, list[str], str]


class UnreadableSheet(DomainError):
    code = "search.unreadable_sheet"
    message = _(
        "文件无法读取。请用 .xlsx 或 CSV（UTF-8 或 GB18030），第一行写列名：词语、类型、来源依据。"
    )


class SheetTooLarge(DomainError):
    code = "search.sheet_too_large"
    message = _("文件过大：一次最多 2 MB、5000 行。请分成几个文件导入。")


def read_sheet(content: bytes) -> list[SheetRow]:
    """Read the groups of a file. Raises UnreadableSheet, SheetTooLarge."""
    if len(content) > BYTES_MAX:
        raise SheetTooLarge
    lines = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    rows = list(_rows(lines))
    if not rows:
        raise UnreadableSheet
    return rows


def written_xlsx(groups: Iterable[SynonymGroup]) -> bytes:
    """All groups as a workbook whose cells are text, never formulas."""
    labels = dict(SynonymKind.choices)
    rows = (("、".join(group.words), labels[group.kind], group.source) for group in groups)
    return b"".join(xlsx_of(HEADER, rows))


def _rows(lines: Iterable[tuple[int, list[str]]]) -> Iterator[SheetRow]:
    kinds = {str(label): value for value, label in SynonymKind.choices}
    for number, cells in lines:
        words, kind, source, *_rest = [*(cell.strip() for cell in cells), "", "", ""]
        if number > ROWS_MAX:
            raise SheetTooLarge
        if words and words != HEADER[0]:
            said = [word.strip() for word in _BETWEEN.split(words) if word.strip()]
            yield number, kinds.get(kind, SynonymKind.EQUAL), said, source[:200]


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        # Of words divided by commas only a quoted cell keeps together: 、 is the usual sign.
        yield from enumerate(csv.reader(io.StringIO(text)), start=1)
        return
    raise UnreadableSheet


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from xlsx_lines(content, unpacked_most=UNPACKED_BYTES_MAX)
    except TooLarge as error:
        raise SheetTooLarge from error
    except Unreadable as error:
        raise UnreadableSheet from error
