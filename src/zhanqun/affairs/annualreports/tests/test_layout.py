"""The form, as the notice prints it."""

from zhanqun.affairs.annualreports import layout


def form(code):
    return next(one for one in layout.forms() if one.code == code)


def width(heads):
    return sum(head.columns for head in heads)


def test_given_the_third_table_then_every_row_has_its_seven_figures_under_full_headings():
    table = form("t3")
    assert len(table.lines) == 2 + 21 + 1 + 1
    assert all(len(line.places) == 7 for line in table.lines)
    covered = [0] * len(table.lines)
    for at, line in enumerate(table.lines):
        for head in line.heads:
            for below in range(at, at + head.rows):
                covered[below] += head.columns
    assert set(covered) == {3}


def test_given_the_third_table_then_its_groups_are_named_as_in_the_notice():
    texts = [str(head.text) for line in form("t3").lines for head in line.heads]
    assert "（三）不予公开" in texts and "（六）其他处理" in texts
    assert texts.count("三、本年度办理结果") == 1
    assert "1.属于国家秘密" in texts and "3.其他" in texts


def test_given_the_fourth_table_then_fifteen_figures_in_three_groups():
    table = form("t4")
    assert [width(heads) for heads in table.heads] == [15, 10, 15]
    assert len(table.lines[0].places) == len(table.columns) == 15


def test_given_any_place_then_people_can_be_told_which_it_is():
    assert set(layout.names()) == layout.places()
    assert len(layout.places()) == 6 + 4 + 25 * 7 + 15
