"""One piece of HTML into blocks: element by element, each in its place."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from zhanqun.content.library.characters import clean_text
from zhanqun.content.library.rich_text_blocks import (
    STRONG,
    Block,
    Cell,
    Figure,
    Image,
    Item,
    Listing,
    Para,
    Quote,
    Rule,
    Run,
    Table,
    rows_of_head,
)
from zhanqun.content.library.rich_text_reading.addresses import (
    DATA_IMAGE,
    OWN_FILES,
    UPLOAD_SCHEME,
    WEB,
    ImageRef,
    data_image,
    safe_link,
)
from zhanqun.content.library.rich_text_reading.hiding import HiddenLink, take_hidden_links
from zhanqun.content.library.rich_text_reading.looks import (
    MARKS,
    PLAIN,
    Look,
    Style,
    align_of_class,
    as_align,
    style_of,
)
from zhanqun.content.library.rich_text_reading.markup import (
    CONTAINERS,
    HEADINGS,
    SANITIZER,
    STRUCTURE,
    anchor_of,
    check_read_whole,
    size_of,
    span_of,
)
from zhanqun.content.library.rich_text_reading.runs import SPACES, split_at_double_breaks, tidied
from zhanqun.ui import charts

DEPTH_LIMIT = 120


class Reader:
    """Reads one piece of HTML; `images`, `dropped` and `hidden_links` say what was in it."""

    def __init__(self, base_url: str | None = None) -> None:
        self.base_url = base_url
        self.images: list[ImageRef] = []
        self.dropped: Counter[str] = Counter()
        self.hidden_links: list[HiddenLink] = []
        self._blocks: list[Block] = []
        self._para: Para | None = None
        self._depth = 0

    def read(self, html: str) -> list[Block]:
        """Blocks of `html`. Raises TextNestedTooDeep."""
        safe = SANITIZER.clean(html)
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
        root = etree.fromstring(f"<div>{safe}</div>".encode(), parser)
        check_read_whole(parser)
        if root is not None:
            self.hidden_links = take_hidden_links(root)
            self._children(root, Look())
        self._close()
        return self._blocks

    def _children(self, element: etree._Element, look: Look) -> None:
        if element.text:
            self._text(element.text, look)
        for child in element:
            self._element(child, look)
            if child.tail:
                self._text(child.tail, look)

    def _element(self, element: etree._Element, look: Look) -> None:
        if self._depth > DEPTH_LIMIT:
            self._text("".join(element.itertext()), look)
            return
        self._depth += 1
        tag = str(element.tag)
        style = style_of(element.get("style")) if element.get("style") else PLAIN
        if not style.hidden:
            self._visible(tag, element, self._look_of(tag, element, style, look))
        self._depth -= 1

    def _look_of(self, tag: str, element: etree._Element, style: Style, outer: Look) -> Look:
        marks = (outer.marks & ~style.unmarks) | style.marks | MARKS.get(tag, 0)
        align = style.align
        if align is None and (given := element.get("align")):
            align = as_align(given)
        if align is None and (name := element.get("class")) and "align-" in name:
            align = align_of_class(name)
        if align is None and tag == "center":
            align = "center"
        if marks == outer.marks and align is None and tag not in {"a", "sup"}:
            return outer
        href, anchor = outer.href, outer.anchor
        if tag == "a":
            href = self._link(element.get("href"))
        elif tag == "sup":
            anchor = anchor_of(element)
        return Look(marks, href, outer.align if align is None else align, anchor)

    def _visible(self, tag: str, element: etree._Element, look: Look) -> None:
        if tag == "p" or tag in HEADINGS:
            self._paragraph(HEADINGS.get(tag, "p"), element, look)
        elif tag == "br":
            self._run(Run(is_break=True), look)
        elif tag == "img":
            self._image(element, look)
        elif tag == "table":
            self._table(element)
        elif tag in {"ul", "ol"}:
            self._listing(tag, element, look)
        elif tag in STRUCTURE:
            self._structure(tag, element, look)
        elif tag in CONTAINERS or tag == "body":
            self._close()
            self._children(element, look)
            self._close()
        else:
            self._children(element, look)

    def _structure(self, tag: str, element: etree._Element, look: Look) -> None:
        match tag:
            case "hr":
                self._close()
                self._blocks.append(Rule())
            case "blockquote":
                with self._inside() as blocks:
                    self._children(element, look)
                if blocks:
                    self._blocks.append(Quote(blocks))
            case "figure":
                self._figure(element, look)
            case "dt":
                self._paragraph("p", element, look._replace(marks=look.marks | STRONG))
            case "pre":
                self._preformatted(element, look)
            case "li":
                self._listing("ul", [element], look)
            case _:
                self._paragraph("p", element, look)

    @contextmanager
    def _inside(self) -> Iterator[list[Block]]:
        """Collect the blocks of an inner part into a list of their own."""
        self._close()
        outer, self._blocks = self._blocks, []
        try:
            yield self._blocks
            self._close()
        finally:
            self._blocks = outer

    def _paragraph(self, tag: str, element: etree._Element, look: Look) -> None:
        self._close()
        self._para = Para(tag, look.align)
        self._children(element, look)
        self._close()

    def _preformatted(self, element: etree._Element, look: Look) -> None:
        self._close()
        for line in "".join(element.itertext()).split("\n"):
            self._text(line, look)
            self._run(Run(is_break=True), look)
        self._close()

    def _figure(self, element: etree._Element, look: Look) -> None:
        with self._inside() as blocks:
            for child in element:
                if child.tag == "figcaption":
                    self._paragraph("figcaption", child, look)
                else:
                    self._element(child, look)
        pictures = [run for block in blocks if isinstance(block, Para) for run in block.runs]
        images = [run for run in pictures if run.image]
        match [block for block in blocks if isinstance(block, Para) and block.tag == "figcaption"]:
            case [caption] if images and not _has_text(blocks, caption):
                self._blocks.append(Figure(images, caption))
            case captions:
                for caption in captions:
                    caption.tag = "p"
                self._blocks.extend(blocks)

    def _listing(
        self, tag: str, elements: "etree._Element | list[etree._Element]", look: Look
    ) -> None:
        self._close()
        listing = Listing(ordered=tag == "ol")
        if isinstance(elements, etree._Element):
            start, kind = elements.get("start", ""), elements.get("type", "")
            listing.start = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
            listing.kind = kind if kind in {"a", "A", "i", "I"} else ""
        for child in elements:
            with self._inside() as blocks:
                if child.tag == "li":
                    self._item(child, look)
                else:
                    self._element(child, look)
                if child.tail and child.tail.strip():
                    self._text(child.tail, look)
            if child.tag != "li" and listing.items:
                listing.items[-1].blocks.extend(blocks)
            elif blocks:
                listing.items.append(Item(blocks, anchor_of(child)))
        if listing.items:
            self._blocks.append(listing)

    def _item(self, element: etree._Element, look: Look) -> None:
        style = style_of(element.get("style", ""))
        self._children(element, self._look_of("li", element, style, look))

    def _table(self, element: etree._Element) -> None:
        self._close()
        table = Table(chart=charts.kind_of(element.get("class", "")))
        for part in element:
            if part.tag == "caption":
                with self._inside():
                    self._paragraph("caption", part, Look())
                    table.caption = self._caption()
            elif part.tag == "tr":
                table.body.append(self._row(part, Look()))
            else:
                rows = table.head if part.tag == "thead" else table.body
                rows += [self._row(row, Look()) for row in part if row.tag == "tr"]
        if not any(table.head) and not any(table.body):
            return
        _name_head(table)
        self._blocks.append(table)

    def _caption(self) -> Para | None:
        self._close()
        first = self._blocks[0] if self._blocks else None
        return first if isinstance(first, Para) else None

    def _row(self, row: etree._Element, look: Look) -> list[Cell]:
        look = self._look_of("tr", row, style_of(row.get("style", "")), look)
        return [self._cell(cell, look) for cell in row if cell.tag in {"td", "th"}]

    def _cell(self, element: etree._Element, look: Look) -> Cell:
        style = style_of(element.get("style", ""))
        with self._inside() as blocks:
            self._children(element, self._look_of("td", element, style, look))
        scope = element.get("scope", "").lower()
        return Cell(
            header=element.tag == "th",
            blocks=blocks,
            colspan=span_of(element.get("colspan", "")),
            rowspan=span_of(element.get("rowspan", "")),
            scope=scope if scope in {"col", "row", "colgroup", "rowgroup"} else "",
        )

    def _text(self, text: str, look: Look) -> None:
        if self._para is None:
            if not text.strip():
                return
            self._para = Para("p", look.align)
        self._para.runs.append(Run(text, look.marks, look.href, look.anchor))

    def _run(self, run: Run, look: Look) -> None:
        if self._para is None:
            self._para = Para("p", look.align)
        self._para.runs.append(run)

    def _close(self) -> None:
        """End the open paragraph; lines set apart by two breaks become paragraphs of their own."""
        para, self._para = self._para, None
        if para is None or not para.runs:
            return
        runs = tidied(para.runs, drop_marks=STRONG if para.tag in {"h2", "h3", "h4"} else 0)
        for part in split_at_double_breaks(runs, keep_whole=para.tag != "p"):
            self._blocks.append(Para(para.tag, para.align, part))

    def _link(self, address: str | None) -> str:
        if address is None:
            return ""
        href = safe_link(address, self.base_url)
        if not href and address not in {"", "#"}:
            self.dropped["link"] += 1
        return href

    def _image(self, element: etree._Element, look: Look) -> None:
        image = self._image_ref(element.get("src", "").strip(), element.get("alt", "").strip())
        if image is None:
            return
        self.images.append(image)
        if image.kind == "missing":
            return
        alt = SPACES.sub(" ", clean_text(image.alt))
        width, height = size_of(element)
        self._run(Run(href=look.href, image=Image(image.src, alt, width, height)), look)

    def _image_ref(self, src: str, alt: str) -> ImageRef | None:
        if not src:
            self.dropped["empty_image"] += 1
            return None
        if match := DATA_IMAGE.match(src):
            return data_image(match[1], alt) or ImageRef("missing", src[:40], alt)
        if re.fullmatch(rf"{UPLOAD_SCHEME}[0-9a-f]{{40}}", src):
            return ImageRef("inline", src, alt)
        address = safe_link(src, self.base_url)
        # Beside another page is nowhere here: only files of ours and whole addresses are found.
        if not address.startswith((OWN_FILES, "//")) and not WEB.match(address):
            return ImageRef("missing", src, alt)
        return ImageRef("linked", address, alt)


def _name_head(table: Table) -> None:
    """Move leading rows of header cells into the head, and give header cells their scope."""
    if not table.head:
        leading = next(
            (at for at, row in enumerate(table.body) if not all(c.header for c in row) or not row),
            len(table.body),
        )
        size = rows_of_head(table.body, leading)
        if size == leading:
            table.head, table.body = table.body[:size], table.body[size:]
    for rows, scope in ((table.head, "col"), (table.body, "row")):
        for row in rows:
            for cell in row:
                if cell.header:
                    cell.scope = cell.scope or scope
                else:
                    cell.scope = ""


def _has_text(blocks: list[Block], caption: Para) -> bool:
    return any(
        not isinstance(block, Para) or any(run.text for run in block.runs)
        for block in blocks
        if block is not caption
    )
