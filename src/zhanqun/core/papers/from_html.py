"""Clean rich text as parts of a paper (正文转公文)."""

from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement

from zhanqun.core.papers.paper import Block, Heading, Paragraph, Table, lines_of, one_line

_HEADINGS = {f"h{level}": max(1, min(level - 1, 4)) for level in range(1, 7)}
_UNSEEN = frozenset({"script", "style", "template", "img", "video", "audio", "iframe"})
# What holds other blocks; everything else is words.
_HOLDERS = frozenset({"body", "div", "section", "article", "blockquote", "figure", "header"})
_LISTS = frozenset({"ul", "ol"})


def blocks_from_html(clean_html: str) -> tuple[Block, ...]:
    """Paragraphs, headings, tables in their order; h2 is the first level of headings.

    clean_html: as the sanitiser of rich text left it. Pictures and films are left out; an item of a
    list is a paragraph with its number.
    """
    if not clean_html.strip():
        return ()
    return tuple(_blocks(html.fragment_fromstring(clean_html, create_parent="body")))


def _blocks(holder: HtmlElement) -> Iterator[Block]:
    """Words that stand beside blocks are a paragraph of their own."""
    loose = [holder.text or ""]
    for part in holder:
        if _is_block(part):
            yield from _paragraphs("".join(loose))
            yield from _block(part)
            loose = [part.tail or ""]
        else:
            loose += [_words(part), part.tail or ""]
    yield from _paragraphs("".join(loose))


def _is_block(part: HtmlElement) -> bool:
    tags = _HOLDERS | _LISTS | set(_HEADINGS) | {"p", "table", "pre", "hr"}
    return isinstance(part.tag, str) and part.tag in tags


def _block(part: HtmlElement) -> Iterator[Block]:
    if part.tag in _HEADINGS:
        words = one_line(_words(part))
        yield from [Heading(words, _HEADINGS[part.tag])] if words else []
    elif part.tag == "table":
        yield from _table(part)
    elif part.tag in _LISTS:
        yield from _list(part)
    elif part.tag in _HOLDERS:
        yield from _blocks(part)
    else:
        yield from _paragraphs(_words(part))


def _paragraphs(words: str) -> Iterator[Block]:
    yield from (Paragraph(line) for line in lines_of(words))


def _list(part: HtmlElement) -> Iterator[Block]:
    start = int(part.get("start") or 1) if (part.get("start") or "1").isdigit() else 1
    items = [item for item in part if item.tag == "li"]
    for at, item in enumerate(items, start=start):
        inner = list(_blocks(item))
        mark = f"{at}. " if part.tag == "ol" else "· "
        if inner and isinstance(inner[0], Paragraph):
            inner[0] = Paragraph(mark + inner[0].text)
        yield from inner


def _table(part: HtmlElement) -> Iterator[Block]:
    rows = [tuple(_cells(row)) for row in part.iter("tr")]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    filled = [row + ("",) * (width - len(row)) for row in rows]
    caption = part.find("caption")
    named = one_line(_words(caption)) if caption is not None else ""
    yield Table(heads=filled[0], rows=tuple(filled[1:]), caption=named)


def _cells(row: HtmlElement) -> Iterator[str]:
    """A cell over several columns is followed by empty ones."""
    for cell in row:
        if cell.tag in ("td", "th"):
            yield one_line(_words(cell))
            span = cell.get("colspan") or "1"
            yield from ("",) * (min(int(span), 50) - 1 if span.isdigit() else 0)


def _words(part: HtmlElement) -> str:
    """What is read of it; a line break and the end of a paragraph inside end a line."""
    if not isinstance(part.tag, str) or part.tag in _UNSEEN:
        return ""
    if part.tag == "br":
        return "\n"
    inner = "".join([part.text or "", *(_words(one) + (one.tail or "") for one in part)])
    return f"{inner}\n" if _is_block(part) else inner
