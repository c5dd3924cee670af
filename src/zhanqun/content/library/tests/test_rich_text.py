"""The cleaner of running text."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhanqun.content.library.characters import decode
from zhanqun.content.library.rich_text import (
    clean_html,
    pending_uploads,
    plain_text,
    replace_images,
    safe_link,
)
from zhanqun.content.library.rich_text_reading import TextNestedTooDeep
from zhanqun.content.library.tests.shared import shared

# A one-pixel GIF.
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
PIXEL_SRC = "data:image/gif;base64," + base64.b64encode(PIXEL).decode()

BUDGET = """
<table border=1 style="border:0.5pt solid windowtext">
<tr style="text-align:center"><th rowspan=2>科目</th><th colspan=2>金额（万元）</th></tr>
<tr><th>2025年</th><th>2026年</th></tr>
<tr><td>教育支出</td><td style="border:solid windowtext .5pt;text-align:right">1,204.50</td>
<td align=right>1,310.00</td></tr></table>
"""


def html_of(html: str) -> str:
    return clean_html(html).html


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<h1>一</h1><h2>二</h2><h5>五</h5>", "<h2>一</h2>\n<h2>二</h2>\n<h4>五</h4>"),
        ("文字<div>一<p>二</p>三</div>", "<p>文字</p>\n<p>一</p>\n<p>二</p>\n<p>三</p>"),
        ("<p>一<br><br>二<br>三<br></p>", "<p>一</p>\n<p>二<br>三</p>"),
        ("<p>　　&nbsp;缩进　</p><p>&nbsp;</p>", "<p>缩进</p>"),
        ("<p>中华<span>\n</span>人民\n  共和国 GDP\n增长</p>", "<p>中华人民共和国 GDP 增长</p>"),
        (
            "<p><b>一</b><strong>、</strong><span style='font-weight:bold'>元旦</span></p>",
            "<p><strong>一、元旦</strong></p>",
        ),
        ("<b>粗<span style='font-weight:normal'>细</span></b>", "<p><strong>粗</strong>细</p>"),
        ("<p>x<sup>2</sup>H<sub>2</sub>O<u>线</u></p>",) * 2,
        ("<center>中</center>", '<p class="align-center">中</p>'),
        ("<div align=right>右<p style='text-align:left'>左</p></div>",
         '<p class="align-right">右</p>\n<p>左</p>'),
        ("<blockquote>引<p>文</p></blockquote><hr>",
         "<blockquote>\n<p>引</p>\n<p>文</p>\n</blockquote>\n<hr>"),
        ("<ul><li>一<ol start=3 type=a><li>甲</li></ol></li><li> </li></ul>",
         '<ul>\n<li>一\n<ol start="3" type="a">\n<li>甲</li>\n</ol></li>\n</ul>'),
        ("<li>散</li>", "<ul>\n<li>散</li>\n</ul>"),
        ("<dl><dt>问</dt><dd>答</dd></dl>", "<p><strong>问</strong></p>\n<p>答</p>"),
        ("<pre>一\n二</pre>", "<p>一<br>二</p>"),
        ("<figure><img src=/f/k/a.png alt=图><figcaption>图一</figcaption></figure>",
         '<figure><img src="/f/k/a.png" alt="图"><figcaption>图一</figcaption></figure>'),
        ("<p>姓名：<u>&nbsp;&nbsp;&nbsp;</u></p>", "<p>姓名：<u>\xa0\xa0\xa0</u></p>"),
        ("<p>1 &lt; 2 &amp; \"引\"</p>", '<p>1 &lt; 2 &amp; "引"</p>'),
        ("<p style='display:none'>暗</p><p>明</p>", "<p>明</p>"),
        ("<!-- <p>注释</p> -->", ""),
    ],
)  # fmt: skip
def test_given_markup_then_it_is_spelled_in_one_way(dirty, clean):
    assert html_of(dirty) == clean


def test_given_struck_text_then_it_is_kept_as_struck():
    assert html_of("<p><del>删</del><strike>去</strike></p>") == "<p><s>删去</s></p>"


def test_p050_given_a_budget_table_then_merges_head_and_right_aligned_numbers_stay():
    html = html_of(BUDGET)

    assert html == (
        "<table>\n<thead>\n"
        '<tr><th rowspan="2" scope="col" class="align-center">科目</th>'
        '<th colspan="2" scope="col" class="align-center">金额（万元）</th></tr>\n'
        '<tr><th scope="col">2025年</th><th scope="col">2026年</th></tr>\n'
        "</thead>\n<tbody>\n"
        '<tr><td>教育支出</td><td class="align-right">1,204.50</td>'
        '<td class="align-right">1,310.00</td></tr>\n'
        "</tbody>\n</table>"
    )


def test_given_a_table_marked_as_a_chart_then_the_mark_stays_and_no_other_class():
    cleaned = clean_html('<table class="MsoTable chart-line x"><tr><td>1</td></tr></table>').html
    assert cleaned.startswith('<table class="chart-line">')
    assert clean_html(cleaned).html == cleaned
    assert "class" not in clean_html('<table class="chart-evil"><tr><td>1</td></tr></table>').html


def test_given_a_table_with_caption_lists_and_a_table_inside_then_all_stay():
    html = html_of(
        "<table><caption>表一</caption><tr><th>甲</th><td><ul><li>一</li></ul>"
        "<table><tr><td>内</td></tr></table></td></tr></table>"
    )

    assert "<caption>表一</caption>" in html
    assert '<th scope="row">甲</th>' in html
    assert html.count("<table>") == 2
    assert "<li>一</li>" in html


def test_p049_given_pictures_on_the_writers_disk_then_they_are_named_and_never_saved():
    src = "file:///C:/Users/x/AppData/Local/Temp/msohtmlclip1/01/clip_image001.png"

    cleaned = clean_html(f'<p>文字<img src="{src}" alt="会场"><img src="C:\\图\\二.jpg"></p>')

    assert cleaned.html == "<p>文字</p>"
    assert [(image.kind, image.name) for image in cleaned.images][0] == (
        "missing",
        "clip_image001.png",
    )
    assert any("clip_image001.png" in note for note in cleaned.dropped)


@pytest.mark.parametrize("src", ["W020190918.jpg", "./图/二.png", "../a/b.gif", "/upload/c.jpg"])
def test_p049_given_a_picture_beside_another_page_then_it_is_named_and_not_linked(src):
    cleaned = clean_html(f'<p>文字<img src="{src}" alt="会场"></p>')

    assert cleaned.html == "<p>文字</p>"
    assert [image.kind for image in cleaned.images] == ["missing"]
    assert any(src.rpartition("/")[2] in note for note in cleaned.dropped)
    there = clean_html(f'<p><img src="{src}"></p>', base_url="http://www.example.gov.cn/xw/1.html")
    assert [image.kind for image in there.images] == ["linked"]


def test_p049_given_a_picture_with_its_bytes_then_it_waits_for_upload_in_its_place():
    cleaned = clean_html(f'<p>前<img src="{PIXEL_SRC}" alt="点" width=3>后</p>')

    (image,) = cleaned.images
    assert (image.kind, image.data, image.media_type) == ("inline", PIXEL, "image/gif")
    assert "data:" not in cleaned.html
    assert pending_uploads(cleaned.html) == [image.src]
    assert replace_images(cleaned.html, {image.src: "/f/k/点.gif"}) == (
        '<p>前<img src="/f/k/点.gif" alt="点" width="3">后</p>'
    )


@pytest.mark.parametrize(
    "src",
    [
        "data:image/svg+xml;base64,PHN2Zz4=",
        "data:image/png;base64,!!!",
        "data:text/html;base64,PGI+",
        "data:image/png;base64,AAAA",
        "blob:http://x/1",
        "cid:image1",
        "upload:../../etc",
    ],
)
def test_given_an_image_address_that_may_not_stay_then_it_is_listed_as_missing(src):
    cleaned = clean_html(f'<p>文<img src="{src}"></p>')

    assert cleaned.html == "<p>文</p>"
    assert [image.kind for image in cleaned.images] == ["missing"]
    assert cleaned.dropped


WORD_PASTE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""} --></style></head><body>
<p class=MsoNormal align=center style='text-align:center;mso-pagination:widow-orphan'><b>
<span style='font-family:宋体'>关于召开<span lang=EN-US>2026</span>年<br>
工作会议的通知<o:p></o:p></span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>一、</span><![endif]>总体要求</p></body></html>"""


def test_given_a_paste_from_word_then_only_content_stays_and_the_rest_is_told():
    cleaned = clean_html(WORD_PASTE)

    assert cleaned.html == (
        '<p class="align-center"><strong>关于召开2026年</strong><br>'
        "<strong>工作会议的通知</strong></p>\n<p>一、总体要求</p>"
    )
    assert cleaned.text == "关于召开2026年\n工作会议的通知\n一、总体要求"
    assert len(cleaned.dropped) == 2


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='&#106;ava&#10;script:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<a href='vbscript:x'>x</a>",
        "<iframe src=//evil></iframe><object data=x></object><embed src=x>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
        "onerror=alert(1)&gt;'>",
        "<p style='background:url(javascript:alert(1))'>x</p>",
        "<form action=//evil><input name=password><button>x</button></form>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<p id=x class='p-alert' data-enhance=evil>x</p>",
    ],
)
def test_given_an_attack_then_nothing_of_it_can_run(attack):
    html = html_of("<p>正文</p>" + attack).lower()

    assert "正文" in html
    for danger in ("script", "onerror", "<iframe", "style=", "<svg", "<form", "data", "class="):
        assert danger not in html.replace("alert(1)", "")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("http:\\\\www.example.cn\\a", "http://www.example.cn/a"),
        (" https://www.example.cn/ ", "https://www.example.cn/"),
        ("mailto:a@example.cn", "mailto:a@example.cn"),
        ("tel:12345", "tel:12345"),
        ("./t20190918.shtml", "http://www.example.cn/b/t20190918.shtml"),
        ("//cdn.example.cn/x", "http://cdn.example.cn/x"),
        ("#note-1", "#note-1"),
        ("java\tscript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("C:\\x.doc", ""),
        ("http://[bad", "http://[bad"),
        ("//[bad", ""),
        ("#", ""),
    ],
)
def test_given_a_link_then_only_safe_schemes_stay_and_relative_ones_are_resolved(address, kept):
    assert safe_link(address, "http://www.example.cn/b/index.html") == kept


def test_given_an_unsafe_link_then_its_text_stays_and_the_loss_is_told():
    cleaned = clean_html("<p><a href='file:///x'>附件</a>和<a href='/f/a.pdf'><b>另</b>附</a></p>")

    assert cleaned.html == '<p>附件和<a href="/f/a.pdf"><strong>另</strong>附</a></p>'
    assert len(cleaned.dropped) == 1


def test_given_a_page_nested_very_deep_then_its_text_survives():
    html = "<div>" * 900 + "<span>" * 900 + "深处" + "</div>" * 900

    assert plain_text(html) == "深处"


def test_given_nesting_beyond_what_can_be_read_then_it_is_refused_and_not_cut():
    with pytest.raises(TextNestedTooDeep):
        clean_html("<div>" * 6000 + "深处")


def test_given_a_table_then_its_plain_text_is_a_row_a_line():
    assert plain_text(BUDGET).split("\n")[-1] == "教育支出\t1,204.50\t1,310.00"


TAGS = [
    "p", "div", "h1", "h3", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th",
    "caption", "b", "u", "i", "span style='font-weight:bold'", "sup", "br", "hr", "blockquote",
    "figure", "figcaption", "img src=/a.png", "img src=" + PIXEL_SRC, "a href=/x", "center", "pre",
    "p align=right", "td rowspan=2", "th colspan=3", "dl", "dt", "dd", "font", "a href='#note-1'",
]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from([f"</{tag.split()[0]}>" for tag in TAGS]),
    st.sampled_from(
        [
            "中文",
            "abc",
            " ",
            "\n",
            "&nbsp;",
            "　",
            "&lt;b&gt;",
            "&",
            "\u0301",
            ">\u0338",
            "&#xe863;",
            "&#1;",
            "&#x200b;",
        ]
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_given_any_tangle_of_tags_then_cleaning_twice_changes_nothing(html):
    once = clean_html(html)

    assert clean_html(once.html).html == once.html
    assert clean_html(html).html == once.html
    assert clean_html(once.html).text == once.text


def test_given_real_pages_then_cleaning_twice_changes_nothing():
    for page in sorted(shared("real/html").glob("*.html")):
        once = clean_html(decode(page.read_bytes()).text)

        assert once.text
        assert clean_html(once.html).html == once.html, page.name
