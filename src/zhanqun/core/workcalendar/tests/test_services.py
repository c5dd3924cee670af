"""Notices enter and leave; the numbered days and open dates follow, and the trail tells."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps.registry import Apps
from django.db import connection, models
from procrastinate.contrib.django.models import ProcrastinateJob

from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.core.workcalendar import api, moving, queries, services, shipped, work
from zhanqun.core.workcalendar.models import Calendar, CalendarChange, CalendarDay, HolidayNotice
from zhanqun.core.workcalendar.services import NoticeFacts
from zhanqun.core.workcalendar.tests.test_reading import EXTENSION_2020
from zhanqun.foundation import clock

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""  # made up: the real one was not issued when this was written


@pytest.fixture
def people() -> dict[str, units.User]:
    """A supervisor of the whole, one of a prefecture below, and a writer there."""
    top = units.add_unit(
        parent=None, by=None, now=NOW, kind="government", name="青云省人民政府", short_name="省政府"
    )
    below = units.add_unit(
        parent=top, by=None, now=NOW, kind="government", name="云岭州人民政府", short_name="州政府"
    )
    posts = {
        "supervisor": (top, Role.SUPERVISOR),
        "local": (below, Role.SUPERVISOR),
        "writer": (below, Role.INFORMATION_OFFICER),
    }
    found = {}
    for name, (unit, role) in posts.items():
        person = units.add_user(
            username=name, name=name, unit=unit, password="a-town-password", by=None, now=NOW
        )
        scope = ("unit", unit.pk)
        units.appoint(
            user=person, role=role, scope=scope, valid_from=date(2025, 1, 1), by=None, now=NOW
        )
        found[name] = person
    return found


def facts(text: str = NOTICE_2027, **changes) -> NoticeFacts:
    usual = {"year": 2027, "is_annual": True, "title": "关于2027年部分节假日安排的通知"}
    return NoticeFacts(text=text, **usual | changes)


def enter(by, text: str = NOTICE_2027, *, is_checked: bool = False, **changes) -> HolidayNotice:
    entered = facts(text, **changes)
    seen = queries.seen_of(entered.unit)
    return services.enter_notice(facts=entered, seen=seen, is_checked=is_checked, by=by, now=NOW)


def table_agrees(calendar: Calendar, unit=None) -> bool:
    """Whether the numbered days say the same as the calendar in process."""
    ours = api.work_calendar(unit)
    rows = CalendarDay.objects.filter(calendar=calendar).order_by("day")
    unsettled = 0
    for row in rows:
        unsettled += not ours.is_settled(row.day)
        found = (row.is_working, row.number, row.unsettled)
        if found != (ours.is_working(row.day), ours.number(row.day), unsettled):
            return False
    return rows.count() > 9000


def test_given_a_new_installation_then_twenty_years_are_announced_with_their_notices():
    calendar = api.work_calendar()

    assert calendar.years == frozenset(range(2007, 2027))
    assert calendar.notes[date(2026, 10, 1)].name == "国庆节"
    assert HolidayNotice.objects.exclude(url__contains=".gov.cn/").count() == 0
    assert table_agrees(Calendar.objects.get(unit=None))
    assert shipped.enter_shipped_notices(now=NOW) == 0  # once only


def test_given_a_notice_then_days_follow_and_the_trail_says_before_and_after(people, cases):
    assert api.due(date(2026, 12, 31), api.Term(1), api.work_calendar()).is_provisional

    notice = enter(people["supervisor"])

    calendar = api.work_calendar()
    assert not calendar.is_working(date(2027, 2, 5))
    assert calendar.is_working(date(2027, 1, 31))
    assert api.due(date(2026, 12, 31), api.Term(1), calendar) == api.Due(date(2027, 1, 4), False)
    assert table_agrees(Calendar.objects.get(unit=None))
    entry = audit.Entry.objects.get(action="workcalendar.notice_entered")
    assert (entry.before["days"]["2027-02-05"], entry.after["days"]["2027-02-05"]) == (
        "上班",
        "休息",
    )
    change = notice.changes.get()
    assert (change.since, change.until) == (date(2026, 12, 26), date(2027, 12, 31))
    assert ProcrastinateJob.objects.filter(task_name=moving.TASK, status="todo").exists()


def test_given_a_notice_withdrawn_then_the_earlier_ones_hold_again(people):
    before = api.work_calendar()
    notice = enter(
        people["supervisor"], "12月28日放假1天。", year=2026, is_annual=False, title="放假通知"
    )
    assert not api.work_calendar().is_working(date(2026, 12, 28))

    services.withdraw_notice(uid=notice.uid, why="录错", by=people["supervisor"], now=NOW)

    after = api.work_calendar()
    assert after.exceptions == before.exceptions
    assert table_agrees(Calendar.objects.get(unit=None))
    with pytest.raises(services.AlreadyWithdrawn):
        services.withdraw_notice(uid=notice.uid, why="再撤", by=people["supervisor"], now=NOW)


def test_given_doubts_or_nothing_read_or_another_hand_meanwhile_then_it_is_refused(people):
    keeper = people["supervisor"]
    doubtful = NOTICE_2027.replace("（周五）至3日", "（周六）至3日")

    with pytest.raises(services.NoticeInDoubt):
        enter(keeper, doubtful)
    with pytest.raises(services.NoDaysRead):
        enter(keeper, "值班安排见附件。")
    with pytest.raises(services.CalendarChangedMeanwhile):
        services.enter_notice(facts=facts(), seen="old", is_checked=True, by=keeper, now=NOW)
    assert enter(keeper, doubtful, is_checked=True).days.count() > 20


def test_given_who_does_not_supervise_the_whole_then_the_nations_days_are_not_theirs(people):
    for name in ("local", "writer"):
        with pytest.raises(units.NotAllowed):
            enter(people[name])
    notice = HolidayNotice.objects.get(year=2026)
    with pytest.raises(units.NotAllowed):
        services.withdraw_notice(uid=notice.uid, why="", by=people["local"], now=NOW)


def test_given_days_of_a_region_then_they_hold_there_on_top_of_the_nations(people):
    here, top = people["local"].unit, people["supervisor"].unit
    enter(
        people["local"],
        "古尔邦节：5月27日（周三）至28日（周四）放假，共2天。",
        year=2026,
        is_annual=False,
        title="云岭州关于古尔邦节放假的通知",
        unit=here,
    )

    local, upper = api.work_calendar(here), api.work_calendar(top)
    assert not local.is_working(date(2026, 5, 27))
    assert upper.is_working(date(2026, 5, 27))
    assert not local.is_working(date(2026, 10, 1))
    assert local.years == upper.years
    assert api.calendar_row(here).unit_id == here.pk
    assert api.calendar_row(top).unit_id is None
    with pytest.raises(units.NotAllowed):
        enter(people["writer"], "5月27日放假。", year=2026, is_annual=False, title="x", unit=here)

    enter(people["supervisor"])

    assert not api.work_calendar(here).is_working(date(2027, 2, 5))
    assert table_agrees(Calendar.objects.get(unit=here), here)


class OpenCase(models.Model):
    """Stands for the cases of a room above; in a registry of its own, so that no migration sees
    it."""

    start_on = models.DateField()
    term_days = models.IntegerField()
    due_on = models.DateField()
    is_provisional = models.BooleanField()
    closed_on = models.DateField(null=True)

    class Meta:
        apps = Apps()
        app_label = "example"
        db_table = "example_case"

    def __str__(self) -> str:
        return f"案件{self.pk}"


CASES = api.DueTable("example_case", is_open="c.closed_on is null and c.due_on >= '2026-11-26'")


def recompute_cases(span: api.Span, limit: int, now: datetime) -> Sequence[api.Move]:
    """What a room registers: open cases alone, and a deadline that passed is not revived."""
    moved = api.move_due_dates(CASES, api.calendar_row(span.unit), span, limit)
    rows = OpenCase.objects.in_bulk([key for key, _before, _after in moved])
    return [api.Move(rows[key], before, after) for key, before, after in moved]


@pytest.fixture
def cases(monkeypatch):
    """Cases due in many ways, as a room above keeps them, and its hook."""
    with connection.schema_editor() as editor:
        editor.create_model(OpenCase)
    monkeypatch.setattr(moving, "DUE_DATES", type(moving.DUE_DATES)("due dates"))
    moving.DUE_DATES.register("example", recompute_cases)
    calendar = api.work_calendar()
    facts = {  # start, closed
        "passed": (date(2026, 10, 30), None),
        "untouched": (date(2026, 11, 16), None),
        "reaching": (date(2026, 12, 7), None),
        "moving": (date(2027, 1, 20), None),
        "closed": (date(2027, 1, 20), date(2027, 1, 21)),
    }
    made = {}
    for name, (start, closed) in facts.items():
        found = api.due(start, api.Term(15), calendar)
        made[name] = OpenCase.objects.create(
            start_on=start,
            term_days=15,
            due_on=found.on,
            is_provisional=found.is_provisional,
            closed_on=closed,
        )
    return made


def test_p009_given_a_notice_added_later_then_open_dates_move_and_every_move_is_told(people, cases):
    before = {name: (row.due_on, row.is_provisional) for name, row in cases.items()}
    change = enter(people["supervisor"]).changes.get()

    moving.follow(change_id=change.pk, now=NOW)

    for row in cases.values():
        row.refresh_from_db()
    after = {name: (row.due_on, row.is_provisional) for name, row in cases.items()}
    calendar = api.work_calendar()
    assert before["moving"] == (date(2027, 2, 10), True)
    # 21 to 29 January 7, Sunday 31 January 8, 1 to 4 February 12, then 12, 15 and 16 February.
    assert after["moving"] == (date(2027, 2, 16), False)
    assert after["moving"][0] == api.add_working_days(date(2027, 1, 20), 15, calendar)
    assert after["reaching"] == (before["reaching"][0], False)  # certain now, on the same day
    for name in ("passed", "untouched", "closed"):
        assert after[name] == before[name]
    moves = audit.Entry.objects.filter(action="workcalendar.due_date_moved")
    assert [(e.before["due_on"], e.after["due_on"], e.reason) for e in moves] == [
        ("2027-02-10", "2027-02-16", "关于2027年部分节假日安排的通知")
    ]
    change.refresh_from_db()
    assert (change.moved, change.finished_at) == (1, NOW)
    moving.follow(change_id=change.pk, now=NOW + timedelta(hours=1))
    change.refresh_from_db()
    assert (change.moved, change.finished_at) == (1, NOW)  # a second run moves nothing


def test_given_many_open_dates_then_all_move_in_small_steps(people, cases, monkeypatch):
    monkeypatch.setattr(moving, "AT_ONCE", 7)
    start = date(2027, 1, 25)
    found = api.due(start, api.Term(10), api.work_calendar())
    OpenCase.objects.bulk_create(
        OpenCase(start_on=start, term_days=10, due_on=found.on, is_provisional=True)
        for _at in range(40)
    )

    change = enter(people["supervisor"]).changes.get()
    moving.follow(change_id=change.pk, now=NOW)

    change.refresh_from_db()
    assert change.moved == 41
    assert OpenCase.objects.filter(start_on=start).filter(due_on=date(2027, 2, 12)).count() == 40


def test_given_an_extension_of_a_holiday_then_its_days_rest(people):
    notice = HolidayNotice.objects.get(title__contains="延长2020年春节")
    services.withdraw_notice(uid=notice.uid, why="试", by=None, now=NOW)
    assert api.work_calendar().is_working(date(2020, 2, 1))

    enter(
        people["supervisor"],
        EXTENSION_2020,
        year=2020,
        is_annual=False,
        title="国务院办公厅关于延长2020年春节假期的通知",
    )

    calendar = api.work_calendar()
    rests = [day for day in range(1, 5) if not calendar.is_working(date(2020, 2, day))]
    assert rests == [1, 2]


def test_given_november_without_next_years_notice_then_the_supervisor_is_asked_for_it(people):
    keeper = people["supervisor"]

    def asked(now: datetime) -> list[list[str]]:
        with clock.fixed(now):
            return [[item.text for item in row.items] for row in work.work_due(keeper, now)]

    assert asked(datetime(2026, 10, 20, tzinfo=UTC)) == []
    assert asked(NOW) == [["录入2027年放假安排"]]
    assert list(work.work_due(people["writer"], NOW)) == []
    enter(keeper)
    assert asked(NOW) == [[]]


def test_given_one_process_then_the_calendar_is_read_anew_only_after_a_change(
    people, django_assert_num_queries
):
    first = queries.work_calendar()
    with django_assert_num_queries(1):
        assert queries.work_calendar() is first

    enter(people["supervisor"])

    assert queries.work_calendar() is not first
    assert CalendarChange.objects.filter(notice__year=2027).count() == 1
