"""OFD pages as SVG: what is on them, and files that mean harm."""

import re

import pytest
from lxml import etree

from zhanqun.core.attachments.reading import NotDrawn, draw_ofd
from zhanqun.core.attachments.tests.readable_files import ofd_file, packed

SVG = "{http://www.w3.org/2000/svg}"


def drawn(content):
    [page] = draw_ofd(content).pages
    return page, etree.fromstring(page.svg)


def test_given_a_page_then_text_line_picture_and_seal_stand_in_their_places():
    page, svg = drawn(ofd_file())

    assert (page.number, page.width, page.height) == (1, 210, 297)
    assert svg.get("viewBox") == "0 0 210 297"
    mark, *_rest = svg.iter(f"{SVG}text")
    assert mark.text == "青云市交通运输局文件"
    assert mark.getparent().get("transform") == "translate(40 40)"
    assert (mark.get("fill"), mark.get("font-size")) == ("#ff0000", "9")
    assert mark.get("x") == "0 9 18 27 36 45 54 63 72 81"
    assert "FangSong" in mark.get("font-family")
    [line] = svg.iter(f"{SVG}path")
    assert (line.get("d"), line.get("stroke"), line.get("fill")) == (
        "M 0 0 L 154 0",
        "#ff0000",
        "none",
    )
    picture, seal = svg.iter(f"{SVG}image")
    assert picture.getparent().get("transform") == "translate(28 120) matrix(40 0 0 30 0 0)"
    assert picture.get("href").startswith("data:image/png;base64,")
    assert [seal.get(name) for name in ("x", "y", "width", "height")] == ["120", "160", "40", "40"]


def test_given_characters_beyond_the_basic_plane_then_each_keeps_its_place():
    _page, svg = drawn(ofd_file([("𬭚山䶮江", 10, 10, 5, "0 0 0")]))

    [text] = svg.iter(f"{SVG}text")
    assert text.get("x") == "0 0 5 10 15"


def test_given_markup_in_texts_and_fonts_then_it_stays_text():
    hostile = ofd_file([("&lt;script&gt;alert(1)&lt;/script&gt;", 10, 10, 5, "0 0 0")])
    hostile_svg = draw_ofd(hostile).pages[0].svg

    assert "<script" not in hostile_svg
    assert not re.search(r"\son\w+=|javascript:", hostile_svg)


def test_given_a_picture_that_no_browser_shows_then_the_rest_is_drawn():
    _page, svg = drawn(ofd_file(image=b"II*\0 a tiff", seal=b"\0\0 a strange seal"))

    assert list(svg.iter(f"{SVG}image")) == []
    assert len(list(svg.iter(f"{SVG}text"))) == 4


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 cut",
        packed({"OFD.xml": "<x/>"}),
        packed({"OFD.xml": "<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>"}),
        packed({"OFD.xml": b"<OFD>" + b" " * (17 << 20)}),
        packed({"OFD.xml": '<!DOCTYPE x [<!ENTITY a "a">]><OFD>&a;</OFD>'}),
    ],
)
def test_given_a_broken_file_then_the_refusal_says_what_to_do(content):
    with pytest.raises(NotDrawn) as refusal:
        draw_ofd(content)

    assert "请下载后用 OFD 阅读器打开" in str(refusal.value)
