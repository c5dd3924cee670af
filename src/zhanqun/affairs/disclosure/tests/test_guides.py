"""Guides: what must stand in them, who keeps them, when they are to be looked at again."""

from datetime import timedelta

import pytest

from zhanqun.affairs.disclosure import guides
from zhanqun.affairs.disclosure.services.guides import GuideFacts, confirm_guide, keep_guide
from zhanqun.affairs.disclosure.tests.making import GUIDE, guided
from zhanqun.core.notices.api import Notice
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.feeds import feeds
from zhanqun.foundation.targets import Target, render


def page(publisher, kind="disclosure_guide"):
    return render(Target(publisher.site.site_id, kind, publisher.code))


def test_given_a_guide_then_its_page_and_the_uniform_page_say_whom_to_turn_to(publishers):
    assert page(publishers.bureau) is None

    guided(publishers, publishers.bureau, by="head")

    text = page(publishers.bureau).body.decode()
    for said in (*GUIDE.values(), "/intake/disclosure/?to=jtj"):
        assert said in text
    uniform = page(publishers.bureau, "disclosure_publisher").body.decode()
    assert GUIDE["telephone"] in uniform and "/disclosure/jtj/guide.html" in uniform


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"hours": " "}, "disclosure.guide_incomplete"),
        ({"office": "找甄测一，身份证11010519491231002X"}, "disclosure.guide_personal"),
    ],
)
def test_given_a_guide_with_a_gap_or_a_person_then_it_is_refused(publishers, change, refusal):
    with pytest.raises(DomainError) as raised:
        guided(publishers, publishers.bureau, by="head", **change)

    assert raised.value.code == refusal


def test_given_somebody_without_the_post_then_they_keep_no_guide(publishers):
    with pytest.raises(NotAllowed):
        guided(publishers, publishers.bureau, by="handler")
    with pytest.raises(NotAllowed):
        guided(publishers, publishers.government, by="head")


def test_given_a_changed_guide_then_its_history_tells_what_was_and_what_is(publishers):
    guided(publishers, publishers.bureau, by="head")

    row = guided(publishers, publishers.bureau, by="desk", telephone="0099-6000001")

    newest, first = guides.history_of(row)
    assert newest.facts == (("联系电话", GUIDE["telephone"], "0099-6000001"),)
    assert newest.by == "desk" and first.facts == ()


def test_given_a_year_without_a_look_then_its_keepers_are_told_once(publishers):
    row = guided(publishers, publishers.bureau, by="head")
    next_year = publishers.town.now + timedelta(days=365)

    assert guides.remind_of_guides(next_year - timedelta(days=1)) == 0
    assert guides.remind_of_guides(next_year) == 1
    assert guides.remind_of_guides(next_year) == 0

    told = Notice.objects.filter(kind="disclosure.guide_review")
    assert {notice.person.username for notice in told} >= {"head"}
    (work,) = guides.guides_due(publishers.people["head"], next_year)
    assert [item.text for item in work.items] == [f"{publishers.bureau}公开指南"]

    confirm_guide(publisher=publishers.bureau.uid, by=publishers.people["head"], now=next_year)
    (work,) = guides.guides_due(publishers.people["head"], next_year)
    row.refresh_from_db()
    assert work.items == [] and not row.is_reminded


def test_given_the_same_words_then_keeping_counts_as_having_looked(publishers):
    guided(publishers, publishers.bureau, by="head")
    later = publishers.town.later(days=30)

    row = keep_guide(
        publisher=publishers.bureau.uid,
        facts=GuideFacts(**GUIDE),
        by=publishers.people["head"],
        now=later,
    )

    assert row.written_at < later and row.reviewed_on == later.date()


def test_given_a_guide_then_the_search_finds_it_on_its_publishers_site(publishers):
    row = guided(publishers, publishers.bureau, by="head")

    (found,) = feeds.get("guide").found([row.uid])

    assert found.path == "/disclosure/jtj/guide.html" and GUIDE["telephone"] in found.body
    assert found.site_id == publishers.town.bureau_site.site_id
