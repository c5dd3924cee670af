"""A text as lines that can be compared: paragraphs, list entries, rows of tables (正文分行)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library.rich_text import clean_html
from zhanqun.content.library.rich_text_blocks import (
    Block,
    Cell,
    Figure,
    Listing,
    Para,
    Quote,
    Rule,
    Run,
    Table,
)
from zhanqun.ui import charts

KINDS = {
    "p": gettext_lazy("正文"),
    "h2": gettext_lazy("一级标题"),
    "h3": gettext_lazy("二级标题"),
    "h4": gettext_lazy("三级标题"),
    "caption": gettext_lazy("表题"),
    "figcaption": gettext_lazy("图题"),
    "li": gettext_lazy("列表"),
    "row": gettext_lazy("表格行"),
    "hr": gettext_lazy("分隔线"),
}


@dataclass(frozen=True)
class Line:
    """One line: what kind it is, what it says; the cells of a row, and where the row stands."""

    text: str
    kind: str = ""
    cells: tuple[str, ...] = field(default=())
    place: str = ""

    @property
    def kind_label(self) -> str:
        return str(KINDS.get(self.kind, ""))


def lines_of_body(html: str) -> list[Line]:
    """The lines of a body. Addresses of links and pictures are part of what a line says."""
    tables = count(1)
    return [line for block in clean_html(html).blocks for line in _lines(block, tables)]


def lines_of_text(text: str) -> list[Line]:
    return [Line(part) for part in text.splitlines()]


def _lines(block: Block, tables: "count[int]", kind: str = "") -> Iterator[Line]:
    match block:
        case Para():
            yield from _split(_said(block.runs), kind or block.tag)
        case Table():
            yield from _table(block, tables)
        case Listing():
            for item in block.items:
                for inner in item.blocks:
                    yield from _lines(inner, tables, "li")
        case Figure():
            yield from _split(_said([*block.images, *block.caption.runs]), "figcaption")
        case Quote():
            for inner in block.blocks:
                yield from _lines(inner, tables, kind)
        case Rule():
            yield Line("———", "hr")


def _split(text: str, kind: str) -> Iterator[Line]:
    return (Line(part, kind) for part in text.split("\n") if part.strip())


def _table(table: Table, tables: "count[int]") -> Iterator[Line]:
    number = next(tables)
    if table.chart:
        yield Line(_("［作{kind}］").format(kind=charts.KINDS[table.chart]), "caption")
    if table.caption:
        yield from _split(_said(table.caption.runs), "caption")
    for at, row in enumerate((*table.head, *table.body), start=1):
        cells = tuple(_cell(cell) for cell in row)
        place = _("表格{table}第{row}行").format(table=number, row=at)
        yield Line(" ｜ ".join(cells), "row", cells, place)


def _cell(cell: Cell) -> str:
    inner = [line.text for block in cell.blocks for line in _lines(block, count(1))]
    spans = [
        _("跨{n}列").format(n=cell.colspan) if cell.colspan > 1 else "",
        _("跨{n}行").format(n=cell.rowspan) if cell.rowspan > 1 else "",
    ]
    marks = "".join(f"［{span}］" for span in spans if span)
    return " ".join(inner) + marks


def _said(runs: list[Run]) -> str:
    parts = []
    for href, linked in groupby(runs, key=lambda run: run.href):
        text = "".join(map(_run, linked))
        parts.append(_("{text}［链接：{href}］").format(text=text, href=href) if href else text)
    return "".join(parts)


def _run(run: Run) -> str:
    if run.is_break:
        return "\n"
    if run.image:
        alt = run.image.alt or _("没有说明")
        return _("［图片：{alt}，{src}］").format(alt=alt, src=run.image.src)
    return run.text
