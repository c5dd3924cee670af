"""The body of a .docx as plain HTML for the cleaner (文档正文).

Kept: headings, automatic numbers as text, merged cells and header rows, alignment, pictures with
their descriptions, notes, symbols, no-break hyphens. Deleted revisions and hidden text are not.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext_lazy
from lxml import etree
from mammoth.docx.dingbats import dingbats

from zhanqun.content.library.importing.docx_markup import (
    MC,
    OFF,
    SKIPPED,
    WP,
    A,
    M,
    R,
    V,
    W,
    is_on,
    lies_within,
    own,
    plain_value,
    value_of,
)
from zhanqun.content.library.importing.docx_numbering import (
    Numbering,
    read_numbering,
    whole_number,
)
from zhanqun.content.library.importing.docx_styles import Styles
from zhanqun.content.library.importing.docx_tables import (
    Placed,
    has_start_above,
    is_shown,
    leading_heads,
    placed_cells,
    rows_of,
    rowspan_of,
)
from zhanqun.content.library.importing.packages import Package, Relationship
from zhanqun.content.library.rich_text import ImageRef, inline_image
from zhanqun.foundation.errors import DomainError

EMU_PER_PIXEL = 9525
MAX_PARAGRAPHS = 50_000
MAX_PICTURES = 1_000
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
_ALIGN = {"center": "center", "right": "right", "end": "right"}
# Symbol fonts write their characters at U+F000 plus the code.
_PRIVATE_SYMBOLS = range(0xF000, 0xF100)


class DocumentTooLong(DomainError):
    """More paragraphs than one text can have (文档过长)."""

    code = "library.document_too_long"
    message = gettext_lazy("文档有 {count} 个段落，超过上限 {limit} 个，没有导入。请分成几个文件。")


class TooManyPictures(DomainError):
    """More pictures than one text can show (图片过多)."""

    code = "library.too_many_pictures"
    message = gettext_lazy(
        "文档有 {count} 张图片，超过上限 {limit} 张，没有导入。请分成几个文件，或改为附件。"
    )


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


def check_size(root: etree._Element) -> None:
    """Raise DocumentTooLong or TooManyPictures before the work is begun."""
    paragraphs = sum(1 for _p in root.iter(f"{W}p"))
    if paragraphs > MAX_PARAGRAPHS:
        raise DocumentTooLong(count=paragraphs, limit=MAX_PARAGRAPHS)
    pictures = sum(1 for _p in root.iter(f"{A}blip", f"{V}imagedata"))
    if pictures > MAX_PICTURES:
        raise TooManyPictures(count=pictures, limit=MAX_PICTURES)


def read_body(package: Package) -> DocumentBody:
    """Read the main part of a Word file. Raises BrokenFile, DocumentTooLong, TooManyPictures."""
    return _Body(package).read()


class _Body:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.main_part()
        self.targets = package.relationships(self.part)
        self.styles = Styles({own(s, "styleId"): s for s in self._related("styles", f"{W}style")})
        self.numbering: Numbering = read_numbering(self._root_of("numbering"))
        self.images: dict[str, ImageRef] = {}
        self.notices: Counter[str] = Counter()
        self.notes: list[tuple[str, str]] = []
        self._after: list[str] = []

    def read(self) -> DocumentBody:
        root = self.package.xml(self.part)
        check_size(root)
        body = root.find(f"{W}body")
        parts = [] if body is None else self._blocks(body)
        tables = sum(1 for table in root.iter(f"{W}tbl") if is_shown(table))
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
            elif child.tag not in SKIPPED:
                parts += self._blocks(child)
        return parts

    def _taken_after(self) -> list[str]:
        """Blocks found inside the paragraph just read (text boxes): they follow it."""
        after, self._after = self._after, []
        return after

    def _paragraph(self, p: etree._Element) -> str:
        properties = p.find(f"{W}pPr")
        style_id = value_of(properties, "pStyle")
        level = self._heading_level(properties, style_id)
        label = self._label(properties, style_id)
        inner = self._inline(p, self._style_marks(style_id) if not level else frozenset())
        tag = f"h{min(level + 1, 4)}" if level else "p"
        align = self._align(properties, style_id)
        attribute = f' align="{align}"' if align else ""
        return f"<{tag}{attribute}>{escape(label)}{inner}</{tag}>"

    def _heading_level(self, properties: etree._Element | None, style_id: str) -> int:
        outline = None if properties is None else properties.find(f"{W}outlineLvl")
        if outline is not None and plain_value(outline) in set("012345678"):
            return int(plain_value(outline)) + 1
        return self.styles.heading(style_id)

    def _align(self, properties: etree._Element | None, style_id: str) -> str:
        jc = None if properties is None else properties.find(f"{W}jc")
        if jc is None:
            jc = self.styles.find(style_id, f"{W}pPr/{W}jc")
        if jc is None:
            return "center" if self.styles.is_title(style_id) else ""
        return _ALIGN.get(plain_value(jc), "")

    def _label(self, properties: etree._Element | None, style_id: str) -> str:
        number = None if properties is None else properties.find(f"{W}numPr")
        styled = self.styles.find(style_id, f"{W}pPr/{W}numPr")
        list_id = value_of(number, "numId") or value_of(styled, "numId")
        if list_id in {"", "0"}:
            return ""
        level = value_of(number, "ilvl") or value_of(styled, "ilvl") or "0"
        return self.numbering.label(list_id, whole_number(level))

    # -- tables

    def _table(self, table: etree._Element) -> str:
        rows = [row for row in rows_of(table) if row.find(f"{W}trPr/{W}del") is None]
        grid = [list(placed_cells(row)) for row in rows]
        heads = leading_heads(rows)
        html = [
            "<tr>" + "".join(self._cells(grid, at, header=at < heads)) + "</tr>"
            for at in range(len(rows))
        ]
        head = f"<thead>{''.join(html[:heads])}</thead>" if heads else ""
        body = f"<tbody>{''.join(html[heads:])}</tbody>" if html[heads:] else ""
        return f"<table>{head}{body}</table>"

    def _cells(self, grid: "list[list[Placed]]", at: int, *, header: bool) -> Iterator[str]:
        tag = "th" if header else "td"
        for cell in grid[at]:
            if cell.merge == "continue" and has_start_above(grid, at, cell.column):
                continue
            rowspan = rowspan_of(grid, at, cell)
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
            elif child.tag not in SKIPPED:
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
        if is_on(properties, "vanish"):
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
        if tag in SKIPPED:
            return ""
        return self._graphic(element)

    def _graphic(self, element: etree._Element) -> str:
        """Pictures of a drawing stay in the line; the text of text boxes follows the paragraph."""
        for box in element.iter(f"{W}txbxContent"):
            if not lies_within(box, element, f"{W}txbxContent", f"{MC}Fallback"):
                outer, self._after = self._after, []
                blocks = self._blocks(box)
                self._after = [*outer, *blocks]
        return "".join(self._pictures(element))

    def _pictures(self, element: etree._Element) -> Iterator[str]:
        for picture in element.iter(f"{A}blip", f"{V}imagedata"):
            if lies_within(picture, element, f"{W}txbxContent", f"{MC}Fallback"):
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
            if found is not None and plain_value(found) not in OFF:
                marks.add(tag)
        return frozenset(marks)

    def _run_marks(self, properties: etree._Element | None, inherited: frozenset[str]) -> set[str]:
        marks = set(inherited)
        if properties is None:
            return marks
        marks |= self._style_marks(value_of(properties, "rStyle"))
        for name, tag in _MARKS:
            own = properties.find(f"{W}{name}")
            if own is not None:
                (marks.discard if plain_value(own) in OFF else marks.add)(tag)
        match value_of(properties, "vertAlign"):
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
