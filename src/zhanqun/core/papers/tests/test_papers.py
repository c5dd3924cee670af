"""A paper in its three forms."""

import io
import re

import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from zhanqun.core.papers.api import (
    FontsMissing,
    Heading,
    Paper,
    Paragraph,
    Table,
    blocks_from_html,
    docx_of,
    pdf_of,
    text_of,
    unset_characters,
    words_of,
)
from zhanqun.core.papers.fonts import chosen_from
from zhanqun.core.papers.tests.papers import HOSTILE, REPLY

MM = 72 / 25.4
PAGE_NUMBER = re.compile(r"— \d+ —")


def bare(words):
    return re.sub(r"\s", "", PAGE_NUMBER.sub("", words))


def pages_of(pdf):
    return pypdfium2.PdfDocument(pdf)


def test_given_a_paper_then_the_words_of_its_pdf_are_its_words_in_their_order():
    assert bare(words_of(pdf_of(REPLY))) == bare(text_of(REPLY))
    assert HOSTILE in text_of(REPLY)


@settings(max_examples=20, deadline=None)
@given(st.text(st.sampled_from([*map(chr, range(33, 127)), *"青云市〔〕（）《》"]), max_size=120))
def test_given_anything_typed_then_it_is_set_as_it_was_typed(typed):
    paper = Paper(title=typed, blocks=(Paragraph(typed), Heading(typed, 2), Table((typed,), ())))
    # A hyphen where a line ends is marked as such by whoever copies it.
    read = bare(words_of(pdf_of(paper))).replace("\u0002", "-").replace("\ufffe", "-")
    assert sorted(read.replace("-", "")) == sorted(bare(text_of(paper)).replace("-", ""))


def test_given_a_paper_then_its_page_is_that_of_the_norm():
    pdf = pages_of(pdf_of(Paper(title="题", blocks=(Paragraph("字" * 28 * 60),))))
    assert [round(side / MM) for side in pdf[0].get_size()] == [210, 297]
    lines = pdf[1].get_textpage().get_text_range().split("\r\n")
    assert [len(line) for line in lines[:22]] == [28] * 22
    assert lines[22] == "— 2 —"
    words = pdf[1].get_textpage()
    left, _bottom, right, top = words.get_charbox(27)
    first = words.get_charbox(0)
    assert 27 < first[0] / MM < 29
    assert 182 < right / MM < 185
    assert 36 < 297 - top / MM < 38
    assert left > first[0]
    odd, even = (page.get_textpage() for page in (pdf[0], pdf[1]))
    assert odd.search("— 1").get_next() and even.search("— 2").get_next()
    assert (
        odd.get_charbox(odd.count_chars() - 1)[0]
        > 150 * MM
        > even.get_charbox(even.count_chars() - 1)[0]
    )


@pytest.mark.parametrize(
    ("paper", "pages"),
    [(Paper(title=""), 1), (Paper(title="题", blocks=(Paragraph("a" * 100_000),)), 92)],
)
def test_given_nothing_or_far_too_much_then_a_paper_all_the_same(paper, pages):
    pdf = pages_of(pdf_of(paper))
    assert len(pdf) == pages
    words = pdf[0].get_textpage()
    rights = [words.get_charbox(at)[2] for at in range(words.count_chars())]
    assert max(rights, default=0) < 186 * MM


def test_given_marks_that_turn_words_around_then_they_are_left_out():
    turned = Paper(title="题\u202eabc\x00\ud800", blocks=(Paragraph("甲\u2066乙"),))
    assert bare(words_of(pdf_of(turned))) == "题abc甲乙"
    assert bare(text_of(turned)) == "题abc甲乙"


def test_given_a_character_that_no_font_has_then_it_is_named():
    assert unset_characters(REPLY) == ""
    assert unset_characters(Paper(title="王𠮷", blocks=(Paragraph("𠮷𬭊😀"),))) == "𠮷😀"


def test_given_fonts_of_the_office_then_they_come_first_and_none_at_all_is_refused():
    chosen = chosen_from(["FangSong_GB2312", "Noto Serif SC", "FZXiaoBiaoSong-B05"])
    assert chosen["body"][0] == "FangSong_GB2312"
    assert chosen["title"][:2] == ["FZXiaoBiaoSong-B05", "Noto Serif SC"]
    assert chosen["black"][0] == "Noto Serif SC"
    with pytest.raises(FontsMissing):
        chosen_from(["New Computer Modern"])


def test_given_a_word_file_then_its_table_and_page_are_those_of_the_paper():
    document = Document(io.BytesIO(docx_of(REPLY)))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["类别", "数量", "说明"],
        *map(list, REPLY.blocks[4].rows),
    ]
    assert HOSTILE in [paragraph.text for paragraph in document.paragraphs]
    section = document.sections[0]
    assert [round(one.mm) for one in (section.top_margin, section.left_margin)] == [37, 28]
    assert document.settings.odd_and_even_pages_header_footer
    assert document.core_properties.comments == ""


def test_given_rich_text_then_its_paragraphs_headings_and_tables():
    blocks = blocks_from_html(
        "散<p>甲<br>乙 <b>粗</b></p><h2>一、标题</h2>"
        "<ol start='3'><li>一</li><li><p>二</p><ul><li>内</li></ul></li></ol>"
        "<table><caption>表</caption><tr><th>a</th><th>b</th></tr>"
        "<tr><td colspan=2>x</td></tr></table>"
        "<p><img src='x' alt='图'></p><div><p>里</p>外</div>"
    )
    assert blocks == (
        Paragraph("散"), Paragraph("甲"), Paragraph("乙 粗"), Heading("一、标题", 1),
        Paragraph("3. 一"), Paragraph("4. 二"), Paragraph("· 内"),
        Table(("a", "b"), (("x", ""),), "表"), Paragraph("里"), Paragraph("外"),
    )  # fmt: skip
    assert blocks_from_html("") == () == blocks_from_html("<p></p>")


def test_given_a_body_of_any_length_then_no_signature_stands_on_a_page_alone():
    for lines in range(8, 26):
        blocks = tuple(Paragraph("正文") for _line in range(lines))
        signed = Paper(title="题", blocks=blocks, signed_by=("局",), has_seal_place=True)
        pages = list(pages_of(pdf_of(signed)))
        assert "正文" in pages[-1].get_textpage().get_text_range(), lines
