"""An applicant on a phone applies for information and mends the application; the registrar asks."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.conftest import PORTAL, WIDTHS, RunningTown
from journeys.steps import follow
from journeys.test_letters import browser_at, track
from journeys.test_pages import too_wide
from town import PASSWORD, START
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Level, PublisherFacts
from zhanqun.affairs.requests.models import Request
from zhanqun.core.attachments.tests.files import picture
from zhanqun.core.intake.models import PlainQuestion, Tally
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser

TITLE = "青云江大桥检测报告"
CARD = "11010519491231002X"  # the example of GB 11643-1999
MENDED = "是2025年9月检测的那一份，主桥部分。"
PROOF = {"name": "补充说明.png", "mimeType": "image/png", "buffer": picture("PNG")}
PROGRAM = {"name": "run.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + bytes(100)}


@pytest.fixture
def registrar(running_town: RunningTown) -> str:
    """The disclosure office of the bureau, which discloses on the portal."""
    town, now = running_town.town, clock.now()
    person = units.add_user(
        username="registrar", name="王登记", unit=town.bureau, password=PASSWORD, by=None, now=now
    )
    scope = ("unit", town.government.pk)
    post = {"user": person, "role": Role.CASE_OFFICE, "scope": scope, "valid_from": START}
    units.appoint(**post, by=None, now=now)
    if disclosure.publisher_of(town.bureau.pk) is None:
        facts = PublisherFacts(town.portal, "11990100MB0000001A", Level.CITY)
        disclosure.add_publisher(unit=town.bureau, code="jtj", facts=facts, by=person, now=now)
    return person.username


def apply(phone: Any, code: str, look: Callable[[Any, str], None]) -> tuple[str, str]:
    """From the form to number and password; who applies decides what else is asked."""
    phone.goto(f"/intake/disclosure/?to={code}")
    look(phone, "requests-form")
    phone.get_by_role("textbox", name="信息名称").fill(TITLE)
    phone.get_by_label("电子数据").check()
    phone.get_by_label("网上查看、下载").check()
    question = phone.locator("label[for=answer]").inner_text()
    phone.get_by_label(question).fill(PlainQuestion.objects.get(text=question).answers[0])
    phone.get_by_label("申请人类别", exact=True).select_option(label="自然人")
    follow(phone.get_by_role("button", name="下一步：核对"))
    assert phone.get_by_role("textbox", name="信息名称").input_value() == TITLE
    phone.get_by_text("还有几项请接着填写").wait_for()
    phone.get_by_role("textbox", name="姓名").fill("甄测一")
    phone.get_by_label("证件", exact=True).select_option(label="居民身份证")
    phone.get_by_role("textbox", name="证件号码").fill(CARD[:-1] + "1")
    phone.get_by_role("textbox", name="电话").fill("13800001234")
    follow(phone.get_by_role("button", name="下一步：核对"))
    phone.get_by_text("校验位不对").first.wait_for()
    look(phone, "requests-form-errors")
    phone.get_by_role("textbox", name="证件号码").fill(CARD)
    follow(phone.get_by_role("button", name="下一步：核对"))
    look(phone, "requests-check")
    follow(phone.get_by_role("button", name="提交"))
    number, password = phone.locator(".p-status__code").all_inner_texts()
    return number, password


def ask_correction(office: Any, seen: Callable[[Any, str], None]) -> None:
    """The registrar asks for what is missing, and sees the clock stand."""
    office.goto("/desk/requests/")
    seen(office, "list")
    follow(office.get_by_role("link", name=TITLE), "Enter")
    seen(office, "process")
    office.locator("summary", has_text="告知补正").press("Enter")
    office.get_by_label("需要补正什么").fill("请写明是哪一年、桥的哪一部分。")
    follow(office.get_by_role("button", name="告知补正", exact=True), "Enter")
    office.get_by_text("已告知补正，期限停止计算。").wait_for()
    seen(office, "asked")


def test_given_an_applicant_on_a_phone_then_asked_once_mended_and_a_new_date(
    running_town: RunningTown,
    registrar: str,
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
):
    def seen(page: Any, name: str) -> None:
        look(page, f"requests-{name}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert too_wide(page) == [], (name, width)

    running_town.wait_for(PORTAL, "/_/form.html")
    # Other journeys sent much from this address: it would be held for a person to look at.
    Tally.objects.all().delete()
    phone = browser_at(running_town, scripts=False, width=390)
    publisher = disclosure.publisher_of(running_town.town.bureau.pk)
    assert publisher is not None
    number, password = apply(phone, publisher.code, look)
    assert "已收到" in track(phone, number, password)
    ask_correction(desk(registrar), seen)

    screen = browser_at(running_town, scripts=True, width=390)
    assert "请写明是哪一年、桥的哪一部分。" in track(screen, number, password)
    seen(screen, "tracking-asked")
    screen.get_by_label("以下是我的补正内容").check()
    screen.get_by_role("textbox", name="补正内容").fill(MENDED)
    screen.get_by_label("附件").set_input_files([PROOF, PROGRAM])
    follow(screen.get_by_role("button", name="提交补正"))
    screen.get_by_text("run.exe”不能上传").first.wait_for()
    assert screen.get_by_role("textbox", name="补正内容").input_value() == MENDED
    seen(screen, "tracking-refused")
    follow(screen.get_by_role("button", name="提交补正"))

    request = Request.objects.select_related("case").latest("pk")
    shown = screen.locator("main").inner_text()
    assert "收到补正" in shown
    assert f"{request.case.due_on:%Y-%m-%d}" in shown
    seen(screen, "tracking-mended")
    screen.goto(f"/intake/disclosure/?to={publisher.code}&applicant=org_business")
    seen(screen, "form-organisation")
    office = desk(registrar)
    office.goto(f"/desk/requests/{request.case.uid}/")
    assert MENDED in office.locator("main").inner_text()
    assert "补充说明.png" in office.locator("main").inner_text()
    seen(office, "mended")
    for page in (phone, screen):
        page.context.close()
