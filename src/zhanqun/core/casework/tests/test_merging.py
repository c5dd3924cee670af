"""One answer for several cases; each keeps its clock."""

import pytest

from zhanqun.core.casework import api
from zhanqun.core.casework.recomputing import differences
from zhanqun.core.casework.services.ending import NotMerged
from zhanqun.core.casework.services.merging import LeadUnfit
from zhanqun.core.units import api as units
from zhanqun.foundation.states import IllegalMove

ANSWER = "维修班已于6月15日更换灯具12盏，当晚恢复照明，电话0990-5550123。"


def test_given_a_merged_case_then_the_leads_answer_answers_it_for_the_leads_unit(bureaus):
    lead, same = bureaus.held(), bureaus.open("路灯又坏")
    bureaus.do(api.merge, same, "office", into=lead.uid)
    with pytest.raises(NotMerged):
        bureaus.do(api.answer_with, same, "roads", lead=lead, text=ANSWER)
    bureaus.later(hours=3)
    bureaus.do(api.answer, lead, "roads_head", text=ANSWER)

    bureaus.do(api.answer_with, same, "roads_head", lead=lead, text=ANSWER)

    assert (same.state, same.unit, same.answered_at) == ("answered", bureaus.roads, bureaus.now)
    assert [row.text for row in api.answers_of(same)] == [ANSWER]
    assert differences(same) == []


def test_given_a_merging_by_mistake_then_it_is_undone_until_there_is_an_answer(bureaus):
    lead, other = bureaus.held(), bureaus.open("别的事")
    due_on = other.due_on
    with pytest.raises(units.NotAllowed):
        bureaus.do(api.merge, other, "roads_head", into=lead.uid)
    bureaus.do(api.merge, other, "office", into=lead.uid)
    bureaus.do(api.separate, other, "office")
    assert (other.state, other.due_on) == ("received", due_on)
    with pytest.raises(IllegalMove):
        bureaus.do(api.separate, other, "office")
    bureaus.do(api.answer, lead, "roads", text=ANSWER)
    with pytest.raises(NotMerged):
        bureaus.do(api.answer_with, other, "roads", lead=lead, text=ANSWER)


def test_given_a_case_that_cannot_lead_then_nothing_is_merged_into_it(bureaus):
    lead, middle, last = bureaus.held(), bureaus.open("二"), bureaus.open("三")
    bureaus.do(api.merge, middle, "office", into=lead.uid)
    for unfit in (middle, last):
        with pytest.raises(LeadUnfit):
            bureaus.do(api.merge, last, "office", into=unfit.uid)
