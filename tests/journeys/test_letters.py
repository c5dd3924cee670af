"""A citizen writes to the mayor without scripts, reads the receipt and says how the answer was."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.conftest import PORTAL, RunningTown
from journeys.steps import follow
from town import PASSWORD, START
from zhanqun.affairs.letters.models import Letter
from zhanqun.core.casework import api as casework
from zhanqun.core.intake.models import PlainQuestion, Tally
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser

TITLE = "建议延长3路公交末班时间"
TEXT = "我住在澄溪区，下班常到22:30以后，3路末班车是22:00。建议周末延长到23:00。"
ANSWER = (
    "您好！您的建议我们采纳了。\n"
    "自2026年7月3日起，3路公交周五、周六末班车延长至23:00，平日不变。\n"
    "联系电话0990-5550123。"
)


@pytest.fixture
def people(running_town: RunningTown) -> dict[str, Any]:
    town, now, found = running_town.town, clock.now(), {}
    posts = {
        "box_office": (town.office, Role.CASE_OFFICE, town.government),
        "box_head": (town.bureau, Role.CASE_HEAD, town.bureau),
    }
    for name, (unit, role, place) in posts.items():
        found[name] = units.add_user(
            username=name, name=role.label, unit=unit, password=PASSWORD, by=None, now=now
        )
        post = {"user": found[name], "role": role, "scope": ("unit", place.pk)}
        units.appoint(**post, valid_from=START, by=None, now=now)
    return found


def browser_at(running_town: RunningTown, *, scripts: bool, width: int) -> Any:
    return running_town.browser.new_context(
        base_url=f"http://{PORTAL}:{running_town.port}",
        java_script_enabled=scripts,
        viewport={"width": width, "height": 844},
        locale="zh-CN",
    ).new_page()


def set_up_box(office: Any, look: Callable[[Any, str], None]) -> None:
    """The office sets up the mayor's box."""
    office.goto("/desk/letters/mailboxes/new/")
    office.get_by_label("代码").fill("szxx")
    office.get_by_label("网站").select_option(index=1)
    office.get_by_label("名称").fill("市长信箱")
    office.get_by_label("统筹单位").select_option(index=1)
    for sort in ("咨询", "建议", "举报"):
        office.get_by_label(sort, exact=True).check()
    office.get_by_label("写信须知").fill("一封信说一件事，答复更快。")
    office.get_by_label("网上信访地址").fill("https://xf.example.cn/")
    look(office, "letters-mailbox")
    follow(office.get_by_role("button", name="保存"))
    office.get_by_text("信箱已设立").wait_for()
    look(office, "letters-mailboxes")


def write(phone: Any, look: Callable[[Any, str], None]) -> tuple[str, str]:
    """From the form to number and password."""
    phone.goto("/intake/letter/?to=szxx")
    assert phone.title().startswith("给市长信箱写信")
    look(phone, "letters-form")
    phone.get_by_label("建议", exact=True).check()
    phone.get_by_role("textbox", name="标题").fill(TITLE + "（密码123456）")
    phone.get_by_role("textbox", name="内容").fill(TEXT)
    phone.get_by_label("同意公开").first.check()
    phone.get_by_role("textbox", name="姓名").fill("甄测一")
    question = phone.locator("label[for=answer]").inner_text()
    phone.get_by_label(question).fill(PlainQuestion.objects.get(text=question).answers[0])
    follow(phone.get_by_role("button", name="下一步：核对"))
    assert phone.title().startswith("需要修改1处")
    look(phone, "letters-form-errors")
    phone.get_by_role("textbox", name="电话").fill("13800001234")
    follow(phone.get_by_role("button", name="下一步：核对"))
    assert "标题里像是有查询密码" in phone.locator("main").inner_text()
    look(phone, "letters-check")
    follow(phone.get_by_role("button", name="提交"))
    look(phone, "letters-receipt")
    number, password = phone.locator(".p-status__code").all_inner_texts()
    return number, password


def track(page: Any, number: str, password: str) -> str:
    page.goto("/intake/receipt/")
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(password)
    follow(page.get_by_role("button", name="查询"))
    return str(page.locator("main").inner_text())


def test_given_a_citizen_without_scripts_then_letter_receipt_answer_and_rating(
    running_town: RunningTown,
    people: dict[str, Any],
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
):
    running_town.wait_for(PORTAL, "/_/form.html")
    # Other journeys sent much from this address: it would be held for a person to look at.
    Tally.objects.all().delete()
    set_up_box(desk("box_office"), look)
    phone = browser_at(running_town, scripts=False, width=390)
    number, password = write(phone, look)
    assert "登记为“市长信箱”来信" in track(phone, number, password)

    letter = Letter.objects.select_related("case").latest("pk")
    uid, bureau = letter.case.uid, running_town.town.bureau
    assert letter.case.title == TITLE
    casework.offer(uid=uid, to=bureau, reason="", by=people["box_office"], now=clock.now())
    casework.accept(uid=uid, by=people["box_head"], now=clock.now())
    screen = browser_at(running_town, scripts=True, width=1280)
    assert f"由{bureau}办理" in track(screen, number, password)
    look(screen, "letters-tracking")
    casework.answer(uid=uid, text=ANSWER, by=people["box_head"], now=clock.now())

    assert "末班车延长至23:00" in track(screen, number, password)
    look(screen, "letters-tracking-answered")
    assert "末班车延长至23:00" in track(phone, number, password)
    phone.get_by_label("不满意", exact=True).check()
    phone.get_by_role("textbox", name="说说原因").fill("平日也需要。")
    follow(phone.get_by_role("button", name="提交评价"))
    assert phone.locator("#word").inner_text() == "重新办理"
    look(phone, "letters-tracking-rated")
    screen.goto("/intake/letter/?to=szxx")
    look(screen, "letters-form-wide")
    for page in (phone, screen):
        page.context.close()
