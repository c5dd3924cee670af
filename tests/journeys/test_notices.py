"""What waits reaches the person: in the inbox at the desk, and by mail."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest

from journeys import steps
from journeys.conftest import RunningTown, wait_until

pytestmark = pytest.mark.browser


def set_address(page: Any, address: str) -> None:
    """提醒设置: where mail goes."""
    page.goto("/desk/notices/settings/")
    page.get_by_label("邮箱").fill(address)
    steps.follow(page.get_by_role("button", name="保存"))
    page.get_by_text("提醒设置已保存。").wait_for()


def mail_about(running_town: RunningTown, address: str, title: str) -> Any:
    """The mail that came to this address and names the title."""

    def found() -> list[Any]:
        return [letter for letter in running_town.mail.to(address) if title in letter.subject]

    wait_until(lambda: bool(found()), f"mail about {title} to {address}")
    return found()[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_given_a_submission_and_a_return_then_reviewer_and_writer_learn_of_it(
    running_town: RunningTown,
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
    scripts: bool,
):
    people = partial(desk, scripts=scripts)
    name = "带脚本" if scripts else "无脚本"
    title = f"青云江夜间通航试运行通告（{name}）"
    addresses = {
        who: f"{who}.{'a' if scripts else 'b'}@qingyun.gov.example"
        for who in ("reviewer", "signer")
    }
    reviewer = people("reviewer")
    set_address(reviewer, addresses["reviewer"])
    set_address(people("signer"), addresses["signer"])
    article = running_town.town.draft(title)

    # The officer hands the text in: the reviewer has mail; the signer, whose step it is not, none.
    officer = people("officer")
    officer.goto(f"/desk/articles/{article.uid}/")
    steps.submit(officer)
    letter = mail_about(running_town, addresses["reviewer"], title)
    assert letter.recipients == [addresses["reviewer"]]
    assert running_town.mail.to(addresses["signer"]) == []

    # The menu says so on every page; the inbox lists it, and opening it leads to the step.
    reviewer.goto("/desk/review/tasks/")
    steps.follow(reviewer.get_by_role("link", name=re.compile(r"^提醒（\d+）$")).first)
    reviewer.get_by_role("heading", name="提醒").wait_for()
    row = reviewer.get_by_role("listitem").filter(has_text=title)
    assert "待审核" in row.inner_text() and "市交通运输局，时限" in row.inner_text()
    look(reviewer, f"inbox-{'scripts' if scripts else 'plain'}")
    if scripts:
        reviewer.keyboard.press("j")  # newest first
        reviewer.keyboard.press("Enter")
    else:
        steps.follow(row.get_by_role("link", name=title))
    reviewer.get_by_role("heading", name=f"初审：{title}").wait_for()

    # The link in the mail leads there too, for this person only.
    link = re.search(r"http\S+/desk/notices/\S+", letter.text)
    assert link is not None
    path = urlsplit(link[0]).path
    assert people("signer").goto(path).status == 404
    reviewer.goto(path)
    reviewer.get_by_role("heading", name=f"初审：{title}").wait_for()

    # Sent back: the writer reads why, and marks it as read.
    steps.return_to_author(reviewer, title, "初审", "请补充通航时段")
    officer.goto("/desk/notices/")
    back = officer.get_by_role("listitem").filter(has_text=f"《{title}》在初审被退回")
    assert "请补充通航时段" in back.inner_text()
    steps.follow(back.get_by_role("button", name="标为已读"))
    assert back.count() == 0
    steps.follow(officer.get_by_role("link", name="全部", exact=True))
    steps.follow(back.get_by_role("link"))
    officer.get_by_text("请补充通航时段").first.wait_for()


def test_given_a_reviewer_on_leave_then_the_deputy_is_asked_and_acts_for_them(
    running_town: RunningTown,
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
):
    title = "青云江渡口冬季停航公告"
    security, reviewer, deputy = desk("security"), desk("reviewer"), desk("stranger")

    # The security administrator names a deputy; the reviewer goes on leave.
    security.goto("/desk/units/appointments/?q=审核人甲")
    steps.follow(security.get_by_role("link", name="B角"))
    security.select_option("[name=deputy]", label="信息员甲（stranger，市民政局）")
    steps.follow(security.get_by_role("button", name="确定"))
    security.get_by_text("的B角已保存。").wait_for()
    reviewer.goto("/desk/units/absences/new/")
    look(reviewer, "absence-new")
    steps.follow(reviewer.get_by_role("button", name="确定"))
    reviewer.get_by_text("已登记：").wait_for()
    look(reviewer, "absences")

    officer, article = desk("officer"), running_town.town.draft(title)
    officer.goto(f"/desk/articles/{article.uid}/")
    steps.submit(officer)

    # The deputy learns of the leave and of the step, sees for whom it is, and passes it.
    deputy.goto("/desk/notices/")
    assert deputy.get_by_role("listitem").filter(has_text="由您代班").count() == 1
    steps.follow(deputy.get_by_role("listitem").filter(has_text=title).get_by_role("link"))
    deputy.get_by_role("heading", name=f"初审：{title}").wait_for()
    look(deputy, "deputy-task")
    deputy.goto("/desk/review/tasks/")
    look(deputy, "deputy-tray")
    assert "代审核人甲办理" in deputy.get_by_role("row").filter(has_text=title).inner_text()
    steps.pass_step(deputy, title, "初审")

    # The timeline says who decided for whom; the reviewer comes back.
    reviewer.goto("/desk/units/absences/")
    steps.follow(reviewer.get_by_role("button", name="销假"))
    reviewer.get_by_text("已销假。").wait_for()
    liaison = desk("liaison")
    steps.open_task(liaison, title, "复审")
    liaison.get_by_text("信息员甲（代审核人甲）").first.wait_for()
