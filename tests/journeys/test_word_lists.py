"""A false positive, from the text in which it was seen to the phrase that allows it."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.steps import follow

pytestmark = pytest.mark.browser

TEXT = "市攻府办公室：根据中华人民共合国法律，{history}。\n联系人甄某，13800001234"


@pytest.mark.parametrize(
    ("scripts", "history"), [(True, "蜀军进攻府南河"), (False, "守军反攻府城")]
)
def test_given_a_text_then_its_hits_are_seen_and_a_false_one_is_allowed(
    desk: Callable[..., Any], look: Callable[[Any, str], None], scripts: bool, history: str
):
    text = TEXT.format(history=history)
    officer = desk("officer", scripts=scripts)
    officer.goto("/desk/checks/try/")
    officer.fill("[name=text]", text)
    follow(officer.get_by_role("button", name="检查", exact=True), "Enter")

    officer.wait_for_selector("mark.c-hit")
    marks = officer.locator("mark.c-hit").all_text_contents()
    assert [mark.rstrip("1234") for mark in marks[:3]] == ["攻府", "中华人民共合国", "攻府"]
    look(officer, f"try-hits-{scripts}")
    follow(officer.locator("tr", has_text="攻府").nth(1).get_by_role("button"))
    officer.wait_for_selector("text=已登记为误报")

    manager = desk("manager", scripts=scripts)
    manager.goto("/desk/checks/reports/?state=open")
    follow(manager.get_by_role("link", name="攻府").first)
    follow(manager.get_by_role("button", name="加入允许语境"))
    manager.wait_for_selector("text=已处理")

    officer.goto("/desk/checks/try/")
    officer.fill("[name=text]", text)
    follow(officer.get_by_role("button", name="检查", exact=True))
    officer.wait_for_selector("mark.c-hit")
    assert officer.locator("mark.c-hit", has_text="攻府").count() == 1


def test_given_a_file_of_words_then_the_dry_run_is_read_before_it_is_taken(
    desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    manager = desk("manager")
    manager.goto("/desk/checks/")
    follow(manager.get_by_role("link", name="公文用词错别字"))
    follow(manager.get_by_role("link", name="导入"))
    words = "wrong,right\n渡囗,渡口\n攻府,人民政府\n政府,攻府\n字,子\n"
    manager.set_input_files(
        "[name=file]", {"name": "词.csv", "mimeType": "text/csv", "buffer": words.encode()}
    )
    follow(manager.get_by_role("button", name="先看看会怎样"))
    manager.wait_for_selector("text=有矛盾的")
    look(manager, "import-plan")
    follow(manager.get_by_role("button", name="导入新增和修改的词条"))
    manager.wait_for_selector("text=已导入")
    look(manager, "list-after-import")
