"""How long: rules as data, vectors of the official calendar, what stretches and what freezes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from zhanqun.core.casework import api, ladder, watching
from zhanqun.core.casework.acts import acts_for
from zhanqun.core.casework.clocks import rule_of, shipped_clocks
from zhanqun.core.casework.projecting import Standing, due_of, fold
from zhanqun.core.casework.recomputing import differences, recompute_all
from zhanqun.core.casework.services import timing
from zhanqun.core.notices.models import Notice
from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.tests.shared import norm, shipped_calendar

CALENDAR = shipped_calendar()
# The cases of the vectors that our rules count, and by how much they extend them.
OURS = {
    "letter_simple": ("letter", 0),
    "letter_extended": ("letter", 8),
    "disclosure_reply": ("disclosure", 0),
    "disclosure_reply_extended": ("disclosure", 20),
    "disclosure_correction": ("disclosure_correction", 0),
    "third_party_opinion": ("disclosure_opinion", 0),
    "petition_accept": ("petition_tell", 0),
    "petition_handle": ("petition", 0),
    "petition_handle_extended": ("petition", 30),
}


def test_given_the_official_vectors_then_every_rule_of_ours_ends_on_their_day():
    rows = [
        row
        for name in ("vectors", "calendar_day_vectors")
        for row in norm()[name]["items"]
        if row["case"] in OURS
    ]
    assert len(rows) >= 25
    for row in rows:
        rule, extended = shipped_clocks()[OURS[row["case"]][0]], OURS[row["case"]][1]
        standing = Standing(
            start_on=row["start"], amount=rule.amount, unit=rule.unit, extended=extended
        )
        assert standing.term.amount == row["n"], row["id"]
        assert due_of(standing, CALENDAR).on == row["due"], row["id"]


@pytest.mark.parametrize(
    ("channel", "stamp"),
    [
        ("visit", "submitted"),
        ("post_signed", "signed"),
        ("post_plain", "confirmed"),
        ("web", "confirmed"),
        ("fax", "confirmed"),
    ],
)
def test_given_a_channel_of_an_access_request_then_its_own_stamp_starts_the_clock(channel, stamp):
    days = {"submitted": 1, "signed": 2, "confirmed": 3}
    stamps = {name: datetime(2026, 6, day, 4, tzinfo=UTC) for name, day in days.items()}

    assert rule_of("disclosure").start_on(channel, stamps) == date(2026, 6, days[stamp])


def test_given_due_dates_then_the_ladder_warns_before_on_and_after_them():
    due_on = date(2026, 6, 26)  # Friday; 19 to 21 June rest

    days = [date(2026, 6, day) for day in (23, 24, 25, 26, 27, 29)]
    rungs = [ladder.rung_at(due_on, day, CALENDAR) for day in days]

    assert rungs == [0, 1, 1, 2, 3, 3]
    assert ladder.rung_on(due_on, ladder.LATE, CALENDAR) == date(2026, 6, 27)
    # 27 June is the first day late; 29, 30 June, 1, 2, 3 July are five working days more.
    assert ladder.rung_on(due_on, ladder.LATE + 1, CALENDAR) == date(2026, 7, 3)
    assert ladder.rung_at(due_on, date(2026, 7, 3), CALENDAR) == ladder.LATE + 1


def moment(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 2, tzinfo=UTC)


def test_p007_given_a_late_transfer_then_the_day_shown_to_the_writer_counts(bureaus):
    bureaus.now = moment(2011, 7, 28)
    submitted = {"submitted": moment(2011, 6, 1)}

    case = bureaus.open(clock="letter_complex", stamps=submitted)

    assert (case.start_on, case.due_on) == (date(2011, 6, 1), date(2011, 6, 23))
    assert watching.watch(bureaus.now)["late"] == 1


def test_p008_given_a_lawful_extension_and_a_consultation_then_both_move_the_date(bureaus):
    bureaus.now = moment(2026, 9, 21)
    case = bureaus.held(clock="disclosure")
    assert case.due_on == date(2026, 10, 26)
    bureaus.now = moment(2026, 10, 22)
    with pytest.raises(units.NotAllowed):
        bureaus.do(api.extend, case, "roads", amount=20, letter="需要检索")
    with pytest.raises(timing.LetterMissing):
        bureaus.do(api.extend, case, "roads_head", amount=20, letter=" ")
    with pytest.raises(timing.ExtensionTooLong):
        bureaus.do(api.extend, case, "roads_head", amount=21, letter="需要检索")

    bureaus.do(api.extend, case, "roads_head", amount=20, letter="需要检索档案")

    assert case.due_on == date(2026, 11, 23)
    assert "需要检索档案" in case.events.get(kind="extended").note
    with pytest.raises(timing.ExtensionSpent):
        bureaus.do(api.extend, case, "roads_head", amount=1, letter="还需要")
    bureaus.now = moment(2026, 10, 27)
    bureaus.do(api.pause, case, "roads", ground="third_party", note="")
    assert (case.state, case.warn_on) == ("waiting", None)
    bureaus.now = moment(2026, 11, 10)
    bureaus.do(api.resume, case, "roads", note="")
    # 28 to 30 October 3, 2 to 6 November 5, 9 and 10 November 2: ten working days do not count.
    assert case.due_on == date(2026, 12, 7)
    told = api.told_to_writer(case)
    assert "10月28日至11月10日停止计算" in told
    assert differences(case) == []


def test_p008_given_a_date_that_passed_then_it_is_not_extended(bureaus):
    case = bureaus.held()
    bureaus.later(days=11)

    with pytest.raises(timing.ExtensionTooLate):
        bureaus.do(api.extend, case, "roads_head", amount=5, letter="情况复杂")


def test_p079_given_a_correction_then_the_clock_stops_and_starts_anew(bureaus):
    bureaus.now = moment(2026, 3, 2)
    case = bureaus.held(clock="disclosure")
    bureaus.now = moment(2026, 3, 20)

    bureaus.do(api.restart, case, "roads", ground="corrected", note="补正材料收到")

    assert case.start_on == date(2026, 3, 20)
    assert case.due_on == date(2026, 4, 20)  # 20 working days; 4 to 6 April rest
    with pytest.raises(timing.NoGround):
        bureaus.do(api.restart, case, "roads", ground="third_party", note="")


def test_given_a_case_nobody_has_then_the_office_stops_its_clock_and_it_goes_on_there(bureaus):
    bureaus.now = moment(2026, 3, 2)
    case = bureaus.open(clock="disclosure")
    bureaus.do(api.pause, case, "office", ground="correction", note="")
    assert (case.state, case.respond_by) == ("waiting", None)
    bureaus.now = moment(2026, 3, 20)
    with pytest.raises(timing.DayUnfit):
        bureaus.do(api.restart, case, "office", ground="corrected", note="", on=date(2026, 3, 1))

    bureaus.do(api.restart, case, "office", ground="corrected", note="", on=date(2026, 3, 18))

    assert (case.state, case.start_on, case.due_on) == (
        "received",
        date(2026, 3, 18),
        date(2026, 4, 16),  # 20 working days; 4 to 6 April rest
    )
    assert case.respond_by is not None
    assert differences(case) == []


def test_given_the_end_of_a_wait_entered_later_then_the_days_since_count(bureaus):
    bureaus.now = moment(2026, 3, 2)
    case = bureaus.held(clock="disclosure")
    bureaus.do(api.pause, case, "roads", ground="third_party", note="")
    bureaus.now = moment(2026, 3, 20)

    bureaus.do(api.resume, case, "roads", note="", on=date(2026, 3, 16))

    # 3 to 6 March 4, 9 to 13 March 5, 16 March 1: ten working days after 2026-03-30.
    assert case.due_on == date(2026, 4, 14)
    assert differences(case) == []


def test_p079_given_a_case_closed_by_mistake_then_it_goes_on_where_it_was(bureaus):
    bureaus.now = moment(2026, 3, 2)
    case = bureaus.held(clock="disclosure")
    due_on = case.due_on
    bureaus.now = moment(2026, 3, 9)
    bureaus.do(api.close, case, "roads_head", reason="以为已经撤回")
    with pytest.raises(units.NotAllowed):
        bureaus.do(api.revive, case, "roads_head", reason="误办结")
    bureaus.now = moment(2026, 3, 12)

    bureaus.do(api.revive, case, "office", reason="误办结")

    assert (case.state, case.ended_at, case.due_on) == ("handling", None, due_on)
    assert case.warn_on is not None
    assert differences(case) == []


def test_given_a_case_of_another_office_then_that_begins_with_it_and_the_clock_runs_on(bureaus):
    bureaus.now = moment(2026, 3, 2)
    case = bureaus.held(clock="disclosure")
    due_on = case.due_on

    bureaus.do(api.hand_over, case, "office", office=bureaus.water, reason="由水利局公开")

    assert (case.state, case.unit, case.office) == ("received", None, bureaus.water)
    assert case.due_on == due_on
    assert differences(case) == []


def test_p014_given_a_letter_left_alone_then_handler_head_and_office_hear_once_a_rung(bureaus):
    bureaus.now = moment(2025, 1, 2)
    case = bureaus.held()
    assert case.due_on == date(2025, 1, 13)
    told = []
    for day in range(8, 21):
        if day not in (11, 12, 18, 19):
            watching.watch(moment(2025, 1, day))
            watching.watch(moment(2025, 1, day) + timedelta(hours=3))
    for kind in ("due_soon", "due_today", "overdue"):
        rows = Notice.objects.filter(about_uid=case.uid, kind=f"casework.{kind}")
        told.append(sorted(rows.values_list("person__username", flat=True)))

    assert told == [
        ["roads"],
        ["roads", "roads_head"],
        # 14 January is the first day late; 20 January the fourth working day after it.
        ["office", "roads", "roads_head"],
    ]
    case.refresh_from_db()
    assert case.is_late
    assert list(case.events.filter(kind="late").values_list("facts", flat=True)) == [
        {"due_on": "2025-01-13"}
    ]
    bureaus.now = moment(2025, 7, 21)
    bureaus.do(api.answer, case, "roads", text="路灯已于7月20日修复，维修电话0990-5550123。")
    assert (case.state, case.is_late, case.due_on) == ("answered", True, date(2025, 1, 13))
    assert recompute_all(write=False) == (1, [])


def test_given_an_answer_after_the_date_then_it_is_late_even_if_nobody_looked(bureaus):
    case, other = bureaus.held(), bureaus.held("井盖")
    bureaus.now = datetime(2026, 6, 26, 15, 59, tzinfo=UTC)  # 23:59 in Beijing
    bureaus.do(api.answer, case, "roads", text="已于6月25日修复。")
    bureaus.now = datetime(2026, 6, 26, 16, 0, tzinfo=UTC)
    bureaus.do(api.answer, other, "roads", text="已于6月25日修复。")

    assert (case.is_late, other.is_late) == (False, True)
    for row in (case, other):
        assert row.due_on == date(2026, 6, 26)
        assert differences(row) == []


def test_given_an_answer_then_it_is_rated_once_and_reopened_once(bureaus):
    from zhanqun.core.casework.services.ending import RatedBefore, ReopenedBefore

    case = bureaus.held()
    bureaus.do(api.answer, case, "roads", text="已于6月25日修复。")
    api.rate(uid=case.uid, level=4, words="没修好", now=bureaus.now)
    with pytest.raises(RatedBefore):
        api.rate(uid=case.uid, level=1, words="", now=bureaus.now)
    bureaus.now = moment(2026, 7, 1)

    bureaus.do(api.reopen, case, "office", reason="来件人不满意，查实")

    assert (case.state, case.unit, case.due_on) == ("handling", bureaus.roads, date(2026, 7, 10))
    assert case.satisfaction == 4
    bureaus.do(api.answer, case, "roads", text="再次检修，已恢复照明。")
    api.rate(uid=case.uid, level=2, words="", now=bureaus.now)
    case.refresh_from_db()
    assert case.satisfaction == 2
    with pytest.raises(ReopenedBefore):
        bureaus.do(api.reopen, case, "office", reason="再来")
    assert differences(case) == []


def test_given_an_envelope_twice_then_there_is_one_case(bureaus):
    from uuid import uuid4

    uid = uuid4()
    assert bureaus.open(envelope_uid=uid) == bureaus.open(envelope_uid=uid)


GIVEN = "已于6月25日修复，维修电话0990-5550123。"


def begun_again(bureaus, clock="letter"):
    """A case late in its first term (due on 26 June or 14 July), begun again on 21 July."""
    case = bureaus.held(clock=clock)
    bureaus.now = moment(2026, 7, 20)
    bureaus.do(api.answer, case, "roads", text=GIVEN)
    bureaus.now = moment(2026, 7, 21)
    return bureaus.do(api.reopen, case, "office", reason="来件人不满意，查实")


def acts_of(bureaus, case, who):
    return {act.name for act in acts_for(bureaus.people[who], case)}


def test_given_a_late_case_begun_again_then_its_new_term_is_not_late_from_the_first_day(bureaus):
    case = begun_again(bureaus)

    assert (case.is_late, api.is_term_late(case)) == (True, False)
    assert case.due_on == date(2026, 7, 30)
    assert "已超过期限" not in api.told_to_writer(case)
    assert api.limit_of(case, date(2026, 7, 21)) == ("剩9天", "")
    assert "extend" in acts_of(bureaus, case, "roads_head")
    assert "clock" in acts_of(bureaus, case, "office")
    assert watching.watch(bureaus.now)["late"] == 0
    bureaus.do(api.extend, case, "roads_head", amount=1, letter="需要重新勘查")
    assert case.due_on == date(2026, 7, 31)


def test_given_a_late_case_begun_again_then_its_new_term_is_noted_late_once(bureaus):
    case = begun_again(bureaus)
    bureaus.now = moment(2026, 7, 31)

    assert watching.watch(bureaus.now)["late"] == 1
    assert watching.watch(bureaus.now)["late"] == 0

    case.refresh_from_db()
    late = case.events.filter(kind="late").values_list("facts__due_on", flat=True)
    assert list(late) == ["2026-06-26", "2026-07-30"]
    assert api.is_term_late(case)
    assert "已超过期限" in api.told_to_writer(case)
    assert api.limit_of(case, date(2026, 7, 31)) == ("逾期1天", "bad")
    assert "extend" not in acts_of(bureaus, case, "roads_head")
    assert "clock" not in acts_of(bureaus, case, "office")
    with pytest.raises(timing.ExtensionTooLate):
        bureaus.do(api.extend, case, "roads_head", amount=1, letter="需要重新勘查")
    assert differences(case) == []


def test_given_a_late_case_begun_again_then_its_clock_is_set_and_its_answer_deferred(bureaus):
    case, request = begun_again(bureaus), begun_again(bureaus, "disclosure")

    bureaus.do(api.set_clock, case, "office", clock="letter_complex", reason="情况复杂")
    until = date(2026, 9, 1)
    bureaus.do(api.defer, request, "office", until=until, letter="申请数量超过合理范围")

    assert (case.due_on, request.due_on) == (date(2026, 8, 11), until)


def test_given_a_late_case_begun_again_and_closed_by_mistake_then_its_new_date_still_moves(bureaus):
    case = begun_again(bureaus)
    bureaus.do(api.close, case, "roads_head", reason="以为已经撤回")

    bureaus.do(api.revive, case, "office", reason="误办结")

    assert fold(case.events.all()).frozen_due is None
    assert (case.countable_days, case.due_on) == (7, date(2026, 7, 30))


def test_given_another_clock_and_the_first_again_then_the_term_counts_from_its_start(bureaus):
    case = bureaus.held()
    start_on, due_on = case.start_on, case.due_on
    bureaus.now = moment(2026, 6, 22)
    bureaus.do(api.set_clock, case, "office", clock="petition", reason="属于信访事项")
    assert case.start_on == date(2026, 6, 22)
    bureaus.now = moment(2026, 6, 23)

    bureaus.do(api.set_clock, case, "office", clock="letter", reason="不属于信访事项")

    assert (case.start_on, case.due_on) == (start_on, due_on)
    assert differences(case) == []


def test_given_a_case_begun_again_then_its_clocks_count_from_that_day(bureaus):
    case = begun_again(bureaus)
    bureaus.now = moment(2026, 7, 24)
    bureaus.do(api.set_clock, case, "office", clock="petition", reason="属于信访事项")

    bureaus.do(api.set_clock, case, "office", clock="letter", reason="不属于信访事项")

    assert (case.start_on, case.due_on) == (date(2026, 7, 21), date(2026, 7, 30))
