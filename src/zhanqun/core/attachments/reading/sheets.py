"""Words of an .xlsx (Excel 表格): shown sheets, hidden ones, hidden rows and columns, comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree

from zhanqun.core.attachments.reading import properties
from zhanqun.core.attachments.reading.packages import Package
from zhanqun.core.attachments.reading.parts import Words

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BOOK = "xl/workbook.xml"
_CELL = re.compile(r"([A-Z]{1,3})\d*")
_SCIENTIFIC = re.compile(r"-?\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)


@dataclass
class _Sheet:
    """One sheet as it is read. hidden_columns: numbers from 1."""

    name: str
    part: str
    state: str
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def where(self) -> str:
        labels = {"hidden": _("隐藏工作表“{name}”"), "veryHidden": _("深度隐藏工作表“{name}”")}
        return labels.get(self.state, "").format(name=self.name)


def read(package: Package) -> Iterator[Words]:
    """Words of every sheet of a workbook and of what hangs on it."""
    book = package.xml(BOOK)
    strings = list(_shared_strings(package))
    for sheet in _sheets(package, book):
        yield from _of_sheet(package, sheet, strings)
    names = [row.text or "" for row in book.iter(f"{S}definedName")]
    yield Words(_("名称定义"), "\n".join(name for name in names if '"' in name))
    yield from properties.read(package)


def _sheets(package: Package, book: etree._Element) -> Iterator[_Sheet]:
    related = package.related(BOOK)
    for row in book.iter(f"{S}sheet"):
        part = related.get(row.get(f"{R}id", ""), "")
        if package.has(part):
            yield _Sheet(row.get("name", ""), part, row.get("state", "visible"))


def _shared_strings(package: Package) -> Iterator[str]:
    name = next(iter(package.related(BOOK, "sharedStrings").values()), "")
    if not package.has(name):
        return
    texts: list[str] = []
    for event, element in package.elements(name, f"{S}si", f"{S}t"):
        if event == "start":
            continue
        if element.tag == f"{S}t":
            texts.append(element.text or "")
        else:
            yield "".join(texts)
            texts = []


def _of_sheet(package: Package, sheet: _Sheet, strings: list[str]) -> Iterator[Words]:
    _read_cells(package, sheet, strings)
    yield Words(sheet.where, "\n".join([sheet.name, *sheet.shown, *_drawn(package, sheet)]))
    yield Words(
        sheet.where or _("工作表“{name}”的隐藏行列").format(name=sheet.name),
        "\n".join(sheet.hidden),
    )
    yield Words(_("工作表“{name}”的页眉页脚").format(name=sheet.name), "\n".join(sheet.margins))
    for kind in ("comments", "threadedComment"):
        for name in package.related(sheet.part, kind).values():
            if package.has(name):
                yield Words(_("批注"), "\n".join(_paragraphs(package.xml(name))))


def _read_cells(package: Package, sheet: _Sheet, strings: list[str]) -> None:
    """Fill the sheet's lines, a row a line; the part is read in one pass and not held."""
    shown: list[str] = []
    hidden: list[str] = []
    row_is_hidden = False
    tags = ("col", "row", "c", "headerFooter")
    for event, element in package.elements(sheet.part, *(f"{S}{tag}" for tag in tags)):
        tag = str(element.tag).rpartition("}")[2]
        if event == "start":
            if tag == "row":
                row_is_hidden = _is_true(element, "hidden")
        elif tag == "c":
            if text := _cell_text(element, strings):
                is_hidden = row_is_hidden or _column(element) in sheet.hidden_columns
                (hidden if is_hidden else shown).append(text)
        elif tag == "row":
            _take_row(sheet, shown, hidden)
        elif tag == "col" and _is_true(element, "hidden"):
            first, last = (int(element.get(name, "0")) for name in ("min", "max"))
            sheet.hidden_columns.update(range(first, min(last, 20_000) + 1))
        elif tag == "headerFooter":
            sheet.margins += [line.text for line in element if line.text]


def _take_row(sheet: _Sheet, shown: list[str], hidden: list[str]) -> None:
    for cells, lines in ((shown, sheet.shown), (hidden, sheet.hidden)):
        if cells:
            lines.append("\t".join(cells))
            cells.clear()


def _cell_text(cell: etree._Element, strings: list[str]) -> str:
    value = cell.findtext(f"{S}v", "")
    match cell.get("t", "n"):
        case "s":
            return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
        case "inlineStr":
            return "".join(text.text or "" for text in cell.iter(f"{S}t"))
        case "b" | "e":
            return ""
        case "n" if _SCIENTIFIC.fullmatch(value) and float(value).is_integer():
            return str(int(float(value)))
    return value


def _column(cell: etree._Element) -> int:
    letters = _CELL.match(cell.get("r", ""))
    number = 0
    for letter in letters[1] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _drawn(package: Package, sheet: _Sheet) -> Iterator[str]:
    """Words of text boxes and shapes that lie on the sheet."""
    for name in package.related(sheet.part, "drawing").values():
        if package.has(name):
            for paragraph in package.xml(name).iter(f"{A}p"):
                yield "".join(text.text or "" for text in paragraph.iter(f"{A}t"))


def _paragraphs(root: etree._Element) -> Iterator[str]:
    for element in root.iter("{*}comment", "{*}threadedComment"):
        yield "".join(text.text or "" for text in element.iter("{*}t", "{*}text") if text.text)


def _is_true(element: etree._Element, name: str) -> bool:
    return element.get(name, "") in {"1", "true"}
