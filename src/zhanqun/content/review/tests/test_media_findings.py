"""Films have captions and a transcript, pictures of a story words, and charts figures."""

import pytest

from zhanqun.content.library.api import Article, TextMap
from zhanqun.content.review import findings
from zhanqun.content.review.findings import Text
from zhanqun.core.attachments.api import Attachment

FILM = Attachment(name="讲解.mp4", content_type="video/mp4")
WORDS = Attachment(name="讲解.vtt", content_type="text/vtt")
SPEECH = Attachment(name="讲解.mp3", content_type="audio/mpeg")
TRANSCRIPT = "<p>取暖补贴每年11月15日前发放，每户每年1200元，低保户另加600元，不用申请。</p>"


def text_of(body="", *files, **facts):
    article = Article(body=body, **facts)
    return Text(article, TextMap.of(body), files, ())


def codes(found):
    return [(row.level, row.code) for row in found]


@pytest.mark.parametrize(
    ("facts", "files", "body", "missing"),
    [
        ({"kind": "video"}, [], "", ["no_file", "no_captions", "no_transcript"]),
        ({"kind": "video"}, [FILM], TRANSCRIPT, ["no_captions"]),
        ({"kind": "video"}, [FILM, WORDS], TRANSCRIPT, []),
        ({"kind": "interpretation", "form": "video"}, [FILM, WORDS], "<p>见视频</p>",
         ["no_transcript"]),
        ({"kind": "interpretation", "form": "audio"}, [FILM], TRANSCRIPT, ["no_file"]),
        ({"kind": "interpretation", "form": "audio"}, [SPEECH], TRANSCRIPT, []),
        ({"kind": "interpretation", "form": "text"}, [], "", []),
        ({"kind": "news", "form": "video"}, [], "", []),
    ],
)  # fmt: skip
def test_given_a_film_or_sound_then_what_leaves_somebody_out_stops_it(facts, files, body, missing):
    found = codes(findings.media_findings(text_of(body, *files, **facts)))
    assert found == [("block", f"media.{code}") for code in missing]


PICTURE = '<img src="/f/abcdef1/a.jpg" alt="大桥">'
CAPTIONED = f"<figure>{PICTURE}<figcaption>6月18日，大桥恢复通车。</figcaption></figure>"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (CAPTIONED, ["story.few_pictures"]),
        (CAPTIONED + CAPTIONED, []),
        (CAPTIONED + f"<p>{PICTURE}</p>", ["story.no_caption"]),
    ],
)
def test_given_a_picture_story_then_pictures_without_words_are_told(body, told):
    found = codes(findings.story_findings(text_of(body, kind="picture_story")))
    assert found == [("warn", code) for code in told]


def test_given_a_film_without_cover_then_it_is_told():
    found = codes(findings.story_findings(text_of(TRANSCRIPT, FILM, kind="video")))
    assert found == [("warn", "media.no_poster")]


ROWS = "<tr><th>年</th><th>数</th></tr><tr><td>2024年</td><td>{}</td></tr>"


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        (f'<table class="chart-bar"><caption>户数</caption>{ROWS.format(5)}</table>', "", ""),
        (f'<table class="chart-bar">{ROWS.format(5)}</table>', "chart.no_title", "显示标题"),
        (f'<table class="chart-pie">{ROWS.format("见附件")}</table>', "chart.not_drawn", "见附件"),
        (f"<table>{ROWS.format('见附件')}</table>", "", ""),
    ],
)
def test_given_a_table_marked_as_chart_then_what_keeps_it_from_being_one_is_told(
    table, code, words
):
    found = list(findings.chart_findings(text_of(f"<p>前</p>{table}", kind="news")))
    assert [row.code for row in found] == ([code] if code else [])
    assert all(words in row.text and row.matched == "年\t数" for row in found)
