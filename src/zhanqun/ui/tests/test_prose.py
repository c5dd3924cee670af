"""Running text is dressed without a word lost or added."""

import pytest
from lxml import html

from zhanqun.ui.prose import dress_article, dress_official, mark_parts


def article(body: str) -> str:
    return dress_article(body, table_label="表")


def official(body: str) -> str:
    return dress_official(body, table_label="表")


def test_given_a_table_then_a_frame_that_can_be_reached_by_keyboard_scrolls_it():
    dressed = article("<p>前</p><table><tr><td>甲</td></tr></table>尾<p>后</p>")

    assert dressed == (
        '<p>前</p><div class="p-scroll" role="region" tabindex="0" aria-label="表">'
        "<table><tr><td>甲</td></tr></table></div>尾<p>后</p>"
    )


def test_given_a_table_in_a_table_then_only_the_outer_one_is_framed():
    dressed = article("<table><tr><td><table><tr><td>甲</td></tr></table></td></tr></table>")

    assert dressed.count("p-scroll") == 1


def test_given_cells_with_figures_then_those_without_alignment_are_aligned():
    cells = "<td>186.5万元</td><td>1,024</td><td>-3.5%</td><td>2026年</td><td>第3</td><td></td>"
    aligned = '<td class="align-center">12</td>'

    dressed = html.fromstring(article(f"<table><tr>{cells}{aligned}</tr></table>"))

    assert [cell.get("class") for cell in dressed.iter("td")] == [
        "p-num",
        "p-num",
        "p-num",
        None,
        None,
        None,
        "align-center",
    ]


def test_given_text_with_signs_and_rare_characters_then_it_survives():
    body = "<p>䶮、㙍、𬭚 &lt;b&gt; &amp; “引号”　全角</p>"

    assert article(body) == body
    assert article("") == ""
    assert article("只有文字 &lt;i&gt;") == "只有文字 &lt;i&gt;"


def test_given_an_official_text_then_addressee_chapters_and_articles_are_marked():
    dressed = official(
        "<p>各区、县人民政府：</p><h3>第一章　总则</h3><p>第一条　为了温暖过冬。</p>"
        "<p>第二条之一 说明。</p><p>第三条件不成立。</p>"
    )

    assert dressed == (
        '<p class="p-prose__addressee">各区、县人民政府：</p>'
        '<h2 class="p-prose__chapter">第一章　总则</h2>'
        '<p><strong class="p-prose__no">第一条</strong>　为了温暖过冬。</p>'
        '<p><strong class="p-prose__no">第二条之一</strong> 说明。</p>'
        "<p>第三条件不成立。</p>"
    )


def test_given_a_first_paragraph_that_addresses_nobody_then_it_keeps_its_indent():
    assert official("<p>为了温暖过冬，现通知如下。</p>") == "<p>为了温暖过冬，现通知如下。</p>"


SENTENCE = "<p>" + "为确保供热平稳有序，各单位要提前做好准备。" * 50 + "</p>"


def heading(level: str, *texts: str) -> str:
    return "".join(f"<{level}>{text}</{level}>" for text in texts)


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        (
            heading("h2", "一、目标", "二、措施")
            + heading("h3", "（一）资金")
            + "<h2>三、保障</h2>",
            ["一、目标", "二、措施", "三、保障"],
        ),
        (
            "<h2>实施办法</h2>" + heading("h3", "第一章　总则", "第二章　附则"),
            ["实施办法", "第一章　总则", "第二章　附则"],
        ),
        (
            heading("p", "一、要求", "（一）原则。", "二、任务", "<strong>三、保障</strong>"),
            ["一、要求", "二、任务", "三、保障"],
        ),
        (
            heading("p", "第一章　总则", "第一条　为了供热。", "第二章　供热", "第三章　附则"),
            ["第一章　总则", "第二章　供热", "第三章　附则"],
        ),
        (heading("p", "一、自公布之日起，执行。", "二、另行通知；", "三、本通知有效。"), []),
        (heading("h2", "一、目标", "二、措施"), []),
    ],
)
def test_given_a_long_text_then_its_parts_are_those_of_the_outermost_levels(body, headings):
    marked, parts = mark_parts(body + SENTENCE)

    assert [words for _anchor, words in parts] == headings
    found = {row.get("id"): row.text_content() for row in html.fragments_fromstring(marked)}
    assert {anchor: found[anchor] for anchor, _words in parts} == dict(parts)


def test_given_a_short_text_then_it_has_no_parts_and_stays_as_it_is():
    body = heading("h2", "一、目标", "二、措施", "三、保障")

    assert mark_parts(body) == (body, [])


def test_given_marked_parts_when_dressed_then_their_anchors_stay():
    chapters = heading("h3", "第一章　总则", "第二章　供热", "第三章　附则")

    marked, _parts = mark_parts(chapters + SENTENCE)

    assert '<h2 id="c1" class="p-prose__chapter">第一章　总则</h2>' in official(marked)


@pytest.mark.parametrize(
    ("levels", "ordered"),
    [
        ("h2 h3 h3 h2 h4", "h2 h3 h3 h2 h3"),
        ("h3 h3 h4 h3", "h2 h2 h3 h2"),
        ("h4 h3 h2 h3", "h2 h2 h2 h3"),
        ("", ""),
    ],
)
def test_given_headings_of_any_level_then_they_step_down_one_at_a_time_from_the_title(
    levels, ordered
):
    def of(names):
        return "".join(f"<{name}>甲</{name}><p>乙</p>" for name in names.split())

    assert dress_article(of(levels), table_label="表") == of(ordered)
    assert dress_official(of(levels), table_label="表") == of(ordered)
