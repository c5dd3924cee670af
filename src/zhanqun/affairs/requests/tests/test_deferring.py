"""A later day for the reply (延迟答复): what it needs, what it does to the clock."""

from datetime import date

import pytest

from zhanqun.affairs.requests import composing, services
from zhanqun.affairs.requests.acts import acts_for
from zhanqun.affairs.requests.reply_kinds import reply_kinds
from zhanqun.affairs.requests.services import deferring
from zhanqun.affairs.requests.tests.stepping import office_of, on
from zhanqun.core.casework.services.timing import DayRests, DayUnfit, DeferralSpent
from zhanqun.core.units.api import NotAllowed


def test_given_a_good_reason_for_very_many_then_a_later_day_is_set_once_told_and_in_the_reply(desk):
    desk.register()
    facts = {"until": date(2026, 12, 31), "reason": "共126件，需要逐件查找。"}
    with pytest.raises(deferring.PurposeMissing):
        desk.do(services.defer, "desk", **facts)
    desk.do(services.ask_purpose, "desk")
    desk.reply("purpose", "做课题用")
    with pytest.raises(NotAllowed):
        desk.do(services.defer, "handler", **facts)
    for until, refusal in ((date(2026, 11, 30), DayUnfit), (date(2026, 12, 5), DayRests)):
        with pytest.raises(refusal):
            desk.do(services.defer, "desk", **facts | {"until": until})
    assert "defer" in {one.name for one in acts_for(office_of(desk), desk.request, desk.now)}

    desk.do(services.defer, "desk", **facts)

    assert (desk.request.case.due_on, desk.request.deferred_to) == (facts["until"],) * 2
    assert (desk.told.title, desk.told.text) == ("延迟答复", facts["reason"])
    assert ["答复日期", "2026-12-31"] in desk.told.facts
    known = composing.known_of(desk.request, office_of(desk))
    kind = reply_kinds()["granted"]
    opening = next(composing.body_of(kind, {}, known, facts["until"]))
    assert opening.endswith("第三十五条的规定，告知你延迟至2026年12月31日答复。")
    with pytest.raises(DeferralSpent):
        desk.do(services.defer, "desk", **facts | {"until": date(2027, 1, 29)})
    assert "defer" not in {one.name for one in acts_for(office_of(desk), desk.request, desk.now)}


def test_given_a_later_day_when_the_term_is_counted_anew_then_it_holds_no_more(desk):
    desk.register()
    desk.do(services.ask_purpose, "desk")
    desk.reply("purpose", "做课题用")
    desk.do(services.defer, "desk", until=date(2026, 12, 31), reason="共126件，需要逐件查找。")
    desk.do(services.ask_extension, "handler", days=5, reason="仍需检索")
    desk.do(services.grant_extension, "head", remark="")
    assert desk.request.case.due_on == date(2027, 1, 7)
    desk.ask()
    desk.now = on("2026-11-03")

    desk.reply("correct", "2025年的")

    assert (desk.request.case.due_on, desk.request.deferred_to) == (date(2026, 12, 1), None)
