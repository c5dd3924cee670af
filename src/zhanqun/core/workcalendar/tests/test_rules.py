"""Counting days: the official vectors, every rule, and laws that hold for any calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zhanqun.core.workcalendar.api import (
    DayNote,
    NotStarted,
    Pause,
    Reason,
    StartRule,
    Term,
    TermUnit,
    WorkCalendar,
    add_calendar_days,
    add_months,
    add_working_days,
    due,
    due_dates,
    earliest_end,
    end_of,
    explain,
    hours_after,
    next_working_day,
    start_on,
    told_briefly,
    working_days_between,
)
from zhanqun.core.workcalendar.tests.shared import holidays, norm, shipped_calendar
from zhanqun.foundation.clock import beijing

SHIPPED = shipped_calendar()
# 2025 notice: 1-8 October rest; Sunday 28 September and Saturday 11 October work.
AUTUMN_2025 = WorkCalendar(
    years=frozenset({2025, 2026}),
    exceptions={date(2025, 10, d): False for d in range(1, 9)}
    | {date(2025, 9, 28): True, date(2025, 10, 11): True},
    notes={date(2025, 10, d): DayNote("国庆节、中秋节") for d in range(1, 9)},
)
MONDAY_TO_FRIDAY = WorkCalendar(frozenset(), {})


def test_p032_every_day_of_2007_to_2026_works_or_rests_as_the_notices_say():
    wrong = []
    for year in range(2007, 2027):
        for row in holidays(year):
            day = date.fromisoformat(row["date"])
            if SHIPPED.is_working(day) == row["isOffDay"]:
                wrong.append(row)
    differing = {
        date.fromisoformat(row["date"]) for year in range(2007, 2027) for row in holidays(year)
    }
    day = date(2007, 1, 1)
    while day.year < 2027:
        if day not in differing and SHIPPED.is_working(day) != (day.weekday() < 5):
            wrong.append(day)
        day += timedelta(days=1)

    assert wrong == []


@pytest.mark.parametrize("year", [2025, 2026])
def test_given_a_year_of_the_norm_then_its_working_days_are_as_many_by_month(year):
    told = norm()["holidays"][f"y{year}"]
    ends = [date(year, month, 1) - timedelta(days=1) for month in range(1, 13)]
    ends.append(date(year, 12, 31))

    found = [
        working_days_between(first, last, SHIPPED)
        for first, last in zip(ends, ends[1:], strict=False)
    ]

    assert found == told["workdays_per_month"]
    assert sum(found) == told["workdays_in_year"]


def test_given_the_vectors_of_the_norm_then_working_day_terms_end_there():
    rows = norm()["vectors"]["items"]
    assert len(rows) == 35

    wrong = [
        row["id"]
        for row in rows
        if add_working_days(row["start"], row["n"], SHIPPED) != row["due"]
        or explain(row["start"], Term(row["n"]), SHIPPED).due_on != row["due"]
    ]

    assert wrong == []
    starts, terms = [row["start"] for row in rows], [row["n"] for row in rows]
    assert due_dates(starts, terms, SHIPPED) == [row["due"] for row in rows]


def test_given_the_vectors_of_the_norm_then_calendar_day_terms_move_to_a_working_day():
    wrong = []
    for row in norm()["calendar_day_vectors"]["items"]:
        raw = earliest_end(row["start"], row["n"])
        told = explain(row["start"], Term(row["n"], TermUnit.CALENDAR_DAYS), SHIPPED)
        found = add_calendar_days(row["start"], row["n"], SHIPPED)
        if (raw, found, told.due_on) != (row["raw"], row["due"], row["due"]):
            wrong.append(row["id"])
    for row in norm()["minimum_period_vectors"]["items"]:
        if earliest_end(row["start"], row["n"]) != row["earliest_end"]:
            wrong.append(row["id"])

    assert wrong == []


def test_given_an_order_to_settle_at_once_then_the_term_ends_the_same_day():
    """Edge case e5 of the norm: a term of 0."""
    saturday = date(2026, 3, 7)

    assert add_working_days(saturday, 0, SHIPPED) == saturday
    assert due_dates([saturday, saturday], [0, 1], SHIPPED) == [saturday, date(2026, 3, 9)]
    assert told_briefly(explain(saturday, Term(0), SHIPPED)).startswith("当日办结")


def test_given_months_then_the_matching_day_or_the_last_of_the_month_and_on_if_it_rests():
    assert add_months(date(2026, 3, 31), 3, SHIPPED) == date(2026, 6, 30)
    assert add_months(date(2025, 11, 30), 3, SHIPPED) == date(2026, 2, 28)  # a made-up Saturday
    assert add_months(date(2026, 1, 16), 1, SHIPPED) == date(2026, 2, 24)  # 16 February rests


def test_given_a_last_day_then_it_ends_at_midnight_in_beijing_and_hours_run_from_the_moment():
    assert end_of(date(2026, 6, 16)) == datetime(2026, 6, 16, 16, 0, tzinfo=UTC)
    assert hours_after(datetime(2026, 6, 16, 23, 30, tzinfo=UTC), 5).hour == 4


def test_given_a_submission_at_night_then_its_beijing_day_is_the_start():
    moment = datetime(2026, 6, 19, 16, 30, tzinfo=UTC)  # 00:30 on Saturday 20 June in Beijing

    assert start_on(StartRule.SUBMITTED, {StartRule.SUBMITTED: moment}) == beijing(moment).date()
    with pytest.raises(NotStarted) as refusal:
        start_on(StartRule.CONFIRMED, {StartRule.SUBMITTED: moment})
    assert "双方确认" in str(refusal.value)


def test_p007_given_a_web_form_then_the_day_of_its_success_page_starts_the_clock():
    """Fetched inside on 2011-07-28; the writer saw success on 2011-06-01. Then 15 working days."""
    submitted = datetime(2011, 6, 1, 2, 0, tzinfo=UTC)
    stamps = {StartRule.SUBMITTED: submitted, StartRule.CONFIRMED: submitted + timedelta(days=57)}

    start = start_on(StartRule.SUBMITTED, stamps)

    assert add_working_days(start, 15, SHIPPED) == date(2011, 6, 23)


def test_given_a_pause_then_its_working_days_are_taken_out_and_shown():
    pause = Pause(date(2025, 9, 29), date(2025, 10, 9))

    plain = add_working_days(date(2025, 9, 26), 7, AUTUMN_2025)
    paused = add_working_days(date(2025, 9, 26), 7, AUTUMN_2025, [pause])
    told = explain(date(2025, 9, 26), Term(7), AUTUMN_2025, pauses=[pause])

    assert plain == date(2025, 10, 13)
    assert paused == told.due_on == date(2025, 10, 16)  # 29, 30 September and 9 October out
    assert "9月29日至30日停止计算" in told_briefly(told)
    assert sum(day.reason == Reason.PAUSED for day in told.days) == 11


def test_given_a_date_then_why_it_is_that_date_can_be_read():
    told = told_briefly(explain(date(2025, 9, 26), Term(7), AUTUMN_2025))

    assert told == (
        "自2025年9月26日（星期五）的次日起计算，第7个工作日是2025年10月13日（星期一）。"
        "其间9月28日调休上班，计入；10月1日至8日国庆节、中秋节放假，不计；"
        "10月11日调休上班，计入；周末2天不计。"
    )


def test_given_a_year_without_notice_then_dates_in_it_are_provisional_not_refused():
    firm = due(date(2026, 11, 27), Term(20), SHIPPED)
    reaching = due(date(2026, 12, 10), Term(20), SHIPPED)

    assert (firm.on, firm.is_provisional) == (date(2026, 12, 25), False)
    assert (reaching.on, reaching.is_provisional) == (date(2027, 1, 7), True)
    told = told_briefly(explain(date(2026, 12, 10), Term(20), SHIPPED))
    assert "2027年的放假安排尚未公布，此日期为暂定" in told


def test_given_the_last_days_of_december_then_the_next_notice_may_still_change_them():
    """2006, 2007 and 2018 had make-up days on 29 to 31 December, set by the next year's notice."""
    assert SHIPPED.is_settled(date(2026, 12, 25))
    assert not SHIPPED.is_settled(date(2026, 12, 28))
    assert SHIPPED.awaited_between(date(2026, 12, 1), date(2026, 12, 28)) == [2027]
    assert SHIPPED.is_settled(date(2025, 12, 31))


def test_given_an_unknown_century_then_monday_to_friday_is_counted_and_marked():
    assert add_working_days(date(2090, 1, 6), 5, SHIPPED) == date(2090, 1, 13)
    assert add_working_days(date(1990, 1, 5), 5, SHIPPED) == date(1990, 1, 12)
    assert due(date(2090, 1, 6), Term(5), SHIPPED).is_provisional


def calendars() -> some.SearchStrategy[WorkCalendar]:
    days = some.dates(date(2024, 6, 1), date(2027, 6, 30))
    years = some.frozensets(some.integers(2023, 2028))
    return some.builds(WorkCalendar, years, some.dictionaries(days, some.booleans(), max_size=60))


STARTS = some.dates(date(2023, 1, 1), date(2035, 12, 31))
PAUSES = some.lists(
    some.builds(
        lambda first, length: Pause(first, first + timedelta(days=length)),
        some.dates(date(2024, 1, 1), date(2026, 12, 31)),
        some.integers(0, 30),
    ),
    max_size=4,
)


@given(calendars(), STARTS, some.integers(0, 150), PAUSES)
def test_given_any_calendar_then_the_jump_ends_where_the_walk_ends(calendar, start, days, pauses):
    for unit in (TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS):
        term = Term(days, unit)
        jumped, walked = (f(start, term, calendar, pauses=pauses) for f in (due, explain))

        assert (jumped.on, jumped.is_provisional) == (walked.due_on, walked.is_provisional)
        assert walked.is_provisional == (not all(day.is_settled for day in walked.days[1:]))
        counted = [day.number for day in walked.days if day.number is not None]
        assert counted == list(range(1, days + 1))


@given(calendars(), some.lists(some.tuples(STARTS, some.integers(0, 300)), min_size=1))
def test_given_many_terms_at_once_then_they_end_as_each_alone(calendar, rows):
    starts, terms = [row[0] for row in rows], [row[1] for row in rows]

    together = due_dates(starts, terms, calendar)

    assert together == [add_working_days(start, term, calendar) for start, term in rows]


@given(calendars(), STARTS, some.integers(1, 100), some.integers(1, 100))
def test_given_any_calendar_then_terms_add_up_and_never_go_back(calendar, start, one, two):
    first = add_working_days(start, one, calendar)

    assert calendar.is_working(first)
    assert first > start
    assert add_working_days(first, two, calendar) == add_working_days(start, one + two, calendar)
    assert working_days_between(start, first, calendar) == one
    assert add_working_days(start + timedelta(days=1), one, calendar) >= first
    assert next_working_day(first, calendar) == first


@given(STARTS, some.integers(1, 500))
def test_given_no_notice_at_all_then_five_of_seven_days_count(start, days):
    end = add_working_days(start, days, MONDAY_TO_FRIDAY)

    assert (
        sum((start + timedelta(days=at)).weekday() < 5 for at in range(1, (end - start).days + 1))
        == days
    )
