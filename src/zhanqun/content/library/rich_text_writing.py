"""Blocks to HTML and to plain text: one spelling for one content, so that hashes hold."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from zhanqun.content.library.rich_text_blocks import (
    MARK_TAGS,
    Block,
    Cell,
    Figure,
    Item,
    Listing,
    Para,
    Quote,
    Rule,
    Run,
    Table,
)


def to_html(blocks: Iterable[Block]) -> str:
    """Canonical HTML, one block a line."""
    return "\n".join(map(_block, blocks))


def to_text(blocks: Iterable[Block]) -> str:
    """Text for search and checks: a paragraph or table row a line, cells apart by tabs."""
    return "\n".join(line for block in blocks for line in _text(block) if line)


def _block(block: Block) -> str:
    match block:
        case Para():
            return _para(block)
        case Table():
            return _table(block)
        case Listing():
            return _listing(block)
        case Figure():
            return f"<figure>{_runs(block.images)}{_para(block.caption)}</figure>"
        case Quote():
            return f"<blockquote>\n{to_html(block.blocks)}\n</blockquote>"
        case Rule():
            return "<hr>"


def _para(para: Para) -> str:
    return f"<{para.tag}{_align(para)}>{_runs(para.runs)}</{para.tag}>"


def _align(para: Para) -> str:
    return f' class="align-{para.align}"' if para.align else ""


def _runs(runs: list[Run]) -> str:
    if len(runs) == 1 and not runs[0].href:
        return _run(runs[0])
    parts = []
    for href, linked in groupby(runs, key=lambda run: run.href):
        inner = "".join(map(_run, linked))
        parts.append(f'<a href="{escape(href)}">{inner}</a>' if href else inner)
    return "".join(parts)


def _run(run: Run) -> str:
    if run.is_break:
        return "<br>"
    if run.image:
        image = run.image
        sizes = (("width", image.width), ("height", image.height))
        size = "".join(f' {name}="{value}"' for name, value in sizes if value)
        return f'<img src="{escape(image.src)}" alt="{escape(image.alt)}"{size}>'
    html = escape(run.text, quote=False)
    if run.marks:
        for mark, tag in reversed(MARK_TAGS):
            if run.marks & mark:
                anchor = f' id="{run.anchor}"' if run.anchor and tag == "sup" else ""
                html = f"<{tag}{anchor}>{html}</{tag}>"
    return html


def _listing(listing: Listing) -> str:
    tag = "ol" if listing.ordered else "ul"
    start = f' start="{listing.start}"' if listing.ordered and listing.start != 1 else ""
    kind = f' type="{listing.kind}"' if listing.ordered and listing.kind else ""
    items = "\n".join(map(_item, listing.items))
    return f"<{tag}{start}{kind}>\n{items}\n</{tag}>"


def _item(item: Item) -> str:
    anchor = f' id="{item.anchor}"' if item.anchor else ""
    paragraphs = sum(isinstance(block, Para) for block in item.blocks)
    match item.blocks:
        case [Para(tag="p") as first, *rest] if paragraphs == 1:
            below = "".join(f"\n{_block(block)}" for block in rest)
            return f"<li{anchor}{_align(first)}>{_runs(first.runs)}{below}</li>"
    return f"<li{anchor}>{to_html(item.blocks)}</li>"


def _table(table: Table) -> str:
    parts = [f'<table class="chart-{table.chart}">' if table.chart else "<table>"]
    if table.caption:
        parts.append(_para(table.caption))
    for tag, rows in (("thead", table.head), ("tbody", table.body)):
        if rows:
            parts += [f"<{tag}>", *map(_row, rows), f"</{tag}>"]
    return "\n".join([*parts, "</table>"])


def _row(row: list[Cell]) -> str:
    return f"<tr>{''.join(map(_cell, row))}</tr>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    attributes = ""
    if cell.colspan > 1:
        attributes += f' colspan="{cell.colspan}"'
    if cell.rowspan > 1:
        attributes += f' rowspan="{cell.rowspan}"'
    if cell.scope:
        attributes += f' scope="{cell.scope}"'
    match cell.blocks:
        case [Para(tag="p") as only]:
            return f"<{tag}{attributes}{_align(only)}>{_runs(only.runs)}</{tag}>"
        case blocks:
            return f"<{tag}{attributes}>{to_html(blocks)}</{tag}>"


def _text(block: Block) -> Iterator[str]:
    match block:
        case Para():
            yield _run_text(block)
        case Table():
            if block.caption:
                yield _run_text(block.caption)
            for row in (*block.head, *block.body):
                cells = (to_text(cell.blocks).replace("\n", " ") for cell in row)
                yield "\t".join(cells).rstrip("\t")
        case Listing():
            for item in block.items:
                yield to_text(item.blocks)
        case Figure():
            yield _run_text(block.caption)
        case Quote():
            yield to_text(block.blocks)


def _run_text(para: Para) -> str:
    return "".join("\n" if run.is_break else run.text for run in para.runs)
