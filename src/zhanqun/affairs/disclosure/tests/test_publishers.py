"""Who discloses."""

import pytest

from disclosing import BUREAU_CODE
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Level, PublisherFacts
from zhanqun.affairs.disclosure.services import add_publisher, change_publisher
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation.errors import DomainError


def test_given_two_publishers_then_they_stand_in_their_order(publishers):
    assert [row.code for row in disclosure.publishers()] == ["szf", "jtj"]


@pytest.mark.parametrize(
    ("organ_code", "refusal"),
    [(BUREAU_CODE, "organ_code_taken"), ("0142768-8", "organ_code_wrong")],
)
def test_given_a_code_that_is_taken_or_no_code_then_it_is_refused(publishers, organ_code, refusal):
    town = publishers.town
    facts = PublisherFacts(town.portal, organ_code, Level.CITY)
    with pytest.raises(DomainError) as raised:
        add_publisher(
            unit=town.other, code="swj", facts=facts, by=publishers.people["desk"], now=town.now
        )
    assert raised.value.code == f"disclosure.{refusal}"


def test_given_a_handler_then_they_do_not_set_it(publishers):
    facts = PublisherFacts(publishers.town.bureau_site, BUREAU_CODE, Level.COUNTY)
    with pytest.raises(NotAllowed):
        change_publisher(
            uid=publishers.bureau.uid,
            facts=facts,
            by=publishers.people["handler"],
            now=publishers.town.now,
        )


def test_given_the_legal_list_then_a_township_answers_for_more_than_the_common_items():
    common = {item.code for item in disclosure.items_for(Level.PROVINCE)}
    assert len(common) == 15
    assert len(disclosure.items_for(Level.CITY)) == 22
    assert len(disclosure.items_for(Level.TOWNSHIP)) == 23


def test_given_the_subject_classes_then_there_are_twenty_two():
    assert len(disclosure.topics()) == 22
    assert "综合政务\\电子政务" in disclosure.topic_paths()
