"""Characters and encodings."""

from xml.etree import ElementTree

import pytest

from zhanqun.content.library.characters import (
    UndecodableText,
    clean_text,
    decode,
    encode,
    unplaced_characters,
)

RARE = "䶮㙍𬭚𠮷𡐤镕喆"


def test_p038_given_rare_characters_and_an_emoji_then_nothing_changes():
    title = "王𡐤与𬭚元素🙂"

    assert clean_text(title) == title
    assert decode(title.encode("utf-8")).text == title


def test_p038_given_an_export_then_gb18030_keeps_all_and_gbk_says_what_it_lost():
    title = "王𡐤与𬭚"

    national = encode(title, "gb18030")
    old = encode(title, "gbk")

    assert (national.data.decode("gb18030"), national.lost) == (title, "")
    assert old.lost == "𡐤𬭚"
    assert old.data.decode("gbk") == "王〓与〓"


def test_p039_given_a_control_character_and_a_lone_surrogate_then_xml_reads_the_rest():
    title = clean_text("推荐免\u000f试通知 & <解读>]]>\ud83d")

    element = ElementTree.Element("title")
    element.text = title
    parsed = ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8"))

    assert title == "推荐免试通知 & <解读>]]>"
    assert parsed.text == title


def test_given_windows_line_ends_and_zero_width_marks_then_lines_stay_and_marks_go():
    assert clean_text("一\r\n二\r三\u200b\ufeff\t四") == "一\n二\n三\t四"


@pytest.mark.parametrize(
    ("private", "character"),
    [
        # GBK FE9F and FE56, then one of the 2005 and one of the 2000 exceptions, two of A6 and A9.
        ("\ue863", "䶮"),
        ("\ue81b", "㑇"),
        ("\ue81e", "\u9fb4"),
        ("\ue816", "\U00020087"),
        ("\ue78d", "\ufe10"),
        ("\ue7e8", "\u2ff0"),
    ],
)
def test_given_a_private_use_character_of_gbk_then_it_gets_its_unicode_place(private, character):
    assert clean_text(f"南汉{private}") == f"南汉{character}"


def test_given_a_private_use_character_nobody_knows_then_it_stays_and_is_reported():
    decoded = decode("局长\ue001".encode())

    assert decoded.text == "局长\ue001"
    assert unplaced_characters(decoded.text) == "\ue001"
    assert "U+E001" in decoded.warnings[0]


def test_given_compatibility_han_then_it_is_kept_and_accents_beside_it_are_composed():
    # U+F900 would become 豈 (U+8C48) under plain NFC; e + U+0301 is é.
    assert clean_text("\uf900e\u0301") == "\uf900é"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", None, "utf-8", "no-such"])
def test_given_gb_bytes_under_any_claim_then_rare_characters_survive(declared):
    decoded = decode(RARE.encode("gb18030"), declared)

    assert (decoded.text, decoded.encoding) == (RARE, "gb18030")
    assert bool(decoded.warnings) == (declared == "utf-8")


def test_given_a_byte_order_mark_then_it_is_not_text():
    assert decode(b"\xef\xbb\xbf" + "标题".encode()).text == "标题"
    assert decode("标题".encode("utf-16")).text == "标题"


def test_given_declared_gb_words_that_are_valid_utf8_too_then_they_are_read_as_gb():
    # C4 A3 is 模 in GB and ģ in UTF-8.
    assert decode(b"\xc4\xa3", "gbk").text == "模"
    assert decode(b"\xc4\xa3").text == "ģ"


def test_given_declared_big5_then_it_is_not_read_as_gb():
    assert decode("臺灣".encode("big5"), "big5").text == "臺灣"


def test_given_bytes_of_no_known_encoding_then_the_refusal_names_the_place():
    with pytest.raises(UndecodableText) as refusal:
        decode("标题\n正文".encode() + b"\xff\xff")

    assert refusal.value.facts == {"line": 2, "position": 14, "bytes": "ff ff"}
