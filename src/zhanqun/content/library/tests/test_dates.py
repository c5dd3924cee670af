"""Dates in documents and sheets."""

from datetime import date, datetime

import pytest

from zhanqun.content.library.dates import (
    BEIJING,
    DateWithoutDay,
    Moment,
    NotADate,
    SerialAsText,
    excel_date,
    find_dates,
    parse_cell,
    parse_date,
    parse_moment,
)

JUNE_16 = date(2026, 6, 16)


@pytest.mark.parametrize(
    "text",
    [
        "2026年6月16日",
        "２０２６年０６月１６日",
        " 2026 年 6 月 16 日 ",
        "二〇二六年六月十六日",
        "二○二六年六月十六日",
        "2026-06-16",
        "2026.6.16",
        "2026/6/16",
        "20260616",
        "2026年6月16日（星期二）",
        "2026-06-16 星期二",
        "2026-06-16 09:30",
    ],
)
def test_given_a_date_as_people_write_it_then_it_is_the_same_day(text):
    assert parse_date(text) == JUNE_16


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("一九九六年七月十七日", date(1996, 7, 17)),
        ("二〇〇五年六月十一日", date(2005, 6, 11)),
        ("二〇二〇年十二月三十一日", date(2020, 12, 31)),
        ("二〇二〇年十月廿一日", date(2020, 10, 21)),
        ("二〇二〇年二月二十日", date(2020, 2, 20)),
        ("二〇二〇年一月十日", date(2020, 1, 10)),
    ],
)
def test_given_chinese_numerals_then_tens_are_read(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "6-15", "6月15日", "2026年2月30日", "2026-13-01", "1820年1月1日", "2026-06-16至18日"],
)
def test_given_what_is_no_full_date_then_it_is_refused(text):
    with pytest.raises(NotADate) as refusal:
        parse_date(text)

    assert refusal.value.code == "library.not_a_date"


@pytest.mark.parametrize("text", ["2020年1月", "二〇二〇年一月", "2020-01", "2020.1", "2020年1"])
def test_p073_given_a_month_then_no_day_is_made_up(text):
    with pytest.raises(DateWithoutDay):
        parse_date(text)


@pytest.mark.parametrize(
    ("cell", "base_1904", "day"),
    [
        # 43831 days after 30 December 1899; 42369 after 1 January 1904.
        (43831, False, date(2020, 1, 1)),
        (42369, True, date(2020, 1, 1)),
        ("2020.1.1", False, date(2020, 1, 1)),
        ("二〇二〇年一月一日", True, date(2020, 1, 1)),
        (20200101, False, date(2020, 1, 1)),
        (date(2020, 1, 1), False, date(2020, 1, 1)),
        (61, False, date(1900, 3, 1)),
    ],
)
def test_p073_given_a_cell_then_the_base_of_its_workbook_counts(cell, base_1904, day):
    assert parse_cell(cell, base_1904=base_1904) == Moment(day)


def test_p073_given_a_range_then_it_is_no_date():
    with pytest.raises(NotADate):
        parse_cell("6-15")


def test_p073_given_a_day_number_as_text_then_both_readings_are_shown():
    with pytest.raises(SerialAsText) as refusal:
        parse_cell("43831")

    facts = refusal.value.facts
    assert (facts["base_1900"], facts["base_1904"]) == ("2020-01-01", "2024-01-02")


@pytest.mark.parametrize("cell", [None, True, 60, 0.5, 10**9, float("1e18")])
def test_given_a_cell_that_is_no_day_then_it_is_refused(cell):
    with pytest.raises(NotADate):
        parse_cell(cell)


def test_given_a_day_number_with_a_fraction_then_it_is_a_time_of_day():
    assert excel_date(43831.5) == datetime(2020, 1, 1, 12)
    assert parse_cell(43831.5).at == datetime(2020, 1, 1, 12, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2023-10-23  08:59", datetime(2023, 10, 23, 8, 59, tzinfo=BEIJING)),
        ("2018年12月6日 17时05分", datetime(2018, 12, 6, 17, 5, tzinfo=BEIJING)),
        ("2018-12-06 17:05:09.120", datetime(2018, 12, 6, 17, 5, 9, tzinfo=BEIJING)),
        ("2018-12-06T20:30:00Z", datetime(2018, 12, 7, 4, 30, tzinfo=BEIJING)),
        ("2018-12-06T20:30:00+08:00", datetime(2018, 12, 6, 20, 30, tzinfo=BEIJING)),
    ],
)
def test_given_a_time_then_it_is_beijing_time_unless_it_names_a_zone(text, at):
    moment = parse_moment(text)

    assert (moment.at, moment.day) == (at, at.date())


@pytest.mark.parametrize("text", ["2018-12-06 25:00", "2018-12-06 上午", "2018-12-06 1"])
def test_given_a_broken_time_then_the_date_is_not_taken_alone(text):
    with pytest.raises(NotADate):
        parse_moment(text)


def test_given_running_text_then_full_dates_are_found_in_order():
    text = "自２０１９年1月1日起施行，1996-07-17印发，2019年2月无日，二〇一九年二月三日。"

    found = find_dates(text)

    assert [one.day for one in found] == [date(2019, 1, 1), date(1996, 7, 17), date(2019, 2, 3)]
    assert text[found[2].start : found[2].end] == "二〇一九年二月三日"
