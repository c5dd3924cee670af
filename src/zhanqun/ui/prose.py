"""Dress sanitised running text (正文排版): what a stylesheet cannot know by itself.

Input is the output of the one cleaner of the library, so it is well formed and safe; nothing
here adds or removes a word.
"""

import re
from collections.abc import Iterator
from html import escape

from lxml import html
from lxml.html import HtmlElement

from zhanqun.ui import charts

# 12, -3.5, 1,024, 98.6%, 3.2亿元: a figure with at most a unit; 2026年 is a time, not a figure.
FIGURE = re.compile(
    r"[-+−]?\d[\d,]*(?:\.\d+)?\s*"
    r"(?:[%‰％℃㎡]|[万亿]?(?:元|人|人次|户|家|件|项|个|套|辆|吨|亩|公里|平方米|天|个百分点)?)"
)
ENDS_AS_ADDRESS = ("：", ":")
NUMERAL = "[一二三四五六七八九十百零〇]+"
CHAPTER = re.compile(rf"\s*第{NUMERAL}[编章节](?:\s|$)")
ARTICLE = re.compile(rf"(\s*第{NUMERAL}条(?:之{NUMERAL})?)(?=\s)")
HEADINGS = ("h2", "h3", "h4")
# A table of contents helps where a text is longer than a screen and has parts to choose from.
LONG_CHARS, PARTS_MIN = 500, 3
# 一、总体要求 stands alone; 一、自公布之日起一年内，… is a sentence.
NUMBERED = re.compile(rf"\s*(?:{NUMERAL}、\s*|第{NUMERAL}[编章节]\s+)[^。；，,]{{1,30}}")


def dress_article(body: str, *, table_label: str) -> str:
    """Frame the tables so that wide ones scroll, align their figures (数字右对齐), and let headings
    begin below the title."""
    if "<table" not in body and "<h" not in body:
        return body
    root = _parse(body)
    drawn = _frame_tables(root, table_label)
    _order_headings(root)
    return _with_charts(_serialise(root), drawn)


def dress_official(body: str, *, table_label: str) -> str:
    """Do what `dress_article` does and mark addressee, chapters and articles (主送机关、章、条).

    The addressee is the first paragraph when it ends with a colon. Source: GB/T 9704-2012 7.3.
    """
    root = _parse(body)
    drawn = _frame_tables(root, table_label)
    _mark_addressee(root)
    for paragraph in root.iter("p", *HEADINGS):
        _mark_level(paragraph)
    _order_headings(root)
    return _with_charts(_serialise(root), drawn)


def mark_parts(body: str) -> tuple[str, list[tuple[str, str]]]:
    """The body with anchors at its parts, and (anchor, heading) of each (目录).

    Parts are the headings of the outermost levels that give enough of them; where there are no
    headings, paragraphs that are numbered and short. None in a short text.
    """
    root = _parse(body)
    parts = _parts(root) if len(root.text_content()) >= LONG_CHARS else []
    for number, part in enumerate(parts, start=1):
        part.set("id", f"c{number}")
    if not parts:
        return body, []
    return _serialise(root), [(part.get("id"), part.text_content().strip()) for part in parts]


def _parts(root: HtmlElement) -> list[HtmlElement]:
    rows = [row for row in root.iter("p", *HEADINGS) if row.text_content().strip()]
    for depth in range(1, len(HEADINGS) + 1):
        found = [row for row in rows if row.tag in HEADINGS[:depth]]
        if len(found) >= PARTS_MIN:
            return found
    found = [row for row in rows if row.tag != "p" or NUMBERED.fullmatch(row.text_content())]
    return found if len(found) >= PARTS_MIN else []


def _parse(body: str) -> HtmlElement:
    return html.fragment_fromstring(body, create_parent="div")


def _serialise(root: HtmlElement) -> str:
    inner = "".join(html.tostring(child, encoding="unicode") for child in root)
    return (escape(root.text, quote=False) if root.text else "") + inner


def _frame_tables(root: HtmlElement, label: str) -> list[str]:
    """Put each table into a frame that scrolls; returns the charts drawn of some, in order."""
    drawn: list[str] = []
    outermost = [table for table in root.iter("table") if not _inside(table, "table")]
    for table in outermost:
        for cell in _figure_cells(table):
            _add_class(cell, "p-num")
        frame = html.Element("div")
        frame.attrib.update(
            {"class": "p-scroll", "role": "region", "tabindex": "0", "aria-label": label}
        )
        # The text that follows belongs after the frame, not inside it.
        frame.tail, table.tail = table.tail, None
        table.getparent().replace(table, frame)
        if chart := _drawing_of(table):
            drawn.append(chart)
            _make_figure(frame, table)
        frame.append(table)
    return drawn


def _drawing_of(table: HtmlElement) -> str:
    """The chart of a table that is marked as one; "" where it is none or cannot be drawn."""
    kind = charts.kind_of(table.get("class", ""))
    if not kind:
        return ""
    del table.attrib["class"]
    try:
        return charts.draw(charts.read(table, kind))
    except charts.NotAChart:
        return ""


def _make_figure(frame: HtmlElement, table: HtmlElement) -> None:
    """A figure around the frame: the table's caption, a place for the drawing, the table."""
    figure = html.Element("figure")
    figure.set("class", "p-chart")
    figure.tail, frame.tail = frame.tail, None
    frame.getparent().replace(frame, figure)
    caption = table.find("caption")
    if caption is not None:
        table.remove(caption)
        caption.tag = "figcaption"
        caption.tail = None
        figure.append(caption)
    figure.append(html.Element("zq-chart"))
    figure.append(frame)


def _with_charts(text: str, drawn: list[str]) -> str:
    """The drawings in their places. The parser knows HTML alone, so they come as text."""
    for chart in drawn:
        text = text.replace("<zq-chart></zq-chart>", chart, 1)
    return text


def _figure_cells(table: HtmlElement) -> Iterator[HtmlElement]:
    for cell in table.iter("td"):
        aligned = cell.get("class") or cell.get("align")
        if not aligned and FIGURE.fullmatch(cell.text_content().strip()):
            yield cell


def _mark_addressee(root: HtmlElement) -> None:
    first = next(iter(root), None)
    if first is None or first.tag != "p":
        return
    if first.text_content().rstrip().endswith(ENDS_AS_ADDRESS):
        _add_class(first, "p-prose__addressee")


def _mark_level(element: HtmlElement) -> None:
    if CHAPTER.match(element.text_content()):
        if element.tag in HEADINGS:
            _add_class(element, "p-prose__chapter")
    elif element.tag == "p" and element.text and (number := ARTICLE.match(element.text)):
        strong = html.Element("strong")
        strong.set("class", "p-prose__no")
        strong.text, strong.tail = number[1].strip(), element.text[number.end() :]
        element.text = ""
        element.insert(0, strong)


def _order_headings(root: HtmlElement) -> None:
    """Headings step down one level at a time from the title, whatever levels the author chose for
    their size: who hears the page moves from heading to heading. Source: WCAG 2.1, 1.3.1."""
    above: list[str] = []
    for heading in root.iter(*HEADINGS):
        while above and above[-1] >= heading.tag:
            above.pop()
        above.append(heading.tag)
        heading.tag = HEADINGS[len(above) - 1]


def _inside(element: HtmlElement, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _add_class(element: HtmlElement, name: str) -> None:
    element.set("class", " ".join(filter(None, (element.get("class"), name))))
