"""Captions are words and times: everything else in the file goes."""

import pytest

from zhanqun.core.attachments.reading.captions import BrokenCaptions, as_webvtt, cues_in
from zhanqun.core.attachments.tests.files import film

STYLED = """WEBVTT - 示例

STYLE
::cue { background: url(https://evil.example/x) }

NOTE 内部备注，不外传

第一条
00:01.5 --> 00:00:03.000 position:10% line:0
<v 主持人>大家好，<b>欢迎</b> A&amp;B</v>

00:00:03.000 --> 00:00:05.000
<script>alert(1)</script>x --> y
"""


def test_given_styled_captions_then_times_and_words_stay_and_the_rest_goes():
    assert as_webvtt(cues_in(STYLED.encode())).decode() == (
        "WEBVTT\n\n00:00:01.500 --> 00:00:03.000\n大家好，欢迎 A&amp;B\n\n"
        "00:00:03.000 --> 00:00:05.000\nalert(1)x --&gt; y\n"
    )


def test_given_captions_in_the_old_encoding_then_they_are_read():
    srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}你好\r\n𠮷先生\r\n"
    (cue,) = cues_in(srt.encode("gb18030"))
    assert cue.words == "你好\n𠮷先生"


def test_given_what_we_wrote_then_reading_it_again_changes_nothing():
    once = as_webvtt(cues_in(STYLED.encode()))
    assert as_webvtt(cues_in(once)) == once


@pytest.mark.parametrize("content", [b"", b"WEBVTT\n\n00:99 --> 00:03\nx", b"\xff\xff\xff"])
def test_given_no_captions_then_it_is_said(content):
    with pytest.raises(BrokenCaptions):
        cues_in(content)


def test_given_captions_of_another_program_then_they_are_kept_as_those_of_the_web(store):
    kept = store("发布会.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\xe4\xbd\xa0\xe5\xa5\xbd\n")
    assert (kept.name, kept.content_type, kept.text) == ("发布会.vtt", "text/vtt", "你好")
    assert kept.treated == "已转换为网页字幕（WebVTT）"


def test_given_a_film_with_the_place_of_its_recording_then_that_is_not_kept(store):
    place = b"+39.9042+116.4074/"
    note = len(place).to_bytes(2, "big") + b"\x15\xc7" + place
    inside = (len(note) + 16).to_bytes(4, "big") + b"udta"
    inside += (len(note) + 8).to_bytes(4, "big") + b"\xa9xyz" + note
    content = film(inside=inside)
    kept = store("现场.mp4", content)
    with kept.file.open("rb") as file:
        clean = file.read()
    assert place in content and place not in clean and b"udta" not in clean
    assert len(clean) == len(content) and kept.sha256 != kept.received_sha256
