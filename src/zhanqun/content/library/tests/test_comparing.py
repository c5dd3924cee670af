"""Two versions side by side: what a person sees of an edit."""

import random

import pytest

from zhanqun.content.library.comparing import differences, pairs_of
from zhanqun.content.library.comparing.body_lines import lines_of_body, lines_of_text
from zhanqun.content.library.models import Article
from zhanqun.core.attachments import api as attachments

FIRST = "为做好渡口冬季安全检查工作，现就有关事项通知如下。"
SECOND = "检查范围为全市内河渡口、渡船及候船设施。"
THIRD = "检查时间自本通知印发之日起至2026年12月31日。"


def shown(old, new):
    """Pairs as (mark, left, right): 【】 around what is on one side alone, ｜ between cells."""

    def said(pieces):
        return "".join(
            "｜" if piece.ends_cell else f"【{piece.text}】" if piece.changed else piece.text
            for piece in pieces
        )

    pairs = pairs_of(lines_of_body(old), lines_of_body(new))
    return [(pair.mark, said(pair.left), said(pair.right)) for pair in pairs]


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def test_given_one_changed_word_then_its_characters_alone_are_marked():
    rows = shown(paragraphs(FIRST, SECOND), paragraphs(FIRST, SECOND.replace("内河", "沿江")))

    assert rows == [
        ("same", FIRST, FIRST),
        (
            "changed",
            "检查范围为全市【内河】渡口、渡船及候船设施。",
            "检查范围为全市【沿江】渡口、渡船及候船设施。",
        ),
    ]


def test_given_an_inserted_and_a_removed_paragraph_then_the_others_stay_beside_each_other():
    rows = shown(paragraphs(FIRST, SECOND), paragraphs("新增一段。", FIRST, SECOND + "另行通知。"))
    assert [mark for mark, _left, _right in rows] == ["added", "same", "changed"]

    rows = shown(paragraphs(FIRST, SECOND, THIRD), paragraphs(FIRST, THIRD))
    assert rows[1] == ("removed", f"【{SECOND}】", "")


def test_given_every_paragraph_edited_below_an_inserted_one_then_each_finds_its_own():
    olds = [f"第{n}条　{text}" for n, text in enumerate([FIRST, SECOND, THIRD] * 3, start=1)]
    news = ["总则。", *(text.replace("。", "！") for text in olds)]

    rows = shown(paragraphs(*olds), paragraphs(*news))

    assert rows[0] == ("added", "", "【总则。】")
    for (mark, left, right), old in zip(rows[1:], olds, strict=True):
        assert mark == "changed"
        assert left.replace("【", "").replace("】", "") == old
        assert right.startswith(old[:6])


def test_given_a_moved_paragraph_then_it_is_told_as_moved_on_both_sides():
    rows = shown(paragraphs(FIRST, SECOND, THIRD), paragraphs(SECOND, THIRD, FIRST))

    assert [mark for mark, _left, _right in rows] == ["moved", "same", "same", "moved"]
    assert (rows[0][1], rows[3][2]) == (f"【{FIRST}】", f"【{FIRST}】")


def test_given_another_text_in_its_place_then_no_single_characters_are_marked():
    rows = shown(paragraphs("今日多云。"), paragraphs("欢迎各界人士踊跃参加本次活动"))

    assert rows == [("changed", "【今日多云。】", "【欢迎各界人士踊跃参加本次活动】")]


def table(*rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


ROWS = [
    ["渡口", "地址", "电话"],
    ["𬭚山渡口", "沿江路1号", "8886"],
    ["㙍头渡口", "江北路2号", "8887"],
]


def test_given_a_changed_cell_then_that_cell_alone_is_marked():
    new = [ROWS[0], ["𬭚山渡口", "沿江路1号", "8889"], ROWS[2]]

    rows = shown(table(*ROWS), table(*new))

    assert [mark for mark, _left, _right in rows] == ["same", "changed", "same"]
    assert rows[1][1:] == ("𬭚山渡口｜沿江路1号｜888【6】", "𬭚山渡口｜沿江路1号｜888【9】")


def test_given_a_row_and_a_column_added_then_the_others_stay_aligned():
    rows = shown(table(*ROWS), table(ROWS[0], ["新渡口", "东路3号", "8800"], *ROWS[1:]))
    assert [mark for mark, _left, _right in rows] == ["same", "added", "same", "same"]

    wider = [[*row[:2], value, row[2]] for row, value in zip(ROWS, ("邮编", "1", "2"), strict=True)]
    rows = shown(table(*ROWS), table(*wider))
    assert rows[1][2] == "𬭚山渡口｜沿江路1号｜【1】｜8886"


def test_given_a_table_of_cells_that_repeat_then_an_inserted_row_is_one_row():
    olds = [["无"]] * 30

    rows = shown(table(*olds), table(*olds[:10], ["有"], *olds[10:]))

    assert [mark for mark, _left, _right in rows].count("same") == 30
    assert rows[10][0] == "added"


LINK, PICTURE = '<p><a href="{}">办理</a></p>', '<p><img src="/f/{}/a.png" alt="{}"></p>'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (LINK.format("https://a.gov.cn/"), LINK.format("https://b.cn/"), "b"),
        (PICTURE.format("a" * 10, "图"), PICTURE.format("b" * 10, "图"), "b"),
        (PICTURE.format("a" * 10, "旧图"), PICTURE.format("a" * 10, "新图"), "新"),
    ],
)
def test_given_another_address_or_picture_under_the_same_words_then_it_shows(old, new, says):
    ((mark, _left, right),) = shown(old, new)

    assert mark == "changed"
    assert f"【{says}" in right


def test_given_a_paragraph_made_a_heading_then_that_is_what_changed():
    pair = pairs_of(lines_of_body("<p>检查范围</p>"), lines_of_body("<h2>检查范围</h2>"))[0]

    assert (pair.mark, pair.note) == ("changed", "正文 → 一级标题")


def test_given_bold_only_then_the_field_says_that_the_words_are_the_same():
    old, new = Article(body="<p>检查范围</p>"), Article(body="<p><strong>检查范围</strong></p>")

    (difference,) = differences(old, new)

    assert difference.note == "文字相同，只有格式（字体、对齐等）不同。"


def test_given_metadata_and_files_then_they_are_told_by_name_size_and_hash(town):
    def stored(name, content):
        return attachments.store_attachment(
            name=name, content=content, unit=town.bureau, by=town.people["officer"], now=town.now
        )

    first, second = stored("清单.txt", b"one"), stored("清单.txt", b"another")
    old = Article(title="甲", number="青交〔2026〕1号", files=[first.uid], openness="proactive")
    new = Article(title="甲", number="青交〔2026〕2号", files=[second.uid], openness="on_request")

    found = {part.name: part.pairs for part in differences(old, new)}

    assert set(found) == {"number", "files", "openness"}
    (pair,) = found["files"]
    left, right = ("".join(p.text for p in side) for side in (pair.left, pair.right))
    assert left == f"清单.txt（3\xa0字节，SHA-256 {first.sha256[:16]}…）"
    assert right == f"清单.txt（7\xa0字节，SHA-256 {second.sha256[:16]}…）"


def test_given_many_equal_paragraphs_then_they_are_folded_away():
    same = paragraphs(*(f"{text}{n}" for n in range(9) for text in (FIRST, SECOND)))

    (difference,) = differences(Article(body=same + "<p>旧</p>"), Article(body=same + "<p>新</p>"))

    assert [(rows.folded, len(rows.pairs)) for rows in difference.rows] == [(True, 18), (False, 1)]


SIGNS = "渡口检查安全工作通知范围时间设施单位落实责任发现隐患立即整改情况书面报告江河桥路"


def random_text(chance, length):
    return "".join(
        chance.choice(SIGNS) + ("。" if chance.random() < 0.05 else "") for _at in range(length)
    )


@pytest.mark.parametrize("seed", range(20))
def test_given_any_two_texts_then_each_side_holds_exactly_its_own_text(seed):
    chance = random.Random(seed)
    olds = [random_text(chance, chance.randint(0, 700)) for _n in range(12)]
    news = [text.replace("渡", "港") if chance.random() < 0.5 else text for text in olds]
    chance.shuffle(news[3:9])
    news[chance.randrange(12)] = random_text(chance, 80)

    pairs = pairs_of(lines_of_body(paragraphs(*olds)), lines_of_body(paragraphs(*news)))

    left = ["".join(piece.text for piece in pair.left) for pair in pairs if pair.left]
    right = ["".join(piece.text for piece in pair.right) for pair in pairs if pair.right]
    assert sorted(filter(None, left)) == sorted(filter(None, olds))
    assert sorted(filter(None, right)) == sorted(filter(None, news))


@pytest.mark.parametrize(
    "edit",
    [
        lambda rows: [row.replace("。", "！") for row in rows],
        lambda rows: rows[500:] + rows[:500],
        lambda rows: ["".join(rows)],
        lambda rows: ["".join(reversed(row)) for row in rows],
    ],
    ids=["all changed", "moved", "joined into one", "all new"],
)
def test_given_a_hundred_thousand_characters_then_even_the_worst_edit_is_told_whole(edit):
    chance = random.Random(1)
    olds = [random_text(chance, 100) for _n in range(1000)]
    news = edit(olds)

    pairs = pairs_of(lines_of_body(paragraphs(*olds)), lines_of_body(paragraphs(*news)))

    assert sum(len(piece.text) for pair in pairs for piece in pair.left) == sum(map(len, olds))
    assert sum(len(piece.text) for pair in pairs for piece in pair.right) == sum(map(len, news))


def test_given_markup_in_a_text_then_it_is_shown_and_never_obeyed():
    pair = pairs_of(lines_of_text('<b>旧&"</b>说明文字'), lines_of_text('<b>新&"</b>说明文字'))[0]

    assert pair.old == (
        '&lt;b&gt;<del><span class="d-sr">［删去］</span>旧</del>&amp;&quot;&lt;/b&gt;说明文字'
    )
    assert "<ins>" in pair.new and "<b>" not in pair.new
