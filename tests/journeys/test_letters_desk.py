"""A letter at the desk: the office passes it on, the handler drafts, the head approves, the office
masks and publishes."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.conftest import WIDTHS, RunningTown
from journeys.steps import follow
from journeys.test_pages import too_wide
from town import PASSWORD, START
from zhanqun.affairs.letters.models import Letter, Mailbox
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.keys import new_key
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser

TITLE = "学校门口没有人行道"
TEXT = (
    "我叫甄测一，住星河路12号。学校门口没有人行道，孩子只能走在车流里，请尽快修建。"
    "电话13800001234。"
)
ANSWER = (
    "您反映的学校门口人行道，我局7月1日开工，8月20日建成，开学前开放；施工期间由交警护学。"
    "联系电话0990-5550123。"
)


@pytest.fixture
def letters(running_town: RunningTown) -> list[Letter]:
    """One that the bureau has, and two of the same words that nobody has yet."""
    town, now = running_town.town, clock.now()
    posts = {
        "letter_office": (town.office, Role.CASE_OFFICE, town.government),
        "letter_head": (town.bureau, Role.CASE_HEAD, town.bureau),
        "letter_handler": (town.bureau, Role.CASE_HANDLER, town.bureau),
    }
    people = {}
    for name, (unit, role, place) in posts.items():
        people[name] = units.add_user(
            username=name, name=role.label, unit=unit, password=PASSWORD, by=None, now=now
        )
        scope = ("unit", place.pk)
        post = {"user": people[name], "role": role, "scope": scope, "valid_from": START}
        units.appoint(**post, by=None, now=now)
    Mailbox.objects.create(
        code="desk-mayor", name="市长信箱", site=town.portal, office=town.office, sorts=list(Sort)
    )
    held = write("桥上的护栏松了", "桥上护栏松动，请派人加固，谢谢。")
    facts = {"uid": held.case.uid, "now": now}
    casework.offer(to=town.bureau, reason="", by=people["letter_office"], **facts)
    casework.accept(by=people["letter_head"], **facts)
    return [held, write(TITLE, TEXT), write("人行道什么时候修", TEXT)]


def write(title: str, text: str) -> Letter:
    payload = {
        "to": "desk-mayor",
        "sort": Sort.HELP,
        "title": title,
        "text": text,
        "agrees": "yes",
        "name": "甄测一",
        "tel": "13800001234",
        "email": "",
        "address": "星河路12号",
    }
    key = new_key("letter", clock.now()).token
    intake.receive(kind="letter", payload=payload, key=key, now=clock.now())
    return Letter.objects.order_by("-pk")[0]


def opened(page: Any, queue: str, title: str) -> None:
    page.goto(f"/desk/letters/?queue={queue}")
    follow(page.get_by_role("link", name=title, exact=True), "Enter")
    assert "?queue=" not in page.url


def test_given_a_letter_then_the_desk_answers_it_and_makes_it_public(
    running_town: RunningTown,
    letters: list[Letter],
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
):
    def seen(page: Any, name: str) -> None:
        look(page, f"letters-{name}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert too_wide(page) == [], (name, width)

    office = desk("letter_office")
    opened(office, "triage", TITLE)
    office.get_by_label("选择《人行道什么时候修》").check()
    seen(office, "sort")
    follow(office.get_by_role("button", name="把选中的并入本封"))
    office.get_by_text("已并案1封").wait_for()
    # Keyboard alone: from the field of units to the unit that usually has such letters.
    office.locator("select[name=to]").focus()
    for key in ("Tab", "Tab", "Enter"):
        office.keyboard.press(key)
    office.get_by_text(f"《{TITLE}》已交办。").wait_for()
    office.goto(f"/desk/letters/{letters[0].case.uid}/refuse/")
    seen(office, "refuse")
    office.goto(f"/desk/letters/{letters[0].case.uid}/supervision/")
    office.get_by_label("督办要求").fill("学校门前，请一周内说明进展。")
    office.get_by_label("说明期限").fill("2099-06-26")
    follow(office.get_by_role("button", name="督办，通知承办单位"))
    office.get_by_text("已列入督办").wait_for()
    seen(office, "supervision")

    handler = desk("letter_handler")
    handler.goto(f"/desk/cases/{letters[1].case.uid}/")
    follow(handler.get_by_role("button", name="签收"), "Enter")
    handler.get_by_text("已办理。").wait_for()
    opened(handler, "reply", TITLE)
    handler.get_by_label("答复内容").fill("来信收悉，已转有关科室办理。")
    follow(handler.get_by_role("button", name="送审签"))
    handler.get_by_text("只说已经转办").wait_for()
    seen(handler, "reply")
    handler.get_by_label("答复内容").fill(ANSWER)
    follow(handler.get_by_role("button", name="送审签"), "Enter")
    handler.get_by_text("已送审签。").wait_for()

    head = desk("letter_head")
    head.goto("/")
    head.get_by_role("link", name=TITLE).first.wait_for()
    opened(head, "approve", TITLE)
    seen(head, "approve")
    follow(head.get_by_role("button", name="审签并答复（连同并案1封）"), "Enter")
    head.get_by_text("已审签，答复已送达来信人。").wait_for()

    opened(office, "publish", TITLE)
    seen(office, "publication")
    follow(office.get_by_role("button", name="保存公开稿"), "Enter")
    office.get_by_text("公开稿已保存").wait_for()
    follow(office.get_by_role("button", name="公开", exact=True), "Enter")
    office.get_by_text("已公开。").wait_for()
    office.goto("/desk/letters/?queue=answered")
    seen(office, "list")
    public = Letter.objects.get(pk=letters[1].pk).publication
    assert "13800001234" not in public.text
    assert "甄测一" not in public.text
