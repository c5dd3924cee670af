"""Paste from Word and WPS (粘贴): the desk's address that cleans it."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhanqun.content.library import pasting
from zhanqun.content.library.services import save_draft
from zhanqun.content.library.tests.test_rich_text import PIXEL
from zhanqun.content.library.tests.test_views import at_the_desk
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.readable_files import PIXEL as PNG

DISK = "file:///C:/Users/x/AppData/Local/Temp/msohtmlclip1/01/clip_image001.png"
WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {{mso-style-parent:""}}</style></head><body lang=ZH-CN>
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt;
font-family:方正小标宋'>关于做好渡口检查的通知<o:p></o:p></span></b></p>
<p class=MsoNormal style='text-indent:32.0pt'>一、检查范围：全市渡口。<o:p></o:p></p>
<table class=MsoTableGrid border=1 style='border:solid windowtext .5pt'><tr>
<td colspan=2 style='border:solid windowtext 1.0pt'><p class=MsoNormal>渡口</p></td></tr>
<tr><td>𬭚山</td><td align=right>12</td></tr></table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape/><![endif]--><img width=10 src="{DISK}"></p>
<div style="position:absolute;left:-9999px"><a href="http://x.example">娱乐城</a></div>
<p class=MsoNormal align=right>青云市交通运输局</p></body></html>"""


def paste(town, html, rtf=b"", username="officer", article=None):
    article = article or town.draft()
    parts = {"html": SimpleUploadedFile("paste.html", html.encode())}
    if rtf:
        parts["rtf"] = SimpleUploadedFile("paste.rtf", rtf)
    return at_the_desk(town, username).post(f"/desk/articles/{article.uid}/paste/", parts)


def test_given_a_paste_from_word_then_it_is_clean_and_what_was_dropped_is_listed(town):
    said = paste(town, WORD).json()

    assert said["html"] == (
        '<p class="align-center"><strong>关于做好渡口检查的通知</strong></p>\n'
        "<p>一、检查范围：全市渡口。</p>\n"
        '<table>\n<tbody>\n<tr><td colspan="2">渡口</td></tr>\n'
        '<tr><td>𬭚山</td><td class="align-right">12</td></tr>\n</tbody>\n</table>\n'
        '<p class="align-right">青云市交通运输局</p>'
    )
    assert said["dropped"] == [
        "已去除隐藏的外部链接“娱乐城”：http://x.example（第10行），可能是被植入的暗链，请核查来源。",
        "已去除样式表 1 处。",
        "已去除Word 专用标记 4 处。",
        "图片“clip_image001.png”没有随文粘贴进来，请单独上传。",
    ]


def test_p049_given_the_clipboards_own_pictures_then_they_take_the_places_of_those_on_disk(town):
    hexadecimal = PNG.hex().encode()
    rtf = (
        b"{\\rtf1{\\*\\shppict{\\pict\\picw10\\pngblip\\bliptag12{\\*\\blipuid ab12}\r\n"
        + hexadecimal[:40]
        + b"\r\n"
        + hexadecimal[40:]
        + b"}}{\\nonshppict{\\pict\\wmetafile8 0123}}}"
    )

    said = paste(town, WORD, rtf).json()

    [kept] = attachments.Attachment.objects.all()
    assert f'<p><img src="/f/{kept.key}/%E5%9B%BE1.png" alt="" width="10"></p>' in said["html"]
    assert "file:" not in said["html"] and not any("clip_image" in note for note in said["dropped"])


def test_p049_given_pictures_that_cannot_be_told_apart_then_they_are_named_as_missing(town):
    rtf = b"".join(b"{\\pict\\pngblip " + PNG.hex().encode() + b"}" for _at in range(3))

    said = paste(town, WORD, rtf).json()

    assert "<img" not in said["html"]
    assert "图片“clip_image001.png”没有随文粘贴进来，请单独上传。" in said["dropped"]


def test_p049_given_a_picture_in_the_html_when_saved_without_scripts_then_it_is_kept(town):
    article = town.draft()
    data = base64.b64encode(PIXEL).decode()
    body = f'<p>会场</p><img src="data:image/gif;base64,{data}"><img src="upload:{"0" * 40}">'

    saved = save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"body": body},
        by=town.people["officer"],
        now=town.now,
    )

    [kept] = attachments.Attachment.objects.all()
    assert f'src="/f/{kept.key}/' in saved.article.body
    assert "upload:" not in saved.article.body and "data:" not in saved.article.body
    assert saved.dropped == ("第2张图片没有保存：没有收到图片的内容，或图片过多，请单独上传。",)


def test_given_five_megabytes_of_word_then_all_of_it_is_cleaned(town):
    line = "<p class=MsoNormal style='font-family:仿宋_GB2312'>各单位要落实责任。<o:p></o:p></p>"
    count = 5 * 1024 * 1024 // len(line.encode())

    said = paste(town, line * count).json()

    assert said["html"].count("<p>各单位要落实责任。</p>") == count


def test_given_a_text_of_many_megabytes_when_saved_without_scripts_then_nothing_is_lost(town):
    article = town.draft()
    count = 3 * 1024 * 1024 // len("<p>各单位要落实责任。</p>".encode())
    content = {
        "title": article.title,
        "body": "<p>各单位要落实责任。</p>" * count,
        "base_revision": article.latest_revision_id,
        "act": "save",
    }

    answer = at_the_desk(town).post(f"/desk/articles/{article.uid}/", content)

    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.body.count("<p>") == count


def test_given_more_than_is_cleaned_in_one_go_then_the_person_is_told_what_to_do(town):
    answer = paste(town, "<p>" + "长" * (pasting.MAX_BYTES // 3) + "</p>")

    assert answer.status_code == 413
    assert "超过上限 8 MB" in answer.json()["message"]
    assert "剪贴板里的内容还在" in answer.json()["message"]


@pytest.mark.parametrize("username", ["stranger", "reviewer"])
def test_given_a_person_who_may_not_write_here_then_nothing_is_cleaned(town, username):
    answer = paste(town, "<p>x</p>", username=username)

    assert answer.status_code == 403
    assert "html" not in answer.json()
