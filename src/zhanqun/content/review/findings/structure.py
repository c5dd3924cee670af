"""How a text is built: tables, pictures, headings, words of links (正文结构与无障碍)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhanqun.content.library.api import Element, TextMap
from zhanqun.content.review.findings.finding import WARN, Finding
from zhanqun.content.review.findings.passages import Text

TABLE_HEAD = "body.table_head"
# Cells reach over several rows: which of them name the columns is for a person to say.
TABLE_HEAD_MERGED = "body.table_head_merged"
# Names that cameras and programs give: they describe nothing to who cannot see the picture.
_FILE_NAME = re.compile(
    r"[^\s]+\.(?:jpe?g|png|gif|bmp|webp|tiff?)|(?:img|image|dsc|dscn|pic|photo|微信图片|图片|截图)"
    r"[\s_-]*[\d_-]*|[\da-f_-]{8,}",
    re.IGNORECASE,
)
# Words that say nothing about where a link leads, when they stand alone.
_EMPTY_WORDS = re.compile(
    r"[\s【（(\[>»]*(?:请?点击?(?:这里|此处|查看|下载|进入|打开|链接)?|这里|此处|链接|更多|查看(?:详情|更多|原文)?"
    r"|详情|详见|下载|here|click(?:\s+here)?|more)[\s】）)\]>»。.…]*",
    re.IGNORECASE,
)


def structure_findings(text: Text) -> list[Finding]:
    """What who cannot see the page would miss. Source: GB/T 37668-2019."""
    places = text.places
    return [
        *_tables(places),
        *_pictures(places),
        *_headings(places),
        *_links(places),
    ]


def _at(code: str, said: str, places: TextMap, start: int, end: int) -> Finding:
    words = places.text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Finding(code, WARN, _("正文"), said, "body", start, start + len(words), words)


def _tables(places: TextMap) -> Iterator[Finding]:
    for table in places.elements:
        if table.tag == "table" and lacks_head(places, table):
            first = _first_row(places, table)
            said = _("表格没有表头，读屏软件说不出每格是什么。请把首行设为标题行。")
            code = TABLE_HEAD if _may_head(places, first) else TABLE_HEAD_MERGED
            yield _at(code, said, places, first.start, first.end)


def _inside(places: TextMap, outer: Element, tags: set[str]) -> list[Element]:
    return [
        row
        for row in places.elements
        if row.tag in tags and outer.at < row.at and row.until <= outer.until
    ]


def _first_row(places: TextMap, table: Element) -> Element:
    return _inside(places, table, {"tr"})[0]


def lacks_head(places: TextMap, table: Element) -> bool:
    """A table of figures: two rows and two columns at least, and not one header cell."""
    inside = _inside(places, table, {"tr", "td", "th"})
    rows = [row for row in inside if row.tag == "tr"]
    cells = [row for row in inside if row.tag != "tr"]
    if any(cell.tag == "th" for cell in cells):
        return False
    return len(rows) > 1 and len(cells) > len(rows)


def with_head(html: str) -> str:
    """The HTML with the first row as head in every table that lacks one.

    The cleaner then names the columns. A first row of merged cells is left to a person.
    """
    places = TextMap.of(html)
    tables = [row for row in places.elements if row.tag == "table" and lacks_head(places, row)]
    for first in reversed([_first_row(places, table) for table in tables]):
        if _may_head(places, first):
            row = html[first.at : first.until].replace("<td", "<th").replace("</td>", "</th>")
            html = html[: first.at] + row + html[first.until :]
    return html


def _may_head(places: TextMap, row: Element) -> bool:
    html = places.html[row.at : row.until]
    return "rowspan=" not in html and "<table" not in html


def _pictures(places: TextMap) -> Iterator[Finding]:
    pictures = [row for row in places.elements if row.tag == "img"]
    for number, picture in enumerate(pictures, start=1):
        alt = picture.attributes.get("alt", "").strip()
        where = _("正文第{number}张图片").format(number=number)
        name = picture.attributes.get("src", "").rpartition("/")[2]
        field = f"alt:{number}"
        if not alt:
            said = _("图片没有说明，看不见图的人不知道图上有什么。请写明图上的内容。")
            yield Finding("body.picture_alt", WARN, where, said, field, 0, 0, name)
        elif _FILE_NAME.fullmatch(alt):
            said = _("图片说明“{alt}”像是文件名，请写明图上的内容。").format(alt=alt)
            yield Finding("body.picture_name", WARN, where, said, field, 0, len(alt), alt)


def _headings(places: TextMap) -> Iterator[Finding]:
    before = 1  # the title of the page
    for row in places.elements:
        if row.tag not in ("h2", "h3", "h4"):
            continue
        level = int(row.tag[1])
        if level > before + 1:
            said = _("标题跳级：这里应是{right}级标题，却用了{wrong}级标题。")
            said = said.format(right=before, wrong=level - 1)
            yield _at("body.heading_order", said, places, row.start, row.end)
        before = level


def _links(places: TextMap) -> Iterator[Finding]:
    for row in places.elements:
        words = places.text[row.start : row.end] if row.tag == "a" else ""
        if words.strip() and _EMPTY_WORDS.fullmatch(words):
            said = _("链接文字“{words}”说不出通向哪里，请写明内容。").format(words=words.strip())
            yield _at("link.words", said, places, row.start, row.end)
