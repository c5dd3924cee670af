"""Plain words found again in their HTML: marked there, and replaced there."""

import random

import pytest

from zhanqun.content.library.importing.html_pages import read_html
from zhanqun.content.library.rich_text import clean_html, plain_text
from zhanqun.content.library.tests.shared import shared
from zhanqun.content.library.text_map import Change, Span, TextMap


def map_of(html: str) -> TextMap:
    return TextMap.of(clean_html(html).html)


def marked(html: str, words: str) -> str:
    places = map_of(html)
    start = places.text.index(words)
    return places.marked([Span(start, start + len(words), "<mark>", "</mark>")])


def changed(html: str, words: str, new: str) -> str:
    places = map_of(html)
    start = places.text.index(words)
    return places.changed([Change(start, start + len(words), new)])


@pytest.mark.parametrize(
    ("html", "words", "expected"),
    [
        ("<p>一二三四</p>", "二三", "<p>一<mark>二三</mark>四</p>"),
        (
            "<p>中华人民<b>共合国</b>有关</p>",
            "人民共合国有",
            "<p>中华<mark>人民</mark><strong><mark>共合国</mark></strong><mark>有</mark>关</p>",
        ),
        ("<p>甲&amp;乙&lt;丙</p>", "乙<", "<p>甲&amp;<mark>乙&lt;</mark>丙</p>"),
        (
            "<p>１３８　００１３　８０００</p>",
            "００１３",
            "<p>１３８　<mark>００１３</mark>　８０００</p>",
        ),
        ("<p>𬭚山渡口𬭚山</p>", "渡口𬭚", "<p>𬭚山<mark>渡口𬭚</mark>山</p>"),
        ("<p>上</p><p>下</p>", "上\n下", "<p><mark>上</mark></p>\n<p><mark>下</mark></p>"),
        (
            "<table><tr><td>姓名</td><td>张三<br>李四</td></tr></table>",
            "李四",
            "<table>\n<tbody>\n<tr><td>姓名</td><td>张三<br><mark>李四</mark></td></tr>\n</tbody>\n"
            "</table>",
        ),
        (
            "<ul><li>甲<ol><li>乙</li></ol></li></ul>",
            "乙",
            "<ul>\n<li>甲\n<ol>\n<li><mark>乙</mark></li>\n</ol></li>\n</ul>",
        ),
    ],
)
def test_given_words_then_they_are_marked_where_they_stand(html, words, expected):
    assert marked(html, words) == expected


@pytest.mark.parametrize(
    ("html", "words", "new", "expected"),
    [
        ("<p>市攻府公告</p>", "攻府", "政府", "<p>市政府公告</p>"),
        (
            "<p>中华人民<b>共合国</b>有关</p>",
            "中华人民共合国",
            "中华人民共和国",
            "<p>中华人民共和国<strong></strong>有关</p>",
        ),
        ("<p>甲&amp;乙</p>", "&", "<与>", "<p>甲&lt;与&gt;乙</p>"),
        (
            '<p>见<a href="/a/x">附件</a>。</p>',
            "附件",
            "附表",
            '<p>见<a href="/a/x">附表</a>。</p>',
        ),
    ],
)
def test_given_a_change_of_words_then_the_markup_stays(html, words, new, expected):
    assert changed(html, words, new) == expected


def test_given_marks_that_overlap_then_each_word_is_marked_once():
    places = map_of("<p>一二三四五</p>")

    html = places.marked([Span(0, 3, "<i>", "</i>"), Span(2, 5, "<b>", "</b>")])

    assert html == "<p><i>一二三</i><b>四五</b></p>"


def test_given_elements_then_each_knows_its_words():
    places = map_of('<h2>一、总则</h2><p>详见<a href="/f/ab12cd/x.pdf">通知</a>。</p>')

    link = next(element for element in places.elements if element.tag == "a")

    assert places.text[link.start : link.end] == "通知"
    assert link.attributes == {"href": "/f/ab12cd/x.pdf"}
    assert places.html[link.at : link.until] == '<a href="/f/ab12cd/x.pdf">通知</a>'


def test_given_real_pages_then_words_marked_anywhere_are_the_same_words_and_the_page_stays():
    chance = random.Random(7)

    for path in sorted(shared("real/html").glob("*.html")):
        places = TextMap.of(read_html(path.read_bytes()).body_html)
        for _time in range(60):
            start = chance.randrange(max(len(places.text) - 30, 1))
            words = places.text[start : start + chance.randrange(1, 30)]
            html = places.marked([Span(start, start + len(words), "<q>", "</q>")])
            assert html.replace("<q>", "").replace("</q>", "") == places.html
            told = "".join(part.split("</q>")[0] for part in html.split("<q>")[1:])
            assert "".join(plain_text(f"<p>{told}</p>").split()) == "".join(words.split())
