"""Events are the truth: what is stored equals what they say, whatever happened."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api, watching
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.recomputing import differences, recompute_all
from zhanqun.core.workcalendar import moving, queries, services
from zhanqun.core.workcalendar.models import CalendarChange
from zhanqun.core.workcalendar.tests.test_services import NOTICE_2027
from zhanqun.foundation.errors import DomainError

WINTER = datetime(2026, 12, 14, 2, tzinfo=UTC)
UNITS, ACTS = ("roads", "water", "homes"), 10
CLOCKS = ("letter", "petition", "disclosure")
# What people may try, in an order that chance makes; most of it is refused at most times.
TRIES = {
    "offer": lambda b, c, n: b.do(api.offer, c, "office", to=getattr(b, UNITS[n]), reason="试"),
    "pass": lambda b, c, n: b.do(api.offer, c, head(c), to=getattr(b, UNITS[n]), reason="试"),
    "accept": lambda b, c, n: b.do(api.accept, c, asked(c)),
    "refuse": lambda b, c, n: b.do(api.refuse, c, asked(c), reason="试"),
    "decide": lambda b, c, n: b.do(api.decide, c, "office", unit=getattr(b, UNITS[n]), reason="试"),
    "assign": lambda b, c, n: b.do(api.assign, c, "office", holder=b.people[UNITS[n]]),
    "join": lambda b, c, n: b.do(api.join, c, "office", unit=getattr(b, UNITS[n]), reason=""),
    "extend": lambda b, c, n: b.do(api.extend, c, "office", amount=n + 1, letter="试"),
    "pause": lambda b, c, n: b.do(api.pause, c, head(c), ground="third_party", note=""),
    "resume": lambda b, c, n: b.do(api.resume, c, head(c), note=""),
    "restart": lambda b, c, n: b.do(api.restart, c, head(c), ground="corrected", note=""),
    "answer": lambda b, c, n: b.do(api.answer, c, head(c), text="已修复"),
    "reopen": lambda b, c, n: b.do(api.reopen, c, "office", reason="试"),
    "close": lambda b, c, n: b.do(api.close, c, "office", reason="试"),
    "back": lambda b, c, n: b.do(api.set_clock, c, "office", clock=CLOCKS[n], reason="试"),
    "revive": lambda b, c, n: b.do(api.revive, c, "office", reason="试"),
    "clock": lambda b, c, n: b.do(api.set_clock, c, "office", clock="letter_complex", reason="试"),
    "wait": lambda b, c, n: watching.watch(b.later(days=n + 1)),
}
MOVES = some.tuples(some.sampled_from(sorted(TRIES)), some.integers(0, 2))


def head(case):
    return f"{unit_name(case.unit)}_head" if case.unit else "office"


def asked(case):
    return unit_name(case.offered_to) if case.offered_to else "office"


def unit_name(unit):
    return {"交通局": "roads", "水利局": "water", "住建局": "homes"}[unit.short_name]


def run(bureaus, case, moves):
    for name, number in moves:
        try:
            with transaction.atomic():
                TRIES[name](bureaus, case, number)
        except DomainError:
            pass
        case.refresh_from_db()


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    clock=some.sampled_from(["letter", "petition", "disclosure"]),
    moves=some.lists(MOVES, min_size=6, max_size=ACTS),
)
def test_given_any_history_then_the_columns_equal_what_the_events_say(bureaus, clock, moves):
    bureaus.now = WINTER
    case = bureaus.open(clock=clock)
    run(bureaus, case, [("offer", 0), ("accept", 0), *moves])

    assert differences(case) == []


def enter_2027(now):
    facts = services.NoticeFacts(
        text=NOTICE_2027, year=2027, is_annual=True, title="关于2027年部分节假日安排的通知"
    )
    notice = services.enter_notice(
        facts=facts, seen=queries.seen_of(None), is_checked=True, by=None, now=now
    )
    change = CalendarChange.objects.get(notice__title=facts.title)
    moving.follow(change_id=change.pk, now=now)
    return notice


def test_p009_given_next_years_notice_then_open_cases_follow_and_late_or_ended_ones_do_not(
    bureaus,
):
    bureaus.now = datetime(2027, 1, 20, 2, tzinfo=UTC)
    plain = bureaus.held("直接计算", clock="letter_complex")
    paused = bureaus.held("曾停止计算", clock="disclosure")
    calendar_days = bureaus.held("自然日", clock="petition", stamps={"confirmed": bureaus.now})
    answered = bureaus.held("已答复", clock="letter_complex")
    bureaus.do(api.answer, answered, "roads", text="已修复，请放心使用，维修电话0990-5550123。")
    old = {"submitted": datetime(2026, 12, 24, 2, tzinfo=UTC)}
    late = bureaus.held("已逾期", stamps=old)
    bureaus.do(api.pause, paused, "roads", ground="third_party", note="")
    bureaus.now = datetime(2027, 1, 25, 2, tzinfo=UTC)
    bureaus.do(api.resume, paused, "roads", note="")
    rows = [plain, paused, calendar_days, answered, late]
    before = {row.title: row.due_on for row in rows}
    assert plain.is_provisional
    assert paused.is_provisional

    enter_2027(bureaus.now)

    for row in rows:
        row.refresh_from_db()
        assert differences(row) == [], row.title
    assert (before["直接计算"], plain.due_on) == (date(2027, 2, 10), date(2027, 2, 16))
    assert not plain.is_provisional
    # 21, 22, 26 to 29 January, then 31 (made up) … with 23 to 25 January not counted.
    assert paused.due_on > before["曾停止计算"]
    assert (answered.due_on, late.due_on) == (before["已答复"], before["已逾期"])
    assert late.is_late
    moved = audit.Entry.objects.filter(action="workcalendar.due_date_moved")
    assert {str(plain.uid), str(paused.uid)} <= set(moved.values_list("object_uid", flat=True))
    event = plain.events.get(kind="moved")
    assert event.facts == {"before": "2027-02-10", "after": "2027-02-16"}
    assert plain.warn_on == date(2027, 2, 12)  # two working days before the new date
    assert recompute_all(write=False) == (5, [])


def test_given_a_late_case_begun_again_then_its_new_date_follows_the_calendar(bureaus):
    bureaus.now = datetime(2026, 12, 9, 2, tzinfo=UTC)
    old = {"confirmed": datetime(2026, 9, 1, 2, tzinfo=UTC)}
    case = bureaus.held("自然日", clock="petition", stamps=old)
    bureaus.do(api.answer, case, "roads", text="已修复，维修电话0990-5550123。")
    bureaus.later(days=1)
    bureaus.do(api.reopen, case, "office", reason="查实")
    assert (case.is_late, case.due_on) == (True, date(2027, 2, 8))

    enter_2027(bureaus.now)

    case.refresh_from_db()
    assert case.due_on > date(2027, 2, 8)  # 春节
    assert case.events.filter(kind="moved").exists()
    assert differences(case) == []


def test_given_columns_that_were_tampered_with_then_the_command_finds_and_mends_them(
    bureaus, capsys
):
    case = bureaus.held()
    right = case.due_on
    Case.objects.filter(pk=case.pk).update(due_on=right + timedelta(days=30), holder=None)

    call_command("recompute_cases")
    assert "不一致1件" in capsys.readouterr().out
    call_command("recompute_cases", "--write")
    assert "due_on" in capsys.readouterr().out
    case.refresh_from_db()
    assert (case.due_on, case.holder) == (right, bureaus.people["roads"])
    call_command("recompute_cases")
    assert "不一致0件" in capsys.readouterr().out


@pytest.mark.parametrize(
    "statement",
    ["update zq_casework_caseevent set note = 'x'", "delete from zq_casework_caseevent"],
)
def test_given_an_event_then_the_database_refuses_to_change_it(bureaus, statement):
    bureaus.open()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
