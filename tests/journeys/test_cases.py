"""A case at the desk: offered by the office, accepted by the head, answered by the handler."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.conftest import WIDTHS, RunningTown
from journeys.steps import follow
from journeys.test_pages import too_wide
from town import PASSWORD, START
from zhanqun.core.casework import api as casework
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser

TITLE = "星河路路灯不亮"
ANSWER = "您反映的星河路路灯，我局6月17日更换灯具12盏，当晚已恢复照明。维修电话0990-5550123。"


@pytest.fixture
def case(running_town: RunningTown) -> casework.Case:
    town, now = running_town.town, clock.now()
    posts = {
        "case_office": (town.office, Role.CASE_OFFICE, town.government),
        "case_head": (town.bureau, Role.CASE_HEAD, town.bureau),
        "case_handler": (town.bureau, Role.CASE_HANDLER, town.bureau),
    }
    for name, (unit, role, place) in posts.items():
        person = units.add_user(
            username=name, name=role.label, unit=unit, password=PASSWORD, by=None, now=now
        )
        scope = ("unit", place.pk)
        units.appoint(user=person, role=role, scope=scope, valid_from=START, by=None, now=now)
    facts = casework.CaseFacts(
        kind="example",
        title=TITLE,
        text="星河路从学校到桥头的路灯坏了一个月，晚上看不见路，请派人来修。",
        office=town.office,
        stamps={"submitted": now},
        writer=casework.Writer("甄测一", "13800001234"),
    )
    return casework.open_case(facts, by=None, now=now)


def open_case(page: Any, queue: str) -> None:
    page.goto(f"/desk/cases/?queue={queue}")
    follow(page.get_by_role("link", name=TITLE))
    page.get_by_role("heading", name=TITLE).wait_for()


def test_given_a_case_then_office_head_and_handler_bring_it_to_its_answer(
    running_town: RunningTown,
    case: casework.Case,
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
):
    bureau = running_town.town.bureau
    office = desk("case_office", scripts=False)
    open_case(office, "office")
    office.get_by_label("交给").select_option(str(bureau.pk))
    follow(office.get_by_role("button", name="交办", exact=True))
    office.get_by_text("已办理。").wait_for()

    head = desk("case_head")
    open_case(head, "offered")
    follow(head.get_by_role("button", name="签收"), "Enter")
    head.get_by_text("已办理。").wait_for()
    head.goto("/desk/cases/?queue=unit")
    head.get_by_label(f"选择《{TITLE}》").check()
    head.get_by_label("把选中的办件指定给").select_option(label="承办人员")
    look(head, "cases-unit")
    follow(head.get_by_role("button", name="批量指定承办人"))
    head.get_by_text("办理1件，0件没有办成").wait_for()
    look(head, "cases-bulk")

    handler = desk("case_handler")
    handler.goto("/")
    handler.get_by_role("link", name=TITLE).first.wait_for()
    open_case(handler, "mine")
    look(handler, "cases-case")
    for width in WIDTHS:
        handler.set_viewport_size({"width": width, "height": 900})
        assert too_wide(handler) == []
    handler.get_by_label("答复内容").fill("来信收悉，已转养护所办理。")
    follow(handler.get_by_role("button", name="答复", exact=True))
    handler.get_by_text("只说已经转办").wait_for()
    look(handler, "cases-answer-checked")
    handler.get_by_label("答复内容").fill(ANSWER)
    follow(handler.get_by_role("button", name="答复", exact=True), "Enter")
    handler.get_by_text("已办理。").wait_for()

    office.goto("/desk/cases/?queue=office&ended=on")
    office.get_by_text("按期").first.wait_for()
    office.goto("/desk/cases/figures/")
    assert office.get_by_role("row").filter(has_text="市交通运输局").get_by_text("100.0%").count()
