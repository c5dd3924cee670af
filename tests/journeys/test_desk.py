"""At the desk besides an article's whole way: by keyboard, together, by the clock."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from journeys import steps
from journeys.conftest import BUREAU, PORTAL, RunningTown, wait_until
from town import PASSWORD
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.core.units import api as units
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser

# So many presses of Tab are more than any page of the desk has to reach a button.
TABS = 120
# From the second that was set to the second of publication.
LATE_SECONDS = 3


def offered(town: Any, title: str) -> library.Placement:
    """A published article of the bureau, offered to the portal."""
    article = town.published(title)
    return library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )


def approved(town: Any, title: str) -> Article:
    article = town.draft(title)
    town.approve(article)
    return article


def tab_to(page: Any, wanted: Any) -> None:
    """Press Tab until the element has the focus, and look that this can be seen."""
    for _press in range(TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            outline = wanted.evaluate("element => getComputedStyle(element).outlineStyle")
            assert outline != "none", f"{wanted}: the focus cannot be seen"
            return
    pytest.fail(f"{wanted} is not reached by Tab")


def test_given_a_keyboard_only_then_the_editor_adopts_by_letters_and_by_tab(
    running_town: RunningTown, desk: Callable[..., Any]
):
    by_letter, by_tab = (offered(running_town.town, f"青云江{n}号桥检修完毕") for n in "一二")
    page = desk("editor")
    page.goto("/desk/articles/tray/")

    titles = page.locator("tbody tr").all_inner_texts()
    row = next(at for at, text in enumerate(titles) if by_letter.article.title in text)
    for _press in range(row + 1):
        page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("a")
    page.get_by_text(f"《{by_letter.article.title}》已采用。").wait_for()
    tab_to(page, page.locator(f"button[value='{by_tab.uid}']"))
    page.keyboard.press("Enter")
    page.get_by_text(f"《{by_tab.article.title}》已采用。").wait_for()

    for placement in (by_letter, by_tab):
        running_town.wait_for(PORTAL, placement.article.address)


def test_given_a_keyboard_only_then_the_reviewer_passes_a_step(
    running_town: RunningTown, desk: Callable[..., Any]
):
    article = running_town.town.draft("青云江渡口恢复摆渡")
    running_town.town.submit(article)
    page = desk("reviewer")
    page.goto("/desk/review/tasks/")

    tab_to(page, page.get_by_role("link", name=article.title))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", name=f"初审：{article.title}").wait_for()
    tab_to(page, page.get_by_role("button", name="通过", exact=True))
    page.keyboard.press("Enter")

    page.get_by_text(f"《{article.title}》已通过初审。").wait_for()


def test_given_two_people_with_one_draft_then_the_second_sees_both_versions_and_decides(
    running_town: RunningTown, desk: Callable[..., Any]
):
    article = running_town.town.draft("青云江大桥限行通告")
    first, second = desk("officer"), desk("liaison")
    for page in (first, second):
        page.goto(f"/desk/articles/{article.uid}/")
    first.get_by_label("来源").fill("市交通运输局")
    steps.follow(first.get_by_role("button", name="保存草稿"))
    first.get_by_text("已保存。").wait_for()

    second.get_by_label("副标题").fill("6月20日起试行")
    steps.follow(second.get_by_role("button", name="保存草稿"))

    second.get_by_role("heading", name=re.compile("^有人先保存了")).wait_for()
    shown = second.locator(".d-body").inner_text()
    assert "交通运输局" in shown and "6月20日起试行" in shown
    steps.follow(second.get_by_role("button", name="用我的版本覆盖"))
    second.get_by_text("已保存。").wait_for()
    versions = Article.objects.get(pk=article.pk).revisions.order_by("id")
    kept = [(row.content["subtitle"], row.content["source"]) for row in versions]
    assert kept[-2:] == [("", "市交通运输局"), ("6月20日起试行", "交通运输局")]


def test_given_a_button_pressed_twice_then_the_article_is_handed_in_once(
    running_town: RunningTown, desk: Callable[..., Any]
):
    article = running_town.town.draft("青云江大桥夜间施工")
    page = desk("officer")
    page.goto(f"/desk/articles/{article.uid}/")

    page.get_by_role("button", name="送审").dblclick()

    page.get_by_text("已送审。").wait_for()
    assert article.submissions.count() == 1


def test_given_rights_that_end_between_open_and_save_then_the_text_is_still_there(
    running_town: RunningTown, desk: Callable[..., Any]
):
    town = running_town.town
    person = units.add_user(
        username="leaving",
        name="调离的信息员",
        unit=town.bureau,
        password=PASSWORD,
        by=None,
        now=town.now,
    )
    post = units.appoint(
        user=person,
        role=units.Role.INFORMATION_OFFICER,
        scope=("unit", town.bureau.pk),
        valid_from=clock.day_of(town.now),
        by=None,
        now=town.now,
    )
    article = town.draft("青云江大桥通行费公示")
    page = desk("leaving", scripts=False)
    page.goto(f"/desk/articles/{article.uid}/")
    page.locator("[name=body]").fill("<p>写了一上午的正文。</p>")
    yesterday = clock.day_of(clock.now()) - timedelta(days=1)
    security = town.people["security"]
    units.end_appointment(appointment=post, last_day=yesterday, by=security, now=clock.now())

    steps.follow(page.get_by_role("button", name="保存草稿"))

    page.get_by_text("您填写的内容没有丢失").wait_for()
    page.get_by_text("写了一上午的正文。").wait_for()
    assert "写了一上午" not in library.working_copy(Article.objects.get(pk=article.pk)).body


def test_given_a_time_to_the_second_then_the_article_goes_out_at_that_second(
    running_town: RunningTown, desk: Callable[..., Any]
):
    article = approved(running_town.town, "青云江大桥零时恢复通行")
    page = desk("signer")
    steps.open_gate(page, article.title)
    due_at = (clock.now() + timedelta(seconds=8)).replace(microsecond=0)
    page.locator("[name=due_at]").fill(f"{clock.beijing(due_at):%Y-%m-%dT%H:%M:%S}")
    steps.follow(page.get_by_role("button", name="定时", exact=True))
    page.get_by_text(f"{clock.beijing(due_at):%H:%M:%S}").first.wait_for()
    address = Article.objects.get(pk=article.pk).address

    wait_until(lambda: Article.objects.get(pk=article.pk).live, "the schedule is carried out", 30)

    row = Article.objects.get(pk=article.pk)
    late = (row.first_published_at - due_at).total_seconds()
    assert 0 <= late < LATE_SECONDS
    running_town.wait_for(BUREAU, row.address or address, shows=row.title)
