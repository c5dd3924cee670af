"""Writing at the desk: a Chinese input method, typing that is kept by itself, remarks, versions."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys import steps
from journeys.conftest import RunningTown
from zhanqun.content.library.api import Article, working_copy

pytestmark = pytest.mark.browser

TEXT_FRAME = "iframe.tox-edit-area__iframe"
AUTOSAVED = "已自动保存"


def open_draft(
    running_town: RunningTown, desk: Callable[..., Any], title: str, **how: Any
) -> tuple[Any, Any]:
    """A new draft of the officer, open in the editor."""
    article = running_town.town.draft(title)
    page = desk("officer", **how)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/desk/articles/{article.uid}/")
    text_of(page).wait_for()
    return article, page


def text_of(page: Any) -> Any:
    return page.frame_locator(TEXT_FRAME).locator("body")


def status_of(page: Any) -> Any:
    return page.locator("[data-autosave-status]")


def leave_form(page: Any) -> None:
    """As when the writer goes to another window."""
    page.evaluate(
        "document.querySelector('form[data-autosave]').dispatchEvent(new Event('focusout'))"
    )


def compose(page: Any, pinyin: str, words: str, halfway: Callable[[], None] = lambda: None) -> None:
    """What an input method does: the letters stand there as a composition, then the words."""
    ime = page.context.new_cdp_session(page)
    for end in range(1, len(pinyin) + 1):
        at = {"selectionStart": end, "selectionEnd": end}
        ime.send("Input.imeSetComposition", {"text": pinyin[:end], **at})
    halfway()
    ime.send("Input.insertText", {"text": words})
    ime.detach()


def saved_body(article: Article) -> str:
    return str(working_copy(Article.objects.get(pk=article.pk)).body)


def test_given_an_input_method_then_its_words_arrive_once_and_no_autosave_comes_between(
    running_town: RunningTown, desk: Callable[..., Any]
):
    article, page = open_draft(running_town, desk, "渡口通航公告")
    sent: list[str] = []

    def note(request: Any) -> None:
        if request.url.endswith("/autosave/"):
            sent.append(request.post_data)

    page.on("request", note)
    text_of(page).press("Control+End")

    def leave_halfway() -> None:
        leave_form(page)
        page.wait_for_timeout(300)
        assert sent == []
        assert "dukou" in text_of(page).inner_text()

    compose(page, "dukou", "渡口", leave_halfway)
    status_of(page).get_by_text(AUTOSAVED).wait_for()
    compose(page, "tonghang", "通航")
    compose(page, "le", "了𬭚")
    text_of(page).press_sequentially("。")
    steps.follow(page.get_by_role("button", name="保存草稿").first)
    page.get_by_text("已保存。").wait_for()

    assert "渡口" in sent[0]
    assert not [body for body in sent if "dukou" in body or "tonghang" in body]
    assert saved_body(article).count("渡口通航了𬭚。") == 1
    assert "dukou" not in saved_body(article) and "tonghang" not in saved_body(article)


def test_given_a_browser_that_crashes_then_what_was_typed_is_offered_and_restored(
    running_town: RunningTown, desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    article, page = open_draft(running_town, desk, "渡口夜航公告", apart=True)
    text_of(page).press("Control+End")
    text_of(page).press_sequentially("夜航时间另行公布。")
    leave_form(page)
    status_of(page).get_by_text(AUTOSAVED).wait_for()
    # The browser is gone: nothing more comes from it.
    page.context.set_offline(True)

    again = desk("officer")
    again.goto(f"/desk/articles/{article.uid}/")
    again.get_by_text("您有未保存的内容").wait_for()
    look(again, "autosave-notice")
    text_of(again).get_by_text("恢复通车").wait_for()
    assert "夜航时间" not in text_of(again).inner_text()
    steps.follow(again.get_by_role("link", name="恢复"))
    again.get_by_text("已恢复未保存的内容").wait_for()
    text_of(again).get_by_text("夜航时间另行公布。").wait_for()
    steps.follow(again.get_by_role("button", name="保存草稿").first)
    again.get_by_text("已保存。").wait_for()

    assert "夜航时间另行公布。" in saved_body(article)
    assert again.get_by_text("您有未保存的内容").count() == 0


def test_given_no_server_then_the_browser_keeps_what_was_typed_and_says_so(
    running_town: RunningTown, desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    article, page = open_draft(running_town, desk, "渡口停航公告", apart=True)
    page.context.set_offline(True)
    text_of(page).press("Control+End")
    text_of(page).press_sequentially("因大雾停航。")
    leave_form(page)
    status_of(page).get_by_text("连不上服务器，内容已暂存在本机浏览器").wait_for()

    page.context.set_offline(False)
    page.goto(f"/desk/articles/{article.uid}/")
    notice = page.get_by_label("暂存在本机的内容")
    notice.wait_for()
    look(page, "autosave-local")
    notice.get_by_role("button", name="恢复").click()
    text_of(page).get_by_text("因大雾停航。").wait_for()
    steps.follow(page.get_by_role("button", name="保存草稿").first)
    page.get_by_text("已保存。").wait_for()

    assert "因大雾停航。" in saved_body(article)
    assert page.get_by_label("暂存在本机的内容").count() == 0


def test_given_twenty_seconds_of_typing_then_it_is_kept_without_leaving(
    running_town: RunningTown, desk: Callable[..., Any]
):
    _article, page = open_draft(running_town, desk, "渡口改造公告", apart=True)
    page.clock.install()
    page.reload()
    text_of(page).press("Control+End")
    text_of(page).press_sequentially("改造")
    assert status_of(page).inner_text() == ""

    page.clock.fast_forward(21_000)

    status_of(page).get_by_text(AUTOSAVED).wait_for()


def test_given_the_keyboard_alone_then_a_remark_is_written_and_two_versions_compared(
    running_town: RunningTown, desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    article, page = open_draft(running_town, desk, "渡口安全公告")
    steps.add_to_body(page, "请乘客穿好救生衣。", scripts=True)
    steps.follow(page.get_by_role("button", name="保存草稿").first, "Enter")
    page.get_by_text("已保存。").wait_for()

    steps.follow(page.get_by_role("link", name="历史"), "Enter")
    page.get_by_role("heading", name="历史：").wait_for()
    page.locator("summary").get_by_text("写批注").press("Enter")
    page.keyboard.press("Tab")
    compose(page, "qinghedui", "请核对")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".d-timeline__remark").get_by_text("请核对").wait_for()
    look(page, "timeline")

    steps.follow(page.get_by_role("link", name="版本对照", exact=True), "Enter")
    page.get_by_role("heading", name="版本对照：").wait_for()
    look(page, "compare")
    row = page.locator(".d-compare__row")
    assert row.locator("strong").all_inner_texts() == ["改"]
    assert "请乘客穿好救生衣。" in row.locator("ins").inner_text()
    assert article.remarks.get().text == "请核对"
