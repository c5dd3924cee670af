"""The body of a .docx as plain HTML for the cleaner (文档正文).

Kept: headings, automatic numbers as text, merged cells and header rows, alignment, pictures with
their descriptions, notes, symbols, no-break hyphens. Deleted revisions and hidden text are not.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree
from mammoth.docx.dingbats import dingbats

from zhanqun.content.library.importing.docx_numbering import (
    Numbering,
    W,
    read_numbering,
    whole_number,
)
from zhanqun.content.library.importing.packages import Package, Relationship
from zhanqun.content.library.rich_text import ImageRef, inline_image

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

EMU_PER_PIXEL = 9525
_SKIPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}delInstrText",
    f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}tblGrid", f"{W}trPr", f"{W}tcPr", f"{W}sectPr",
    f"{W}sdtPr", f"{W}footnoteRef", f"{W}endnoteRef", f"{W}annotationRef", f"{MC}Fallback",
    f"{W}rt", f"{W}ffData",
}  # fmt: skip
_TEXTS = {
    f"{W}tab": " ",
    f"{W}cr": "<br>",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "",
}
_MARKS = (
    ("b", "strong"),
    ("i", "em"),
    ("u", "u"),
    ("strike", "s"),
    ("dstrike", "s"),
)
_OFF = {"0", "false", "off", "none"}
_ALIGN = {"center": "center", "right": "right", "end": "right"}
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
# Symbol fonts write their characters at U+F000 plus the code.
_PRIVATE_SYMBOLS = range(0xF000, 0xF100)


@dataclass
class _Styles:
    """Paragraph and character styles by id, with what they inherit."""

    elements: dict[str, etree._Element] = field(default_factory=dict)

    def chain(self, style_id: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style_id in self.elements and style_id not in seen:
            seen.add(style_id)
            element = self.elements[style_id]
            yield element
            style_id = _value(element, "basedOn")

    def find(self, style_id: str, path: str) -> etree._Element | None:
        """First hit of `path` in the style or those it is based on."""
        found = (element.find(path) for element in self.chain(style_id))
        return next((element for element in found if element is not None), None)

    def heading(self, style_id: str) -> int:
        """Level of a heading style from 1, or 0."""
        for element in self.chain(style_id):
            if match := _HEADING_NAME.fullmatch(_value(element, "name").strip()):
                return int(match[1])
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and _plain_value(outline) in set("012345678"):
                return int(_plain_value(outline)) + 1
        return 0

    def is_title(self, style_id: str) -> bool:
        names = {_value(element, "name").lower() for element in self.chain(style_id)}
        return bool(names & {"title", "标题"})


@dataclass
class DocumentBody:
    """What was read: HTML for the cleaner, pictures by their marks, and what needs a word.

    tables: tables in the file that a reader sees. notices counts "revisions", "charts",
    "formulas" and "symbols" that a person should look at.
    """

    html: str
    images: dict[str, ImageRef]
    tables: int
    notices: Counter[str]


def read_body(package: Package) -> DocumentBody:
    """Read the main part of a Word file. Raises BrokenFile."""
    return _Body(package).read()


class _Body:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.main_part()
        self.targets = package.relationships(self.part)
        self.styles = _Styles({_w(s, "styleId"): s for s in self._related("styles", f"{W}style")})
        self.numbering: Numbering = read_numbering(self._root_of("numbering"))
        self.images: dict[str, ImageRef] = {}
        self.notices: Counter[str] = Counter()
        self.notes: list[tuple[str, str]] = []
        self._after: list[str] = []

    def read(self) -> DocumentBody:
        root = self.package.xml(self.part)
        body = root.find(f"{W}body")
        parts = [] if body is None else self._blocks(body)
        tables = sum(1 for table in root.iter(f"{W}tbl") if _is_shown(table))
        self.notices["revisions"] = sum(1 for _e in root.iter(f"{W}ins", f"{W}del", f"{W}moveTo"))
        self._count_charts(root)
        parts += self._notes_at_end()
        return DocumentBody("".join(parts), self.images, tables, self.notices)

    def _count_charts(self, root: etree._Element) -> None:
        for data in root.iter(f"{A}graphicData"):
            uri = data.get("uri", "")
            self.notices["charts"] += uri.endswith(("/chart", "/diagram"))

    # -- related parts

    def _root_of(self, kind: str) -> etree._Element | None:
        names = [r.target for r in self.targets.values() if r.kind == kind and not r.external]
        return self.package.xml(names[0]) if names and self.package.has(names[0]) else None

    def _related(self, kind: str, tag: str) -> Iterator[etree._Element]:
        root = self._root_of(kind)
        return iter(()) if root is None else root.iter(tag)

    # -- blocks

    def _blocks(self, container: etree._Element) -> list[str]:
        parts: list[str] = []
        for child in container:
            if child.tag == f"{W}p":
                parts.append(self._paragraph(child))
                parts += self._taken_after()
            elif child.tag == f"{W}tbl":
                parts.append(self._table(child))
            elif child.tag == f"{W}altChunk":
                self.notices["charts"] += 1
            elif child.tag not in _SKIPPED:
                parts += self._blocks(child)
        return parts

    def _taken_after(self) -> list[str]:
        """Blocks found inside the paragraph just read (text boxes): they follow it."""
        after, self._after = self._after, []
        return after

    def _paragraph(self, p: etree._Element) -> str:
        properties = p.find(f"{W}pPr")
        style_id = _value(properties, "pStyle")
        level = self._heading_level(properties, style_id)
        label = self._label(properties, style_id)
        inner = self._inline(p, self._style_marks(style_id) if not level else frozenset())
        tag = f"h{min(level + 1, 4)}" if level else "p"
        align = self._align(properties, style_id)
        attribute = f' align="{align}"' if align else ""
        return f"<{tag}{attribute}>{escape(label)}{inner}</{tag}>"

    def _heading_level(self, properties: etree._Element | None, style_id: str) -> int:
        outline = None if properties is None else properties.find(f"{W}outlineLvl")
        if outline is not None and _plain_value(outline) in set("012345678"):
            return int(_plain_value(outline)) + 1
        return self.styles.heading(style_id)

    def _align(self, properties: etree._Element | None, style_id: str) -> str:
        jc = None if properties is None else properties.find(f"{W}jc")
        if jc is None:
            jc = self.styles.find(style_id, f"{W}pPr/{W}jc")
        if jc is None:
            return "center" if self.styles.is_title(style_id) else ""
        return _ALIGN.get(_plain_value(jc), "")

    def _label(self, properties: etree._Element | None, style_id: str) -> str:
        number = None if properties is None else properties.find(f"{W}numPr")
        styled = self.styles.find(style_id, f"{W}pPr/{W}numPr")
        list_id = _value(number, "numId") or _value(styled, "numId")
        if list_id in {"", "0"}:
            return ""
        level = _value(number, "ilvl") or _value(styled, "ilvl") or "0"
        return self.numbering.label(list_id, whole_number(level))

    # -- tables

    def _table(self, table: etree._Element) -> str:
        rows = [row for row in _rows(table) if row.find(f"{W}trPr/{W}del") is None]
        grid = [list(_placed_cells(row)) for row in rows]
        heads = _leading_heads(rows)
        html = [
            "<tr>" + "".join(self._cells(grid, at, header=at < heads)) + "</tr>"
            for at in range(len(rows))
        ]
        head = f"<thead>{''.join(html[:heads])}</thead>" if heads else ""
        body = f"<tbody>{''.join(html[heads:])}</tbody>" if html[heads:] else ""
        return f"<table>{head}{body}</table>"

    def _cells(self, grid: "list[list[_Placed]]", at: int, *, header: bool) -> Iterator[str]:
        tag = "th" if header else "td"
        for cell in grid[at]:
            if cell.merge == "continue" and _has_start_above(grid, at, cell.column):
                continue
            rowspan = _rowspan(grid, at, cell)
            span = f' colspan="{cell.width}"' if cell.width > 1 else ""
            span += f' rowspan="{rowspan}"' if rowspan > 1 else ""
            yield f"<{tag}{span}>{''.join(self._blocks(cell.element))}</{tag}>"

    # -- inline

    def _inline(self, element: etree._Element, marks: frozenset[str]) -> str:
        parts = []
        for child in element:
            if child.tag == f"{W}r":
                parts.append(self._run(child, marks))
            elif child.tag == f"{W}hyperlink":
                parts.append(self._hyperlink(child, marks))
            elif child.tag in {f"{M}oMath", f"{M}oMathPara"}:
                self.notices["formulas"] += 1
                parts.append(escape("".join(t.text or "" for t in child.iter(f"{M}t"))))
            elif child.tag not in _SKIPPED:
                parts.append(self._inline(child, marks))
        return "".join(parts)

    def _hyperlink(self, element: etree._Element, marks: frozenset[str]) -> str:
        inner = self._inline(element, marks)
        target = self.targets.get(element.get(f"{R}id", ""))
        if target is None or not target.external:
            return inner
        return f'<a href="{escape(target.target)}">{inner}</a>'

    def _run(self, run: etree._Element, marks: frozenset[str]) -> str:
        properties = run.find(f"{W}rPr")
        if _is_on(properties, "vanish"):
            return ""
        inner = "".join(self._run_part(child, properties) for child in run)
        if not inner:
            return ""
        for tag in sorted(self._run_marks(properties, marks)):
            inner = f"<{tag}>{inner}</{tag}>"
        return inner

    def _run_part(self, element: etree._Element, properties: etree._Element | None) -> str:
        tag = element.tag
        if tag == f"{W}t":
            return escape(self._symbols_in(element.text or "", properties))
        if tag in _TEXTS:
            return _TEXTS[tag]
        if tag == f"{W}br":
            return "" if element.get(f"{W}type") in {"page", "column"} else "<br>"
        if tag == f"{W}sym":
            code = whole_number(element.get(f"{W}char"), base=16)
            return escape(self._symbol(element.get(f"{W}font", ""), code))
        if tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            return self._note_reference(element)
        if tag in _SKIPPED:
            return ""
        return self._graphic(element)

    def _graphic(self, element: etree._Element) -> str:
        """Pictures of a drawing stay in the line; the text of text boxes follows the paragraph."""
        for box in element.iter(f"{W}txbxContent"):
            if not _lies_within(box, element, f"{W}txbxContent", f"{MC}Fallback"):
                outer, self._after = self._after, []
                blocks = self._blocks(box)
                self._after = [*outer, *blocks]
        return "".join(self._pictures(element))

    def _pictures(self, element: etree._Element) -> Iterator[str]:
        for picture in element.iter(f"{A}blip", f"{V}imagedata"):
            if _lies_within(picture, element, f"{W}txbxContent", f"{MC}Fallback"):
                continue
            name = picture.get(f"{R}embed") or picture.get(f"{R}link") or picture.get(f"{R}id")
            yield self._picture(self.targets.get(name or ""), picture)

    def _picture(self, target: Relationship | None, picture: etree._Element) -> str:
        alt, size = _description_and_size(picture)
        if target is None:
            return '<img src="file:///image">'
        if target.external or not self.package.has(target.target):
            return f'<img src="{escape(target.target)}" alt="{escape(alt)}">'
        image = inline_image(self.package.read(target.target), alt)
        if image is None:
            return f'<img src="file:///{escape(target.target)}" alt="{escape(alt)}">'
        self.images[image.src] = image
        return f'<img src="{image.src}" alt="{escape(alt)}"{size}>'

    def _symbols_in(self, text: str, properties: etree._Element | None) -> str:
        if not any(ord(character) in _PRIVATE_SYMBOLS for character in text):
            return text
        fonts = None if properties is None else properties.find(f"{W}rFonts")
        font = "" if fonts is None else fonts.get(f"{W}ascii", "")
        return "".join(
            self._symbol(font, ord(c)) if ord(c) in _PRIVATE_SYMBOLS else c for c in text
        )

    def _symbol(self, font: str, code: int) -> str:
        """Character of a symbol font in Unicode (如 Wingdings 的 √)."""
        low = code - 0xF000 if code in _PRIVATE_SYMBOLS else code
        found = dingbats.get((font, low))
        if found is not None:
            return chr(found)
        if 0xFF < code < 0xD800:
            return chr(code)
        self.notices["symbols"] += 1
        return "〓"

    def _style_marks(self, style_id: str) -> frozenset[str]:
        marks = set()
        for name, tag in _MARKS:
            found = self.styles.find(style_id, f"{W}rPr/{W}{name}")
            if found is not None and _plain_value(found) not in _OFF:
                marks.add(tag)
        return frozenset(marks)

    def _run_marks(self, properties: etree._Element | None, inherited: frozenset[str]) -> set[str]:
        marks = set(inherited)
        if properties is None:
            return marks
        marks |= self._style_marks(_value(properties, "rStyle"))
        for name, tag in _MARKS:
            own = properties.find(f"{W}{name}")
            if own is not None:
                (marks.discard if _plain_value(own) in _OFF else marks.add)(tag)
        match _value(properties, "vertAlign"):
            case "superscript":
                marks.add("sup")
            case "subscript":
                marks.add("sub")
        return marks

    # -- notes

    def _note_reference(self, element: etree._Element) -> str:
        kind = "footnotes" if element.tag == f"{W}footnoteReference" else "endnotes"
        self.notes.append((kind, element.get(f"{W}id", "")))
        number = len(self.notes)
        return f'<sup id="ref-{number}"><a href="#note-{number}">[{number}]</a></sup>'

    def _notes_at_end(self) -> list[str]:
        if not self.notes:
            return []
        parts, at = ["<hr><ol>"], 0
        while at < len(self.notes):  # a note may refer to further notes
            kind, note_id = self.notes[at]
            at += 1
            parts.append(f'<li id="note-{at}">{"".join(self._note(kind, note_id))}</li>')
        return [*parts, "</ol>"]

    def _note(self, kind: str, note_id: str) -> list[str]:
        tag = f"{W}footnote" if kind == "footnotes" else f"{W}endnote"
        for note in self._related(kind, tag):
            if note.get(f"{W}id") == note_id:
                return self._blocks(note)
        return []


@dataclass(frozen=True)
class _Placed:
    """A cell and the grid columns it covers. merge: "", "restart" or "continue"."""

    element: etree._Element
    column: int
    width: int
    merge: str


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag not in _SKIPPED and child.tag != f"{W}tbl":
            yield from _rows(child)


def _row_cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in _SKIPPED:
            yield from _row_cells(child)


def _placed_cells(row: etree._Element) -> Iterator[_Placed]:
    before = row.find(f"{W}trPr/{W}gridBefore")
    column = _count(before) if before is not None else 0
    for cell in _row_cells(row):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        width = max(_count(span), 1) if span is not None else 1
        vertical = cell.find(f"{W}tcPr/{W}vMerge")
        merge = "" if vertical is None else _plain_value(vertical) or "continue"
        yield _Placed(cell, column, width, merge)
        column += width


def _has_start_above(grid: list[list[_Placed]], at: int, column: int) -> bool:
    for row in reversed(grid[:at]):
        merge = next((cell.merge for cell in row if cell.column == column), "")
        if merge != "continue":
            return merge == "restart"
    return False


def _rowspan(grid: list[list[_Placed]], at: int, cell: _Placed) -> int:
    if cell.merge != "restart":
        return 1
    span = 1
    for row in grid[at + 1 :]:
        if not any(c.column == cell.column and c.merge == "continue" for c in row):
            break
        span += 1
    return span


def _leading_heads(rows: list[etree._Element]) -> int:
    """Rows repeated as table header (重复标题行), never all of them."""
    count = 0
    for row in rows:
        mark = row.find(f"{W}trPr/{W}tblHeader")
        if mark is None or _plain_value(mark) in _OFF:
            break
        count += 1
    return count if count < len(rows) else 0


def _is_shown(table: etree._Element) -> bool:
    if table.find(f".//{W}tr") is None:
        return False
    hidden = {f"{MC}Fallback", f"{W}del", f"{W}moveFrom"}
    if any(ancestor.tag in hidden for ancestor in table.iterancestors()):
        return False
    rows = table.iterancestors(f"{W}tr")
    return all(row.find(f"{W}trPr/{W}del") is None for row in rows)


def _lies_within(element: etree._Element, limit: etree._Element, *tags: str) -> bool:
    """True where an ancestor of `element` below `limit` has one of `tags`."""
    for ancestor in element.iterancestors():
        if ancestor is limit:
            return False
        if ancestor.tag in tags:
            return True
    return False


def _description_and_size(picture: etree._Element) -> tuple[str, str]:
    """Alternative text, and width and height as attributes, of a picture in a drawing."""
    for ancestor in picture.iterancestors(f"{WP}inline", f"{WP}anchor"):
        named = ancestor.find(f"{WP}docPr")
        extent = ancestor.find(f"{WP}extent")
        alt = "" if named is None else named.get("descr", "")
        if extent is None:
            return alt, ""
        width, height = (whole_number(extent.get(name)) // EMU_PER_PIXEL for name in ("cx", "cy"))
        return alt, f' width="{width}" height="{height}"'
    return "", ""


def _w(element: etree._Element, name: str) -> str:
    return element.get(f"{W}{name}", "")


def _plain_value(element: etree._Element) -> str:
    return element.get(f"{W}val", "")


def _value(parent: etree._Element | None, name: str) -> str:
    """w:val of a child, or "" where it is absent."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return "" if child is None else _plain_value(child)


def _count(element: etree._Element) -> int:
    return whole_number(_plain_value(element), default=1)


def _is_on(properties: etree._Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and _plain_value(found) not in _OFF
