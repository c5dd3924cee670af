"""Tables that are to be drawn as charts (图表核对)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import html

from zhanqun.content.library.api import Element
from zhanqun.content.review.findings.finding import WARN, Finding
from zhanqun.content.review.findings.passages import Text
from zhanqun.ui import charts

WORDS_SHOWN = 20


def chart_findings(text: Text) -> Iterator[Finding]:
    """Why a table that is marked as a chart would stay a table; and one that says nothing of
    what it counts."""
    for table in text.places.elements:
        kind = charts.kind_of(table.attributes.get("class", "")) if table.tag == "table" else ""
        if kind:
            yield from _of_table(text, table, kind)


def _of_table(text: Text, table: Element, kind: str) -> Iterator[Finding]:
    markup = html.fragment_fromstring(text.places.html[table.at : table.until])
    label = charts.KINDS[kind]
    try:
        chart = charts.read(markup, kind)
    except charts.NotAChart as failure:
        said = _("这个表格画不成{kind}：{why}。不改的话，网页上只显示表格。")
        yield _at("chart.not_drawn", said.format(kind=label, why=failure.why), text, table)
        return
    if not chart.title:
        said = _("{kind}没有标题。请在“表格属性”中勾选“显示标题”，写明内容和单位。")
        yield _at("chart.no_title", said.format(kind=label), text, table)


def _at(code: str, said: str, text: Text, table: Element) -> Finding:
    """At the first words of the table."""
    words = text.body[table.start : table.end].strip().split("\n")[0][:WORDS_SHOWN]
    start = text.body.find(words, table.start)
    place = ("body", start, start + len(words), words)
    return Finding(code, WARN, _("正文"), said, *place)
