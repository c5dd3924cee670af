"""Charts of tables: what a table says is drawn; what cannot be told apart stays a table."""

from html import escape

import pytest
from lxml import etree, html

from zhanqun.ui import charts
from zhanqun.ui.prose import dress_article, dress_official


def table(*rows, caption="增加值（亿元）", kind="bar"):
    head, *rest = rows
    cells = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rest
    )
    name = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<table class="chart-{kind}">{name}<thead><tr>{cells}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def read(*rows, kind="bar"):
    return charts.read(html.fragment_fromstring(table(*rows, kind=kind)), kind)


def dressed(*rows, **how):
    return dress_article(f"<p>前</p>{table(*rows, **how)}<p>后</p>", table_label="表")


YEARS = (("年份", "总量", "工业"), ("2024年", "1,024.5", "—"), ("2025年", "－12%", "30%"))


def test_given_figures_in_official_spelling_then_they_are_read():
    chart = read(("年份", "总量"), ("2024年", "1,024.5亿元"), ("2025年", "－１２亿元"))
    assert chart.places == ("2024年", "2025年")
    assert chart.series[0].figures == (1024.5, -12.0)


def test_given_many_columns_and_few_rows_then_the_rows_are_the_series():
    chart = read(("指标", *range(2017, 2026)), ("总量", *range(9)), ("工业", *range(9)))
    assert [one.name for one in chart.series] == ["总量", "工业"]
    assert chart.places[0] == "2017"


@pytest.mark.parametrize(
    ("rows", "kind", "why"),
    [
        ([("年份", "备注"), ("2024年", "见附件")], "bar", "不是数字"),
        ([("年份", "总量"), ("2024年", "—")], "bar", "没有数字"),
        ([("名称", *range(30)), *[("甲", *range(30))] * 6], "bar", "30列"),
        ([("名称", "数"), *[("甲", 1)] * 31], "bar", "31行"),
        ([("名称", "数", "率"), ("甲", 1, 2)], "pie", "最多1列"),
        ([("名称", "数"), ("甲", 1), ("乙", -1)], "pie", "负数"),
        ([("名称", "数"), ("甲", "1亿元"), ("乙", "9000万元")], "bar", "单位不一致"),
        ([("名称", "数"), ("甲",)], "bar", "格数"),
        ([("名称", "数")], "bar", "两行两列"),
    ],
)
def test_given_a_table_that_cannot_be_drawn_then_the_editor_learns_why(rows, kind, why):
    with pytest.raises(charts.NotAChart, match=why):
        read(*rows, kind=kind)
    page = dressed(*rows, kind=kind)
    assert "<svg" not in page and "<caption>增加值" in page


def test_given_merged_cells_then_the_editor_learns_why():
    merged = html.fragment_fromstring(
        '<table><tr><th>年</th><th>数</th></tr><tr><td colspan="2">合计</td></tr></table>'
    )
    with pytest.raises(charts.NotAChart, match="合并"):
        charts.read(merged, "bar")


@pytest.mark.parametrize("kind", ["bar", "line", "pie"])
def test_given_a_chart_then_its_drawing_is_sound_named_and_has_its_table_below(kind):
    rows = (("产业", "增加值"), ("农业 <A&B>", "120.5"), ("工业", "480"), ("服务业", "610"))
    page = dressed(*rows, kind=kind)
    figure = html.fragment_fromstring(f"<div>{page}</div>").find("figure")
    assert [child.tag for child in figure] == ["figcaption", "svg", "div"]
    svg = page[page.index("<svg class") : page.rindex("</svg>") + 6]
    etree.fromstring(svg)
    assert 'role="img"' in svg and "增加值（亿元）" in svg and "服务业（610）" in svg
    assert "style" not in svg and "NaN" not in svg
    assert "chart-" not in page.replace("p-chart", "")
    assert page.startswith("<p>前</p>") and page.endswith("<p>后</p>")
    assert all(cell in page for cell in ("120.5", "480", "610", "农业 &lt;A&amp;B&gt;"))


def test_given_figures_below_nought_then_bars_go_the_other_way():
    svg = charts.draw(read(("月", "增速"), ("1月", "-5"), ("2月", "5")))
    widths = [row.get("width") for row in etree.fromstring(svg).iter("rect")]
    starts = [row.get("x") for row in etree.fromstring(svg).iter("rect")]
    assert widths == ["29%", "29%"] and starts == ["0%", "29%"]


def test_given_a_gap_in_a_line_then_the_line_is_broken_there():
    rows = (("年", "数"), ("1", "1"), ("2", ""), ("3", "3"), ("4", "4"))
    svg = charts.draw(read(*rows, kind="line"))
    assert svg.count('class="p-chart__line-1"') == 1
    assert svg.count("<circle") == 3


@pytest.mark.parametrize(("figure"), ["0", "5", "-3", "0.001"])
def test_given_one_figure_alone_then_each_kind_is_drawn(figure):
    for kind in ("bar", "line"):
        assert "<svg" in charts.draw(read(("年", "数"), ("2025", figure), kind=kind))
    if float(figure) > 0:
        assert "<circle" in charts.draw(read(("年", "数"), ("2025", figure), kind="pie"))


def test_given_an_official_document_then_its_charts_are_drawn_too():
    assert "<svg" in dress_official(table(*YEARS[:1], ("2025年", "1", "2")), table_label="表")
