"""HTML of any origin to blocks: what may stay is listed here, everything else goes.

The browser-grade parser of nh3 repairs and strips first; this module then reads its output into
blocks, so that nothing reaches the page that the writer does not know how to spell.
"""

import base64
import binascii
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urljoin

import nh3
from django.utils.translation import gettext_lazy
from lxml import etree

from zhanqun.content.library.characters import clean_text
from zhanqun.content.library.rich_text_blocks import (
    EM,
    STRIKE,
    STRONG,
    SUB,
    SUP,
    UNDERLINE,
    Align,
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
from zhanqun.foundation.errors import DomainError

UPLOAD_SCHEME = "upload:"
DEPTH_LIMIT = 120
SPAN_LIMIT = 1000
STYLE_LIMIT = 4000
LINE_END_SIGHT = 64

_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_MARKS = {
    "b": STRONG,
    "strong": STRONG,
    "em": EM,
    "i": EM,
    "u": UNDERLINE,
    "ins": UNDERLINE,
    "s": STRIKE,
    "strike": STRIKE,
    "del": STRIKE,
    "sup": SUP,
    "sub": SUB,
}
_CONTAINERS = {
    "address", "article", "aside", "center", "details", "dd", "div", "dl", "fieldset", "footer",
    "header", "legend", "main", "nav", "section", "summary",
}  # fmt: skip
_INLINE = {"a", "br", "font", "img", "span", "big", "small", "label", "code", "cite", "q"}
_STRUCTURE = {
    "blockquote", "caption", "dt", "figcaption", "figure", "hr", "li", "ol", "p", "pre", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_DROPPED_WITH_CONTENT = {
    "applet", "audio", "button", "canvas", "iframe", "math", "noembed", "noframes", "noscript",
    "object", "option", "script", "select", "style", "svg", "template", "textarea", "title",
    "video", "xml",
}  # fmt: skip
_SANITIZER = nh3.Cleaner(
    tags=_CONTAINERS | _INLINE | _STRUCTURE | set(_HEADINGS) | set(_MARKS),
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes={
        "*": {"style", "align", "class"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "ol": {"start", "type"},
        "li": {"id"},
        "sup": {"id"},
    },
    url_schemes={
        "http",
        "https",
        "mailto",
        "tel",
        "upload",
        "data",
        "file",
        "cid",
        "blob",
        "about",
    },  # fmt: skip
    link_rel=None,
    strip_comments=True,
)
_ALIGN_CLASS = re.compile(r"\balign-(center|right|justify)\b")
_ANCHOR = re.compile(r"(?:note|ref)-\d{1,4}")
_STYLE_ALIGN = re.compile(r"text-align\s*:\s*([a-z]+)", re.IGNORECASE)
_STYLE_SIZE = re.compile(r"(?<![-\w])(width|height)\s*:\s*(\d+)(?:\.\d+)?(px|pt)", re.IGNORECASE)
_STYLE_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_STYLE_MARKS = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), STRONG),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), EM),
    (re.compile(r"text-decoration[-a-z]*\s*:[^;]*underline", re.IGNORECASE), UNDERLINE),
    (re.compile(r"text-decoration[-a-z]*\s*:[^;]*line-through", re.IGNORECASE), STRIKE),
    (re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE), SUP),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), SUB),
)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
# Addresses of attachments, at the desk and in public.
OWN_FILES = "/f/"
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_LINK_SCHEMES = {"http", "https", "mailto", "tel"}
_DATA_IMAGE = re.compile(r"data:image/[\w.+-]+;base64,(.*)", re.IGNORECASE | re.DOTALL)
_IMAGE_TYPES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"BM"), "image/bmp"),
)
_SPACES = re.compile(r"[ \t\f\r\n]+")
_BLANKS = re.compile(" {2,}")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


class TextNestedTooDeep(DomainError):
    """The markup is nested beyond all reason (嵌套过深): its text could not be kept whole."""

    code = "library.text_nested_too_deep"
    message = gettext_lazy("网页结构嵌套过深，无法完整读取。请复制其文字，以纯文本粘贴。")


@dataclass(frozen=True)
class ImageRef:
    """A picture of the text and where its bytes are.

    kind: "linked" (src is its address), "inline" (bytes came along; src is its upload mark),
    "missing" (src is all that is known of it; it is not in the text).
    """

    kind: str
    src: str
    alt: str = ""
    data: bytes | None = None
    media_type: str = ""

    @property
    def name(self) -> str:
        return unquote(re.split(r"[\\/]", self.src.split("?")[0])[-1])


class _Look(NamedTuple):
    """How the text at a place looks, from the elements around it."""

    marks: int = 0
    href: str = ""
    align: Align = ""
    anchor: str = ""


class _Style(NamedTuple):
    align: Align | None
    marks: int
    unmarks: int
    hidden: bool


_PLAIN = _Style(align=None, marks=0, unmarks=0, hidden=False)


def check_read_whole(parser: etree.HTMLParser) -> None:
    """Raise TextNestedTooDeep where the parser left off at its limit of depth."""
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise TextNestedTooDeep


def inline_image(data: bytes, alt: str = "") -> ImageRef | None:
    """Reference to a picture whose bytes we hold, marked by its content; None for other files."""
    for signature, media_type in _IMAGE_TYPES:
        if signature.match(data):
            mark = UPLOAD_SCHEME + hashlib.sha256(data).hexdigest()[:40]
            return ImageRef("inline", mark, alt, data, media_type)
    return None


def safe_link(address: str, base_url: str | None = None) -> str:
    """Address a link may lead to (http, https, mailto, tel, relative), or "" where it may not."""
    address = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+", "", address)
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in _LINK_SCHEMES:
        return ""
    if not scheme or scheme[1].lower() in {"http", "https"}:
        address = address.replace("\\", "/")
    if not address or address == "#":
        return ""
    if scheme or address.startswith("#") or not base_url:
        return address
    try:
        return urljoin(base_url, address)
    except ValueError:
        return ""


@lru_cache(maxsize=8192)
def _style(style: str) -> _Style:
    style = style[:STYLE_LIMIT]
    align = _STYLE_ALIGN.search(style)
    marks = sum(mark for pattern, mark in _STYLE_MARKS if pattern.search(style))
    return _Style(
        align=_as_align(align[1]) if align else None,
        marks=marks,
        unmarks=STRONG if _NOT_BOLD.search(style) else 0,
        hidden=bool(_STYLE_HIDDEN.search(style)),
    )


def _as_align(value: str) -> Align | None:
    match value.lower():
        case "center" | "middle":
            return "center"
        case "right" | "end":
            return "right"
        case "justify":
            return "justify"
        case "left" | "start":
            return ""
    return None


class Reader:
    """Reads one piece of HTML; `images` and `dropped` say what else was in it."""

    def __init__(self, base_url: str | None = None) -> None:
        self.base_url = base_url
        self.images: list[ImageRef] = []
        self.dropped: Counter[str] = Counter()
        self._blocks: list[Block] = []
        self._para: Para | None = None
        self._depth = 0

    def read(self, html: str) -> list[Block]:
        """Blocks of `html`. Raises TextNestedTooDeep."""
        safe = _SANITIZER.clean(html)
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
        root = etree.fromstring(f"<div>{safe}</div>".encode(), parser)
        check_read_whole(parser)
        if root is not None:
            self._children(root, _Look())
        self._close()
        return self._blocks

    def _children(self, element: etree._Element, look: _Look) -> None:
        if element.text:
            self._text(element.text, look)
        for child in element:
            self._element(child, look)
            if child.tail:
                self._text(child.tail, look)

    def _element(self, element: etree._Element, look: _Look) -> None:
        if self._depth > DEPTH_LIMIT:
            self._text("".join(element.itertext()), look)
            return
        self._depth += 1
        tag = str(element.tag)
        style = _style(element.get("style")) if element.get("style") else _PLAIN
        if not style.hidden:
            self._visible(tag, element, self._look_of(tag, element, style, look))
        self._depth -= 1

    def _look_of(self, tag: str, element: etree._Element, style: _Style, outer: _Look) -> _Look:
        marks = (outer.marks & ~style.unmarks) | style.marks | _MARKS.get(tag, 0)
        align = style.align
        if align is None and (given := element.get("align")):
            align = _as_align(given)
        if align is None and (name := element.get("class")) and "align-" in name:
            found = _ALIGN_CLASS.search(name)
            align = _as_align(found[1]) if found else None
        if align is None and tag == "center":
            align = "center"
        if marks == outer.marks and align is None and tag not in {"a", "sup"}:
            return outer
        href, anchor = outer.href, outer.anchor
        if tag == "a":
            href = self._link(element.get("href"))
        elif tag == "sup":
            anchor = _anchor(element)
        return _Look(marks, href, outer.align if align is None else align, anchor)

    def _visible(self, tag: str, element: etree._Element, look: _Look) -> None:
        if tag == "p" or tag in _HEADINGS:
            self._paragraph(_HEADINGS.get(tag, "p"), element, look)
        elif tag == "br":
            self._run(Run(is_break=True), look)
        elif tag == "img":
            self._image(element, look)
        elif tag == "table":
            self._table(element)
        elif tag in {"ul", "ol"}:
            self._listing(tag, element, look)
        elif tag in _STRUCTURE:
            self._structure(tag, element, look)
        elif tag in _CONTAINERS or tag == "body":
            self._close()
            self._children(element, look)
            self._close()
        else:
            self._children(element, look)

    def _structure(self, tag: str, element: etree._Element, look: _Look) -> None:
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

    def _paragraph(self, tag: str, element: etree._Element, look: _Look) -> None:
        self._close()
        self._para = Para(tag, look.align)
        self._children(element, look)
        self._close()

    def _preformatted(self, element: etree._Element, look: _Look) -> None:
        self._close()
        for line in "".join(element.itertext()).split("\n"):
            self._text(line, look)
            self._run(Run(is_break=True), look)
        self._close()

    def _figure(self, element: etree._Element, look: _Look) -> None:
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
        self, tag: str, elements: "etree._Element | list[etree._Element]", look: _Look
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
                listing.items.append(Item(blocks, _anchor(child)))
        if listing.items:
            self._blocks.append(listing)

    def _item(self, element: etree._Element, look: _Look) -> None:
        style = _style(element.get("style", ""))
        self._children(element, self._look_of("li", element, style, look))

    def _table(self, element: etree._Element) -> None:
        self._close()
        table = Table()
        for part in element:
            if part.tag == "caption":
                with self._inside():
                    self._paragraph("caption", part, _Look())
                    table.caption = self._caption()
            elif part.tag == "tr":
                table.body.append(self._row(part, _Look()))
            else:
                rows = table.head if part.tag == "thead" else table.body
                rows += [self._row(row, _Look()) for row in part if row.tag == "tr"]
        if not any(table.head) and not any(table.body):
            return
        _name_head(table)
        self._blocks.append(table)

    def _caption(self) -> Para | None:
        self._close()
        first = self._blocks[0] if self._blocks else None
        return first if isinstance(first, Para) else None

    def _row(self, row: etree._Element, look: _Look) -> list[Cell]:
        look = self._look_of("tr", row, _style(row.get("style", "")), look)
        return [self._cell(cell, look) for cell in row if cell.tag in {"td", "th"}]

    def _cell(self, element: etree._Element, look: _Look) -> Cell:
        style = _style(element.get("style", ""))
        with self._inside() as blocks:
            self._children(element, self._look_of("td", element, style, look))
        scope = element.get("scope", "").lower()
        return Cell(
            header=element.tag == "th",
            blocks=blocks,
            colspan=_span(element.get("colspan", "")),
            rowspan=_span(element.get("rowspan", "")),
            scope=scope if scope in {"col", "row", "colgroup", "rowgroup"} else "",
        )

    def _text(self, text: str, look: _Look) -> None:
        if self._para is None:
            if not text.strip():
                return
            self._para = Para("p", look.align)
        self._para.runs.append(Run(text, look.marks, look.href, look.anchor))

    def _run(self, run: Run, look: _Look) -> None:
        if self._para is None:
            self._para = Para("p", look.align)
        self._para.runs.append(run)

    def _close(self) -> None:
        """End the open paragraph; lines set apart by two breaks become paragraphs of their own."""
        para, self._para = self._para, None
        if para is None or not para.runs:
            return
        runs = _tidy(para.runs, drop_marks=STRONG if para.tag in {"h2", "h3", "h4"} else 0)
        for part in _split_at_double_breaks(runs, keep_whole=para.tag != "p"):
            self._blocks.append(Para(para.tag, para.align, part))

    def _link(self, address: str | None) -> str:
        if address is None:
            return ""
        href = safe_link(address, self.base_url)
        if not href and address not in {"", "#"}:
            self.dropped["link"] += 1
        return href

    def _image(self, element: etree._Element, look: _Look) -> None:
        image = self._image_ref(element.get("src", "").strip(), element.get("alt", "").strip())
        if image is None:
            return
        self.images.append(image)
        if image.kind == "missing":
            return
        alt = _SPACES.sub(" ", clean_text(image.alt))
        width, height = _size(element)
        self._run(Run(href=look.href, image=Image(image.src, alt, width, height)), look)

    def _image_ref(self, src: str, alt: str) -> ImageRef | None:
        if not src:
            self.dropped["empty_image"] += 1
            return None
        if match := _DATA_IMAGE.match(src):
            return _data_image(match[1], alt) or ImageRef("missing", src[:40], alt)
        if re.fullmatch(rf"{UPLOAD_SCHEME}[0-9a-f]{{40}}", src):
            return ImageRef("inline", src, alt)
        address = safe_link(src, self.base_url)
        # Beside another page is nowhere here: only files of ours and whole addresses are found.
        if not address.startswith((OWN_FILES, "//")) and not _WEB.match(address):
            return ImageRef("missing", src, alt)
        return ImageRef("linked", address, alt)


def _data_image(encoded: str, alt: str) -> ImageRef | None:
    try:
        data = base64.b64decode(unquote(re.sub(r"\s+", "", encoded)), validate=True)
    except (binascii.Error, ValueError):
        return None
    return inline_image(data, alt)


def _anchor(element: etree._Element) -> str:
    anchor = element.get("id", "")
    return anchor if _ANCHOR.fullmatch(anchor) else ""


def _span(value: str) -> int:
    return min(max(int(value), 1), SPAN_LIMIT) if re.fullmatch(r"\d{1,6}", value) else 1


def _size(element: etree._Element) -> tuple[int | None, int | None]:
    """Width and height in pixels, from attributes first and style second."""
    found: dict[str, int] = {}
    for name, value, unit in _STYLE_SIZE.findall(element.get("style", "")):
        found[name.lower()] = int(value) if unit.lower() == "px" else int(value) * 4 // 3
    for name in ("width", "height"):
        if match := re.fullmatch(r"(\d{1,5})(?:\.\d+)?(?:px)?", element.get(name, "").strip()):
            found[name] = int(match[1])
    return found.get("width") or None, found.get("height") or None


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


def _tidy(runs: list[Run], drop_marks: int = 0) -> list[Run]:
    """Merge runs of one look, collapse spaces, trim lines; underlined blanks of forms stay."""
    merged: list[Run] = []
    for run in runs:
        if run.is_text:
            run = _spaced(run, drop_marks)
            if merged and _same_look(merged[-1], run):
                run = run.with_text(merged.pop().text + run.text)
        merged.append(run)
    merged = _join_lines(merged) if any("\n" in run.text for run in merged) else merged
    return _trimmed(merged)


def _spaced(run: Run, drop_marks: int) -> Run:
    text = clean_text(run.text)
    if not run.marks & UNDERLINE:
        text = text.replace("\xa0", " ")
    if "\n" in text or "\t" in text or "  " in text or "\r" in text or "\f" in text:
        text = _SPACES.sub(lambda m: "\n" if "\n" in m[0] else " ", text)
    marks = run.marks & ~drop_marks
    if text.isspace() and not (marks & UNDERLINE):
        return Run(text, href=run.href)
    return Run(text, marks, run.href, run.anchor)


def _same_look(one: Run, other: Run) -> bool:
    return (
        one.is_text
        and one.marks == other.marks
        and one.href == other.href
        and one.anchor == other.anchor
    )


def _join_lines(runs: list[Run]) -> list[Run]:
    """Line ends of the source: nothing between two Han characters, a space elsewhere."""
    text = "".join(run.text if run.is_text else "\0" for run in runs)
    joined, at = [], 0
    for run in runs:
        if not run.is_text:
            joined.append(run)
            at += 1
            continue
        characters = [
            _line_end(text, at + offset) if character == "\n" else character
            for offset, character in enumerate(run.text)
        ]
        at += len(run.text)
        joined.append(run.with_text("".join(characters)))
    return [run for run in joined if run.text or not run.is_text]


def _line_end(text: str, at: int) -> str:
    before = text[max(at - LINE_END_SIGHT, 0) : at].rstrip("\n ")[-1:]
    after = text[at : at + LINE_END_SIGHT].lstrip("\n ")[:1]
    return "" if _WIDE.match(before) and _WIDE.match(after) else " "


def _trimmed(runs: list[Run]) -> list[Run]:
    """Drop spaces at the ends of lines and double spaces between runs."""
    kept: list[Run] = []
    for run in runs:
        if run.is_text and (not kept or kept[-1].is_break):
            run = run.with_text(_lstrip(run))
        elif run.is_text and kept[-1].is_text and kept[-1].text.endswith(" "):
            run = run.with_text(run.text.lstrip(" "))
        if run.is_break:
            _strip_end(kept)
        if run.text or not run.is_text:
            kept.append(run)
    _strip_end(kept)
    return _merged(kept)


def _lstrip(run: Run) -> str:
    return run.text if run.marks & UNDERLINE else run.text.lstrip(" \u3000")


def _strip_end(runs: list[Run]) -> None:
    while runs and runs[-1].is_text and not runs[-1].marks & UNDERLINE:
        text = runs[-1].text.rstrip(" \u3000")
        if text:
            runs[-1] = runs[-1].with_text(text)
            return
        runs.pop()


def _merged(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if merged and run.is_text and _same_look(merged[-1], run):
            run = run.with_text(merged.pop().text + run.text)
        merged.append(run)
    return [run.with_text(clean_text(_BLANKS.sub(" ", run.text))) for run in merged]


def _split_at_double_breaks(runs: list[Run], *, keep_whole: bool) -> Iterator[list[Run]]:
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.is_break:
            breaks += 1
            continue
        if part and breaks:
            if breaks > 1 and not keep_whole:
                yield part
                part = []
            else:
                part.append(Run(is_break=True))
        breaks = 0
        part.append(run)
    if any(run.image or run.text for run in part):
        yield part
