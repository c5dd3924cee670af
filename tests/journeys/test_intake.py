"""A citizen reports an error without scripts; the portal answers; the receipt shows it."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.conftest import PORTAL, RunningTown
from journeys.steps import follow
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.models import Envelope, PlainQuestion
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser


def test_given_a_citizen_on_a_phone_without_scripts_then_report_answer_and_receipt(
    running_town: RunningTown, desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    running_town.wait_for(PORTAL, "/_/form.html")
    phone = running_town.browser.new_context(
        base_url=f"http://{PORTAL}:{running_town.port}",
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
        locale="zh-CN",
    )
    page = phone.new_page()
    page.goto("/")
    follow(page.get_by_role("link", name="我为政府网站找错"))
    assert page.input_value("#page") == f"http://{PORTAL}:{running_town.port}/"
    look(page, "intake-form-plain")
    follow(page.get_by_role("button", name="下一步：核对"))
    assert page.title().startswith("需要修改3处")
    look(page, "intake-form-errors")
    page.get_by_label("错别字").check()
    page.get_by_role("textbox", name="说明").fill("首页“恢复”写成了“回复”。")
    question = page.locator("label[for=answer]").inner_text()
    page.get_by_label(question).fill(PlainQuestion.objects.get(text=question).answers[0])
    follow(page.get_by_role("button", name="下一步：核对"))
    look(page, "intake-check")
    follow(page.get_by_role("button", name="提交"))
    number, password = page.locator(".p-status__code").all_inner_texts()
    look(page, "intake-receipt")

    keeper = desk("chief")
    keeper.goto("/desk/intake/")
    follow(keeper.get_by_role("link", name="错别字：首页"))
    keeper.get_by_label("答复").fill("已改正，谢谢您。")
    follow(keeper.get_by_role("button", name="写到回执上"))
    keeper.wait_for_selector("text=已处理")

    page.goto("/intake/receipt/")
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(password.lower())
    follow(page.get_by_role("button", name="查询"))
    assert "已改正，谢谢您。" in page.locator("main").inner_text()
    look(page, "intake-tracking")
    _ask(number)
    page.go_back()
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(password)
    follow(page.get_by_role("button", name="查询"))
    look(page, "intake-asks")
    page.get_by_label("基本满意").check()
    page.get_by_label("说说原因").fill("改得很快。")
    follow(page.get_by_role("button", name="提交评价"))
    page.get_by_text("您的回答：基本满意").wait_for()
    look(page, "intake-asks-answered")
    phone.close()


def _ask(number: str) -> None:
    """A room above asks for a rating, and offers to withdraw."""
    uid, now = Envelope.objects.get(number=number.replace("-", "")).uid, clock.now()
    levels = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
    rating = intake.Ask(
        code="satisfaction",
        title="您对这次答复满意吗",
        choices=[(str(5 - at), level) for at, level in enumerate(levels)],
        text_label="说说原因",
        hint="每封信可评价一次。",
        button="提交评价",
    )
    withdrawal = intake.Ask(
        code="withdraw", title="撤回", choices=[("yes", "确认撤回")], button="撤回", is_folded=True
    )
    for ask in (withdrawal, rating):
        intake.ask_writer(envelope=uid, ask=ask, now=now)


def test_given_scripts_then_the_proof_is_computed_and_a_draft_is_kept_if_asked(
    running_town: RunningTown, look: Callable[[Any, str], None]
):
    running_town.wait_for(PORTAL, "/_/form.html")
    context = running_town.browser.new_context(
        base_url=f"http://{PORTAL}:{running_town.port}",
        viewport={"width": 1280, "height": 900},
        locale="zh-CN",
    )
    page = context.new_page()
    page.goto("/intake/error-report/")
    page.wait_for_selector("[data-question]", state="hidden")
    page.get_by_label("在这台设备上暂存填写的内容").check()
    page.get_by_role("textbox", name="说明").fill("附件打不开。")
    look(page, "intake-form")

    page.goto("/intake/error-report/")
    assert page.input_value("#text") == "附件打不开。"
    page.get_by_role("button", name="清除暂存").click()
    page.goto("/intake/error-report/")
    assert page.input_value("#text") == ""

    page.wait_for_selector("[data-question]", state="hidden")
    page.get_by_label("网页地址").fill(f"http://{PORTAL}/gzdt/")
    page.get_by_label("打不开").check()
    page.get_by_role("textbox", name="说明").fill("附件打不开。")
    follow(page.get_by_role("button", name="下一步：核对"))
    follow(page.get_by_role("button", name="提交"))
    assert page.locator(".p-status__code").count() == 2
    look(page, "intake-receipt-scripts")
    context.close()
