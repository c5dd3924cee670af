"""Publishing a normative document opens a duty to interpret it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from zhanqun.affairs.policylibrary import services, warning
from zhanqun.affairs.policylibrary.models import Duty
from zhanqun.affairs.policylibrary.services.interpreting import WaiverMissing
from zhanqun.content.review import api as review
from zhanqun.core.notices.api import Notice
from zhanqun.core.units.api import NotAllowed

# Tuesday 16 June 2026; Friday 19 June is the Dragon Boat festival, so that three working days
# end on Monday 22 June.
BODY = "<p>一、治超的范围。各区县按职责分工，明确责任，形成合力，全面加强源头治理。</p>" * 6


def duty_of(document):
    return Duty.objects.get(document=document)


def told(kind):
    rows = Notice.objects.filter(kind=f"policylibrary.{kind}")
    return sorted(set(rows.values_list("person__username", flat=True)))


def test_given_a_normative_document_then_its_unit_has_three_working_days(documents):
    duty = duty_of(documents.published())
    documents.published("关于表彰的通报", genre="通报")

    assert str(duty.due_on) == "2026-06-22"
    assert duty.unit == documents.town.bureau
    assert Duty.objects.count() == 1
    assert told("duty") == ["liaison", "officer"]


def test_given_a_live_interpretation_then_the_duty_is_done_until_that_is_withdrawn(documents):
    town = documents.town
    document = documents.published()
    reading = town.publish(documents.interpretation(document))
    assert duty_of(document).state == "fulfilled"
    assert duty_of(document).fulfilled_by == reading

    review.withdraw(
        uid=reading.uid, kind="error", note="有误", by=town.people["signer"], now=town.now
    )

    assert duty_of(document).state == "open"
    assert duty_of(document).fulfilled_by is None


def test_given_a_copy_of_the_document_then_it_does_not_count_and_its_author_is_told(documents):
    town = documents.town
    document = documents.published(body=BODY)

    town.publish(documents.interpretation(document, body=BODY))

    assert duty_of(document).state == "open"
    assert told("copy") == ["officer"]


def test_given_the_days_pass_then_the_unit_is_warned_and_later_the_office_too(documents):
    documents.published()
    town, days = documents.town, []
    for _day in range(14):
        if warning.warn_of_duties(town.now):
            days.append(f"{town.now:%m-%d}")
        assert warning.warn_of_duties(town.now + timedelta(minutes=5)) == 0
        town.later(days=1)

    assert days == ["06-18", "06-23", "06-26", "06-29"]
    assert told("duty_late") == ["desk", "liaison", "officer"]


def test_given_the_office_waives_with_a_reason_then_it_may_ask_again(documents, publishers):
    town, desk = documents.town, publishers.people["desk"]
    document = documents.published()
    duty = duty_of(document)
    for who, reason, refusal in (
        (town.people["officer"], "不需要", NotAllowed),
        (desk, " ", WaiverMissing),
    ):
        with pytest.raises(refusal):
            services.waive(uid=duty.uid, reason=reason, by=who, now=town.now)

    services.waive(uid=duty.uid, reason="内容简明", by=desk, now=town.now)
    assert duty_of(document).state == "waived"
    assert warning.warn_of_duties(town.later(days=9)) == 0

    services.require(uid=document.uid, unit=town.other, by=desk, now=town.now)
    assert (duty_of(document).state, duty_of(document).unit) == ("open", town.other)


def test_given_a_document_that_is_taken_down_then_nothing_is_owed(documents):
    town = documents.town
    document = documents.published()
    review.withdraw(
        uid=document.uid, kind="notice", note="另行公布", by=town.people["signer"], now=town.now
    )

    assert warning.warn_of_duties(town.later(days=30)) == 0


def test_given_a_document_that_has_ended_then_nobody_is_to_interpret_it(documents):
    documents.published(validity="repealed")
    documents.published("青云市渡口办法", expires_on=date(2026, 6, 15))
    assert not Duty.objects.exists()

    assert duty_of(documents.published("青云市航道办法", expires_on=date(2026, 6, 16)))


def test_given_a_document_that_was_public_elsewhere_for_long_then_its_time_was_over(documents):
    """Friday 12 June 2026 and three working days end on Wednesday 17 June."""
    for day in (date(2015, 3, 2), date(2026, 6, 10)):
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
        documents.published(f"{day}的办法", original_published_at=at)
    assert not Duty.objects.exists()

    recent = documents.published(
        "青云市航道办法", original_published_at=datetime(2026, 6, 12, tzinfo=UTC)
    )
    assert duty_of(recent).state == "open"
