"""What comes from Word, and files that are looked at: in the real editor and viewer."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from journeys import steps
from journeys.conftest import RunningTown
from zhanqun.content.library.tests.test_official_documents import DOCUMENTS
from zhanqun.content.library.tests.test_pasting import WORD
from zhanqun.core.attachments.tests.readable_files import PIXEL, ofd_file, pdf_file

pytestmark = pytest.mark.browser

PASTE = """(body, [html, rtf]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "关于做好渡口检查的通知");
    if (rtf) data.setData("text/rtf", rtf);
    body.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def editor_of(page: Any) -> Any:
    return page.frame_locator("iframe.tox-edit-area__iframe").locator("body")


def test_given_a_paste_from_word_then_the_text_is_clean_and_the_rest_is_listed_at_the_editor(
    running_town: RunningTown, desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    draft = running_town.town.draft("粘贴来的通知")
    page = desk("officer")
    page.goto(f"/desk/articles/{draft.uid}/")
    text = editor_of(page)
    text.press("Control+End")

    text.evaluate(PASTE, [WORD, "{\\rtf1{\\pict\\pngblip " + PIXEL.hex() + "}}"])

    said = page.locator("#editor-said")
    said.get_by_text("下列内容没有放入正文").wait_for()
    assert "暗链" in said.inner_text() and "样式表" in said.inner_text()
    html = text.inner_html()
    assert 'class="align-center"' in html and 'colspan="2"' in html
    assert "mso" not in html.lower() and "x.example" not in html and "file:" not in html
    assert text.locator('img[src^="/f/"]').count() == 1
    look(page, "pasted")
    steps.follow(page.get_by_role("button", name="保存草稿"))
    page.get_by_text("已保存。").wait_for()
    saved = page.locator("[name=body]").input_value()
    assert "一、检查范围：全市渡口。" in saved and "/f/" in saved


def test_given_no_connection_when_pasting_then_the_text_is_there_and_cleaned_at_saving(
    running_town: RunningTown, desk: Callable[..., Any]
):
    draft = running_town.town.draft("断网时粘贴")
    page = desk("officer")
    page.goto(f"/desk/articles/{draft.uid}/")
    text = editor_of(page)
    text.press("Control+End")
    page.route("**/paste/", lambda route: route.abort())

    text.evaluate(PASTE, [WORD, ""])

    page.locator("#editor-said").get_by_text("没有连上服务器").wait_for()
    assert "一、检查范围" in text.inner_text()
    steps.follow(page.get_by_role("button", name="保存草稿"))
    page.get_by_text("clip_image001.png").first.wait_for()
    assert "file:" not in page.locator("[name=body]").input_value()


def test_given_a_pdf_and_an_ofd_then_they_show_in_the_browser_and_can_be_read(
    running_town: RunningTown, desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    draft = running_town.town.draft("带附件的通知")
    page = desk("officer")
    page.goto(f"/desk/articles/{draft.uid}/")
    pages = (["青云市交通运输局文件", "青交〔2026〕18号"], ["第二页的文字"])
    page.set_input_files(
        "[name=new_files]",
        [
            {"name": "通知.pdf", "mimeType": "application/pdf", "buffer": pdf_file(*pages)},
            {"name": "通知.ofd", "mimeType": "application/ofd", "buffer": ofd_file()},
        ],
    )
    steps.follow(page.get_by_role("button", name="保存草稿"))
    page.get_by_text("已保存。").wait_for()
    views = page.get_by_role("link", name="预览").filter(has_text=".")
    pdf, ofd = (views.nth(at).get_attribute("href") for at in (0, 1))

    page.goto(pdf)
    page.get_by_text("第1页，共2页").wait_for()
    page.get_by_text("仅显示外观，未验证印章和签名").wait_for()
    assert "青交〔2026〕18号" in page.locator(".textLayer").inner_text()
    look(page, "pdf")
    page.get_by_role("region", name="第1页").press("ArrowRight")
    page.get_by_text("第2页，共2页").wait_for()
    assert "第二页的文字" in page.locator(".textLayer").inner_text()
    page.get_by_role("button", name="放大").click()

    page.goto(ofd)
    drawn = page.get_by_role("region", name="第1页")
    for words in (
        "青云市交通运输局文件",
        "青交〔2026〕18 号",
        "关于做好渡口冬季安全检查工作的通知",
    ):
        assert words in drawn.locator("svg").text_content()
    assert drawn.locator("image").count() == 2
    look(page, "ofd")

    plain = desk("officer", scripts=False)
    plain.goto(pdf)
    plain.get_by_text("文件里的文字").click()
    assert "青交〔2026〕18号" in plain.locator(".d-viewer__words").inner_text()


def test_given_an_official_document_then_the_plan_shows_what_was_recognised(
    running_town: RunningTown, desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    page = desk("officer")
    files = [(f"{name}.docx", DOCUMENTS[name][0].bytes()) for name in ("notice", "secret")]

    steps.upload(page, files)

    row = page.get_by_role("row").filter(has_text="notice.docx")
    for words in ("主送机关", "附件说明", "渡口名单；检查表", "抄送机关", "印发日期"):
        assert words in row.inner_text()
    refused = page.get_by_role("row").filter(has_text="secret.docx")
    assert re.search("密级“机密★1年”.*不得录入", refused.inner_text())
    look(page, "official-plan")
