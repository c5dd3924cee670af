"""Tables to take away and to bring (导出、导入表格).

What goes out is .xlsx or CSV, streamed, whose cells are text and nothing else.

A cell that begins with = + - @ or a tab runs as a formula when a clerk opens the file. In .xlsx
every cell is typed as text, so what was written is what is read. CSV has no types: such a cell
gets a leading apostrophe, which spreadsheets take as the sign of text and `original_of` takes off
again.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any
from xml.sax.saxutils import escape

# The format's own limits: rows of a sheet, characters of a cell.
SHEET_ROWS, CELL_LENGTH = 1_000_000, 32_000
CHUNK_ROWS = 500
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# An apostrophe of one's own is doubled, so that it survives the way back.
_GUARDED = (*RUNS, "'")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
XLSX = f"{_TYPES}.sheet"

# Style 1 is text ("@", number format 49); the rest is what the format wants to be there.
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_SHEET}">'
    '<fonts count="1"><font><sz val="11"/><name val="等线"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)

Row = Sequence[object]


def csv_of(head: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """A CSV in UTF-8 with a byte-order mark, in pieces; no cell of it runs as a formula."""
    yield "\ufeff".encode()
    lines = chain([head], rows)
    while some := list(islice(lines, CHUNK_ROWS)):
        buffer = io.StringIO()
        csv.writer(buffer).writerows([[guarded(_text(cell)) for cell in row] for row in some])
        yield buffer.getvalue().encode("utf-8", "replace")


def guarded(text: str) -> str:
    """A cell of a CSV that no spreadsheet takes for a formula (防公式注入)."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def original_of(text: str) -> str:
    """What a cell of our own CSV said before it was guarded."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_GUARDED) else text


def xlsx_of(head: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """A workbook in pieces: all cells are text; beyond a million rows a further sheet follows."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        count = 0
        lines = iter(rows)
        while (first := next(lines, None)) is not None or count == 0:
            count += 1
            whole = chain([head], [] if first is None else [first], islice(lines, SHEET_ROWS - 1))
            with archive.open(f"xl/worksheets/sheet{count}.xml", "w") as sheet:
                for piece in _sheet(whole):
                    sheet.write(piece.encode("utf-8", "replace"))
                    yield outlet.taken()
        for name, content in _frame(count).items():
            archive.writestr(name, content)
    yield outlet.taken()


class _Outlet(io.RawIOBase):
    """Where the archive writes to, and from where it is sent on at once."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._waiting += piece
        return len(piece)

    def taken(self) -> bytes:
        piece = bytes(self._waiting)
        self._waiting.clear()
        return piece


def _sheet(rows: Iterator[Row]) -> Iterator[str]:
    yield (
        f'{_XML}<worksheet xmlns="{_SHEET}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        '</sheetViews><sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData>'
    )
    while some := list(islice(rows, CHUNK_ROWS)):
        yield "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in some)
    yield "</sheetData></worksheet>"


def _cell(value: object) -> str:
    text = escape(_FORBIDDEN.sub("\ufffd", _text(value)[:CELL_LENGTH]))
    return f'<c s="1" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _frame(sheets: int) -> dict[str, str]:
    """The parts around the sheets: what is there, and one style, which says text."""
    numbers = range(1, sheets + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for n in numbers
    )
    names = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="s{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="s{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{types}</Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="b" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="t" Type="{_OFFICE}/styles" Target="styles.xml"/>{links}'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
    }


class Unreadable(ValueError):
    """Not an .xlsx file, or a broken one."""


class TooLarge(ValueError):
    """A small file that unpacks to more than is allowed."""


def xlsx_lines(content: bytes, *, unpacked_most: int) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet as texts, with their numbers from 1; values, never formulas.

    unpacked_most: bytes. Raises Unreadable, TooLarge.
    """
    # Takes half a second to load: only where a workbook is read, not in every process.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > unpacked_most:
                raise TooLarge
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()
        lines = list(enumerate(sheet.iter_rows(values_only=True), start=1))
    except TooLarge:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise Unreadable from error
    for number, cells in lines:
        yield number, ["" if cell is None else str(cell) for cell in cells]
