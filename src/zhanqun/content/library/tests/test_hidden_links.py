"""Links that nobody sees (暗链) in what is pasted, imported or saved."""

import pytest

from zhanqun.content.library.importing import read_html
from zhanqun.content.library.rich_text import clean_html
from zhanqun.content.library.services import save_draft

LINK = '<a href="http://x.example/bet">娱乐城</a>'
NOTE = "已去除隐藏的外部链接“娱乐城”：http://x.example/bet，可能是被植入的暗链，请核查来源。"


@pytest.mark.parametrize(
    "planted",
    [
        f'<div style="position:absolute;left:-9999px">{LINK}</div>',
        f'<div style="left:-9999px; position: fixed">{LINK}</div>',
        f'<div style="display:none">{LINK}</div>',
        f'<span style="visibility:hidden">{LINK}</span>',
        f'<marquee width="1" height="1">{LINK}</marquee>',
        f'<div style="height:1px;overflow:hidden">{LINK}</div>',
        f'<p style="color:#ffffff;background:#fff">{LINK}</p>',
        f'<font color="white">{LINK}</font>',
        f'<p style="font-size:0">{LINK}</p>',
        f'<p style="text-indent:-9999px">{LINK}</p>',
        f'<p style="opacity:0">{LINK}</p>',
        f'<table><tr style="display:none"><td>{LINK}</td></tr><tr><td>表</td></tr></table>',
        '<p style="display:none"><a href="http://x.example/bet">娱乐城</a>'
        '<a href="http://www.gov.cn.x.example/"></a></p>',
        '<p><a href="http://x.example/bet" style="color:rgb(255, 255, 255)">娱乐城</a></p>',
    ],
)
def test_p064_given_an_outside_link_that_nobody_sees_then_it_is_taken_out_and_told(planted):
    cleaned = clean_html(f"<p>青云江大桥恢复通车。</p>{planted}<p>特此公告。</p>")

    assert "x.example" not in cleaned.html and "娱乐城" not in cleaned.text
    assert cleaned.text.startswith("青云江大桥恢复通车。")
    assert cleaned.text.endswith("特此公告。")
    assert cleaned.dropped == [NOTE]


def test_p064_given_a_page_of_lines_then_each_link_is_told_with_its_line():
    page = (
        "<p>正文</p>\n"
        f'<div style="display:none">{LINK}\n<a href="https://y.example">六合</a></div>尾\n'
    )

    cleaned = clean_html(page)

    assert cleaned.dropped == [
        NOTE.replace("，可能", "（第2行），可能"),
        "已去除隐藏的外部链接“六合”：https://y.example（第3行），可能是被植入的暗链，请核查来源。",
    ]
    assert cleaned.text == "正文\n尾"


@pytest.mark.parametrize(
    "shown",
    [
        '<a href="#main" style="position:absolute;left:-9999px">跳到正文</a>',
        '<div style="position:absolute;left:-9999px"><a href="#nav">跳到导航</a></div>',
        f"<p>{LINK}</p>",
        f'<table><tr bgcolor="#0f4c75"><td style="color:#fff">{LINK}</td></tr></table>',
        f'<p style="background-color:#900;color:white">{LINK}</p>',
        f'<p style="text-indent:-21.0pt;margin-left:42pt">{LINK}</p>',
        '<span style="display:none">没有链接的隐藏文字</span>',
        '<div style="display:none"><a href="http://www.gov.cn/">中国政府网</a></div>',
        '<div style="display:none"><a href="http://x.example/app"></a></div>',
    ],
)
def test_p064_given_a_skip_link_or_a_link_that_is_seen_then_nothing_is_flagged(shown):
    assert clean_html(f"<p>正文</p>{shown}").dropped == []


def test_p064_given_a_text_that_is_saved_then_the_writer_is_told_of_the_link(town):
    article = town.draft()

    saved = save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"body": f'<p>正文</p><div style="display:none">{LINK}</div>'},
        by=town.people["officer"],
        now=town.now,
    )

    assert saved.dropped == (NOTE,)
    assert saved.article.body == "<p>正文</p>"


def test_p064_given_a_page_of_an_old_site_then_links_in_its_foot_are_told_with_their_lines():
    page = (
        "<html><body><h1>青云县召开春耕会议</h1>\n"
        "<div class=text><p>3月4日，县里召开春耕生产工作会议，安排全县春耕生产工作。</p></div>\n"
        '<div class=foot style="position:absolute;top:-2000px">\n'
        f"{LINK}</div></body></html>"
    )

    imported = read_html(page.encode())

    assert imported.dropped[0] == NOTE.replace("，可能", "（第4行），可能")
    assert "娱乐城" not in imported.text
