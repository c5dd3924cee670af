"""What the checks find is shown where it stands, settled at one press, or let through by name."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from journeys import steps
from journeys.conftest import BUREAU, RunningTown
from zhanqun.content.library import api as library
from zhanqun.content.review.tests.people import ID_NUMBER
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser

TABLE = "<table><tr><td>姓名</td><td>事项</td></tr><tr><td>王某</td><td>渡口补贴</td></tr></table>"
BODY = f"<h2>一、补贴对象</h2><p>渡口补贴已发放，详见下表。</p>{TABLE}<p>公示期五天。</p>"
WHY = "本人书面同意公示"
GROUND = "公示文件要求列明，已核对同意书"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_given_hits_then_they_are_shown_in_place_settled_at_a_press_or_let_through_with_a_reason(
    running_town: RunningTown,
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
    scripts: bool,
):
    way = "脚本" if scripts else "无脚本"
    people = partial(desk, scripts=scripts)
    officer = people("officer")

    # The officer writes a number, is told where it stands, and cannot hand it in like this.
    title = f"渡口补贴公示（{way}）"
    article = running_town.town.draft(title, body=BODY)
    officer.goto(f"/desk/articles/{article.uid}/")
    steps.add_to_body(officer, f"领取人王某，{ID_NUMBER}。", scripts=scripts)
    steps.submit_in_vain(officer, "检查发现不能发布的内容")
    panel = officer.locator("#checks")
    assert ID_NUMBER in panel.locator(".r-mark--block").all_inner_texts()
    assert panel.get_by_text("表格没有表头").is_visible()
    if scripts:
        _found_in_the_editor(officer, panel)
    look(officer, "checks-edit")

    # One press each; the words are replaced, the rest stays, and nothing of a mark is saved.
    steps.follow(panel.get_by_role("button", name="改为").first)
    officer.get_by_text("已按建议修改1处").wait_for()
    steps.follow(officer.get_by_role("button", name="把首行设为表头"))
    officer.get_by_text("已按建议修改1处").wait_for()
    body = library.working_copy(library.Article.objects.get(uid=article.uid)).body
    assert ID_NUMBER not in body and "领取人王某" in body
    assert '<th scope="col">姓名</th>' in body and "mark" not in body
    steps.submit(officer)

    # Another text must keep the number: its officer says why, and the reviewer reads it first.
    kept = f"补贴领取人公示（{way}）"
    second = running_town.town.draft(kept, body=f"<p>王某，{ID_NUMBER}，渡口补贴三百元。</p>")
    officer.goto(f"/desk/articles/{second.uid}/")
    officer.get_by_label("送审说明").fill(WHY)
    steps.follow(officer.get_by_role("button", name="申请放行并送审"))
    officer.get_by_text("已送审，并申请放行。").wait_for()
    reviewer = people("reviewer")
    reviewer.goto("/desk/review/tasks/")
    row = reviewer.get_by_role("row").filter(has_text=kept).first
    assert "申请放行" in row.inner_text()
    look(reviewer, "checks-tray")
    steps.open_task(reviewer, kept, "初审")
    assert reviewer.get_by_text(f"供稿人申请放行：{WHY}").is_visible()
    assert reviewer.locator(".r-text .r-mark--block").inner_text() == ID_NUMBER
    steps.follow(reviewer.locator("#checks").get_by_role("link", name=ID_NUMBER))
    assert reviewer.url.endswith("#hit-body-1")
    assert reviewer.get_by_text("由保密审查员、签发人放行").is_visible()
    look(reviewer, "checks-task")

    # All steps passed, the gate stays shut until the signer lets it through by name.
    replace(running_town.town, now=clock.now()).pass_all(second.submissions.get())
    signer = people("signer")
    steps.open_gate(signer, kept)
    assert signer.get_by_role("button", name="发布", exact=True).count() == 0
    signer.get_by_text("放行", exact=True).click()
    steps.follow(signer.get_by_role("button", name="确认放行"))
    signer.get_by_text("放行要写明理由").wait_for()
    look(signer, "checks-override")
    if not signer.get_by_label("放行理由").is_visible():
        signer.get_by_text("放行", exact=True).click()
    signer.get_by_label("放行理由").fill(GROUND)
    steps.follow(signer.get_by_role("button", name="确认放行"))
    signer.get_by_text("已放行：").wait_for()
    assert signer.get_by_text(GROUND).is_visible()
    look(signer, "checks-gate")
    path = steps.publish(signer, kept)
    assert ID_NUMBER in running_town.wait_for(BUREAU, path, shows=kept)

    # The trail and the form of the secrecy review say who, and why.
    officer.goto(f"/desk/articles/{second.uid}/history/")
    assert "放行检查结果" in officer.locator("main").inner_text()
    assert GROUND in officer.locator("main").inner_text()
    signer.goto(f"/desk/review/decisions/{second.secrecy_decisions.get().uid}/")
    assert GROUND in signer.locator("main").inner_text()
    look(signer, "checks-decision")


def _found_in_the_editor(officer: Any, panel: Any) -> None:
    """The words are painted in the editor, and the button leads to them."""
    frame = officer.frame_locator("iframe.tox-edit-area__iframe").locator("body")
    frame.get_by_text(ID_NUMBER).wait_for()
    row = panel.locator(".r-finding").filter(has_text=ID_NUMBER).first
    row.get_by_role("button", name="在正文中找到").click()
    assert frame.evaluate("body => body.ownerDocument.getSelection().toString()") == ID_NUMBER
    painted = "body => body.ownerDocument.defaultView.CSS.highlights.get('hit-block').size"
    assert frame.evaluate(painted) == 1
