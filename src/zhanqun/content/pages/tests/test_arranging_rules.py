"""Blocks side by side, as plain rules."""

from zhanqun.content.pages.arranging import rules


def block(key, kind="list", **value):
    return {"type": kind, "value": value, "id": key}


def test_given_widths_then_blocks_fill_rows_and_stand_below_one_another():
    entries = [("full", "头条"), ("7", "图"), ("5", "要闻"), ("8", "政策"), ("4", "公开")]
    entries += [("below", "领导"), ("below", "机构"), ("4", "甲"), ("4", "乙"), ("4", "丙")]

    rows = rules.rows_of(entries)

    assert [row.cells for row in rows] == [
        (("头条",),),
        (("图",), ("要闻",)),
        (("政策",), ("公开", "领导", "机构")),
        (("甲",), ("乙",), ("丙",)),
    ]
    assert [rules.grid_of(row.widths) for row in rows] == ["", "7-5", "8-4", "4-4-4"]


def test_given_blocks_that_show_nothing_then_the_others_of_the_row_take_their_room():
    entries = [("7", None), ("5", "要闻"), ("8", "政策"), ("4", None), ("below", "领导")]
    entries += [("4", None), ("4", "乙"), ("4", "丙"), ("full", None)]

    rows = rules.rows_of(entries)

    assert [row.cells for row in rows] == [
        (("要闻",),),
        (("政策",), ("领导",)),
        (("乙",), ("丙",)),
    ]
    assert [rules.grid_of(row.widths) for row in rows] == ["", "8-4", "6-6"]


def test_given_a_narrow_block_first_then_the_grid_is_mirrored():
    assert rules.grid_of((5, 7)) == "5-7"
    assert rules.grid_of((4, 8)) == "4-8"


def test_given_the_same_blocks_then_the_digest_is_the_same_whatever_their_ids():
    first = [block("a", column=1), block("b", column=2)]

    assert rules.digest_of(first) == rules.digest_of([block("x", column=1), block("y", column=2)])
    assert rules.digest_of(first) != rules.digest_of(first[::-1])


def test_given_two_arrangements_then_what_differs_is_counted():
    former = [block("a", rows=3), block("b"), block("c")]

    found = rules.changes_between(former, [block("b"), block("a", rows=4), block("new")])

    assert dict(found) == {"added": 1, "removed": 1, "changed": 1, "moved": 1}


def test_given_columns_and_sources_then_each_column_is_named_once():
    blocks = [block("a", column=1), block("b", columns=[2, 1]), block("c", sources=[7])]

    assert rules.columns_named(blocks) == [1, 2, 7]
