"""Who has a case: offers, refusals, decisions, joint handling, time per holder."""

from datetime import date

import pytest

from zhanqun.core.casework import api, watching
from zhanqun.core.casework.masking import HIDDEN
from zhanqun.core.casework.models import Answer
from zhanqun.core.casework.policies import may_see_writer
from zhanqun.core.casework.projecting import fold
from zhanqun.core.casework.recomputing import differences
from zhanqun.core.casework.services.handing import AlreadyThere, ReasonMissing
from zhanqun.core.notices.models import Notice
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation.states import IllegalMove


def kinds(case):
    return list(case.events.values_list("kind", flat=True))


def told(case, kind):
    rows = Notice.objects.filter(about_uid=case.uid, kind=f"casework.{kind}")
    return sorted(rows.values_list("person__username", flat=True))


def test_given_an_offer_then_the_unit_accepts_it_and_its_handler_takes_it(bureaus):
    case = bureaus.open()
    assert (case.state, case.due_on) == ("received", date(2026, 6, 26))
    assert told(case, "opened") == ["office"]

    bureaus.do(api.offer, case, "office", to=bureaus.roads, reason="请核查")
    assert (case.state, case.offered_to, case.unit) == ("offered", bureaus.roads, None)
    assert told(case, "offered") == ["roads_head"]
    with pytest.raises(units.NotAllowed):
        bureaus.do(api.accept, case, "water")
    bureaus.later(hours=2)
    bureaus.do(api.accept, case, "roads_head")
    bureaus.do(api.assign, case, "roads", holder=bureaus.people["roads"])

    assert (case.state, case.unit, case.holder.username) == ("handling", bureaus.roads, "roads")
    assert kinds(case) == ["opened", "offered", "accepted", "assigned"]
    assert differences(case) == []
    with pytest.raises(IllegalMove):
        bureaus.do(api.accept, case, "roads")


def test_given_two_refusals_then_the_office_decides_and_that_is_not_refused(bureaus):
    case = bureaus.open()
    bureaus.do(api.offer, case, "office", to=bureaus.roads, reason="")
    with pytest.raises(ReasonMissing):
        bureaus.do(api.refuse, case, "roads", reason="  ")
    bureaus.do(api.refuse, case, "roads", reason="属于水利局职责")
    assert (case.state, case.unit) == ("received", None)
    bureaus.do(api.offer, case, "office", to=bureaus.water, reason="")

    bureaus.do(api.refuse, case, "water", reason="属于交通局职责")

    assert case.state == "deciding"
    assert told(case, "to_decide") == ["office"]
    with pytest.raises(IllegalMove):
        bureaus.do(api.offer, case, "office", to=bureaus.homes, reason="再试")
    bureaus.do(api.decide, case, "office", unit=bureaus.roads, reason="三定规定第四条")
    assert (case.state, case.unit) == ("handling", bureaus.roads)
    with pytest.raises(IllegalMove):
        bureaus.do(api.refuse, case, "roads", reason="不接")


def test_p077_given_a_letter_handed_from_a_to_b_and_back_then_the_third_time_the_office_decides(
    bureaus,
):
    case = bureaus.held()
    due_on = case.due_on
    bureaus.later(days=3)
    with pytest.raises(ReasonMissing):
        bureaus.do(api.offer, case, "roads", to=bureaus.water, reason="")
    bureaus.do(api.offer, case, "roads", to=bureaus.water, reason="涉及河堤")
    bureaus.do(api.accept, case, "water")
    bureaus.later(days=1)
    bureaus.do(api.offer, case, "water", to=bureaus.roads, reason="河堤已移交")
    bureaus.do(api.accept, case, "roads")
    assert case.unit == bureaus.roads

    bureaus.do(api.offer, case, "roads", to=bureaus.homes, reason="涉及小区")

    assert (case.state, case.unit, case.offered_to) == ("deciding", bureaus.roads, None)
    assert case.due_on == due_on  # the clock never starts again
    reasons = [event.note for event in case.events.filter(kind__in=("offered", "disputed"))]
    assert reasons == ["", "涉及河堤", "河堤已移交", "涉及小区"]
    assert told(case, "to_decide") == ["office"]


def test_given_offers_then_time_counts_for_who_has_it_and_from_the_offer_for_who_took_it(bureaus):
    case = bureaus.open()
    opened = bureaus.now
    offered = bureaus.later(hours=3)
    bureaus.do(api.offer, case, "office", to=bureaus.roads, reason="")
    bureaus.later(hours=5)
    bureaus.do(api.accept, case, "roads")
    passed_on = bureaus.later(days=1)
    bureaus.do(api.offer, case, "roads", to=bureaus.water, reason="涉及河堤")
    bureaus.later(hours=1)
    bureaus.do(api.refuse, case, "water", reason="不在管辖范围")

    hands = [(one.unit_id, one.since, one.until) for one in fold(case.events.all()).stints]

    assert hands == [(None, opened, offered), (bureaus.roads.pk, offered, None)]
    bureaus.do(api.offer, case, "office", to=bureaus.homes, reason="涉及小区")
    bureaus.do(api.accept, case, "homes")
    last = fold(case.events.all()).stints[-2:]
    assert [one.unit_id for one in last] == [bureaus.roads.pk, bureaus.homes.pk]
    assert last[0].until == last[1].since > passed_on


def test_given_an_offer_nobody_answers_then_it_counts_as_accepted_from_the_offer(bureaus):
    case = bureaus.open()
    bureaus.do(api.offer, case, "office", to=bureaus.roads, reason="")
    offered = bureaus.now
    assert watching.watch(bureaus.later(hours=24))["lapsed"] == 0

    assert watching.watch(bureaus.later(hours=12))["lapsed"] == 1

    case.refresh_from_db()
    assert (case.state, case.unit) == ("handling", bureaus.roads)
    assert fold(case.events.all()).stints[-1].since == offered
    assert told(case, "assigned") == ["office", "roads_head"]
    assert watching.watch(bureaus.now)["lapsed"] == 0


def test_p007_given_a_case_nobody_offers_then_after_a_day_the_office_hears_once(bureaus):
    case = bureaus.open()

    assert watching.watch(bureaus.later(hours=36))["lapsed"] == 1
    assert watching.watch(bureaus.later(hours=36))["lapsed"] == 0

    assert told(case, "unassigned") == ["office"]


def test_given_joint_handling_then_one_leads_and_the_others_give_their_opinion(bureaus):
    case = bureaus.held()
    visible = api.cases_visible_to
    assert not visible(bureaus.people["water"]).filter(pk=case.pk).exists()
    bureaus.do(api.join, case, "roads", unit=bureaus.water, reason="请核实水位")
    with pytest.raises(AlreadyThere):
        bureaus.do(api.join, case, "roads", unit=bureaus.water, reason="")

    bureaus.do(api.opine, case, "water", unit=bureaus.water, opinion="水位正常")

    assert visible(bureaus.people["water"]).get(pk=case.pk).unit == bureaus.roads
    assert told(case, "joint") == ["roads", "water_head"]
    with pytest.raises(units.NotAllowed):
        bureaus.do(api.answer, case, "water", text="已经修好，请放心。")
    assert differences(case) == []


def test_p012_given_many_answers_within_minutes_then_the_office_is_told_once(bureaus):
    case = bureaus.held()
    bureaus.do(api.answer, case, "roads", text="来信收悉，已转某部门办理，请等待结果")
    assert watching.watch(bureaus.now)["bursts"] == 0
    Answer.objects.bulk_create(
        Answer(case=case, text="同上", digest="x", at=bureaus.now) for _at in range(49)
    )

    assert watching.watch(bureaus.later(minutes=5))["bursts"] == 1
    assert watching.watch(bureaus.later(minutes=4))["bursts"] == 0

    notice = Notice.objects.get(kind="casework.burst")
    assert (notice.person.username, notice.text) == (
        "office",
        "交通局十分钟内答复了50件，请抽查",
    )


@pytest.mark.parametrize(
    ("who", "reads", "sees_writer"),
    [
        ("office", True, True),
        ("supervisor", True, False),
        ("roads_head", True, True),
        ("roads", True, True),
        ("water", False, False),
        ("editor", False, False),
    ],
)
def test_given_a_case_then_it_is_read_by_its_holders_and_the_writer_by_fewer(
    bureaus, who, reads, sees_writer
):
    case = bureaus.held()
    person = bureaus.people[who]

    assert api.cases_visible_to(person).filter(pk=case.pk).exists() == reads
    assert may_see_writer(person, case) == sees_writer
    seen = api.writer_of(case, person, whole=True)
    assert (seen.name, seen.phone) == (
        ("甄测一", "13800001234") if sees_writer else ("甄某某", "138****1234")
    )


def test_given_a_complaint_about_the_unit_then_it_handles_but_never_sees_who_wrote(bureaus):
    case = bureaus.held(
        "投诉交通局", concerns=bureaus.roads, text="甄测一，13800001234，路政乱收费。"
    )

    for who in ("roads", "roads_head"):
        seen = api.writer_of(case, bureaus.people[who], whole=True)
        assert seen.is_masked
        assert "1380000" not in seen.phone
        text = api.text_of(case, bureaus.people[who])
        assert "13800001234" not in text
        assert "甄测一" not in text
    assert api.writer_of(case, bureaus.people["office"], whole=True).name == "甄测一"


def test_given_a_case_that_is_urged_then_whoever_has_it_and_the_head_hear(bureaus):
    free, offered, held = bureaus.open(), bureaus.open(), bureaus.held()
    bureaus.do(api.offer, offered, "office", to=bureaus.roads, reason="")

    for case in (free, offered, held):
        api.urge(uid=case.uid, words="请尽快", by=None, now=bureaus.now)

    assert told(free, "urged") == ["office"]  # nobody has it: who passes it on
    assert told(offered, "urged") == ["roads_head"]
    assert told(held, "urged") == ["roads", "roads_head"]


ACCUSING = {
    "title": "甄测一投诉交通局（13800001234）",
    "text": "我叫甄测一，13800001234，住星河路12号，邮箱a@qq.com，路政乱收费。",
}
TELLING = ("甄", "138", "1234", "qq.com", "星河路", "12号")


def accusing(bureaus):
    return bureaus.held(**ACCUSING, concerns=bureaus.roads)


def nothing_told(words):
    return not [one for one in TELLING if one in words]


def test_given_a_complaint_then_the_unit_sees_no_part_of_who_wrote(bureaus):
    case = accusing(bureaus)

    for who in ("roads", "roads_head"):
        person = bureaus.people[who]
        seen = api.writer_of(case, person, whole=True)
        assert (seen.name, seen.phone, seen.email, seen.address) == (HIDDEN,) * 4
        assert (seen.id_number, seen.is_masked) == ("", True)
        assert nothing_told(api.text_of(case, person))
        assert nothing_told(api.title_for(case, person))
    assert "路政乱收费" in api.text_of(case, bureaus.people["roads"])
    assert "投诉交通局" in api.title_for(case, bureaus.people["roads"])
    assert api.title_for(case, bureaus.people["office"]) == case.title
    # Whoever only oversees is not of that unit: partly covered as everywhere.
    assert api.writer_of(case, bureaus.people["supervisor"], whole=True).name == "甄某某"


def test_given_a_complaint_then_notices_to_the_unit_tell_nothing_of_who_wrote(bureaus):
    case = accusing(bureaus)
    words = "我是甄测一，请打13800001234"
    api.urge(uid=case.uid, words=words, by=None, now=bureaus.now)

    rows = Notice.objects.filter(about_uid=case.uid)

    mine = rows.filter(person__unit=bureaus.roads)
    assert mine.filter(kind="casework.urged").count() == 2
    assert all(nothing_told(row.text + row.detail.replace(case.number, "")) for row in mine)
    theirs = rows.get(person__username="office", kind="casework.opened")
    assert "甄测一" in theirs.text


def test_given_a_complaint_then_whoever_is_lent_to_the_unit_belongs_to_it(bureaus):
    bureaus._person("lent", bureaus.water, Role.CASE_HANDLER, bureaus.roads)
    bureaus._person("above", bureaus.water, Role.CASE_HEAD, bureaus.top)
    case = accusing(bureaus)
    lent, above = bureaus.people["lent"], bureaus.people["above"]
    bureaus.do(api.assign, case, "roads_head", holder=lent)

    assert not may_see_writer(lent, case)
    assert api.writer_of(case, lent, whole=True).name == HIDDEN
    assert may_see_writer(above, case)  # a post above the unit, and at home elsewhere


def test_given_a_complaint_offered_to_the_unit_then_who_is_lent_there_sees_nothing_yet(bureaus):
    bureaus._person("lent", bureaus.water, Role.CASE_HANDLER, bureaus.roads)
    case = bureaus.open(**ACCUSING, concerns=bureaus.roads)
    bureaus.do(api.offer, case, "office", to=bureaus.roads, reason="")

    assert api.writer_of(case, bureaus.people["lent"], whole=True).name == HIDDEN
    assert nothing_told(api.title_for(case, bureaus.people["lent"]))
