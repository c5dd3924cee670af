"""From the door to the case."""

from datetime import date

import pytest

from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.receiving import open_letter
from zhanqun.affairs.letters.tests.conftest import GOOD
from zhanqun.core.casework.api import writer_of
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.keys import new_key
from zhanqun.foundation.clock import day_of


def test_given_a_letter_at_the_door_then_one_case_with_its_clock_and_its_writer(post_office):
    letter = post_office.write()
    assert letter.case.title == "星河路路灯不亮"
    assert str(letter.case.due_on) == "2026-06-26"
    assert letter.mailbox == post_office.mayor and letter.agrees
    seen = writer_of(letter.case, post_office.people["desk"], whole=True)
    assert (seen.name, seen.phone) == ("甄测一", "13800001234")


def test_given_the_same_envelope_offered_again_then_no_second_letter(post_office):
    letter = post_office.write()
    assert open_letter(intake.arrival_of(letter.envelope_uid)) == letter
    assert Letter.objects.count() == 1


def test_given_a_letter_that_somebody_handles_then_the_receipt_says_so(post_office):
    letter = post_office.held()
    assert intake.arrival_of(letter.envelope_uid).fetched_at == post_office.now
    titles = letter_news(letter)
    assert titles == ["已登记", "已转办", "办理中"]


@pytest.mark.parametrize("channel", ["paper", "telephone", "visit", "elsewhere"])
def test_given_a_letter_entered_days_later_then_the_day_it_came_counts(post_office, channel):
    town = post_office.town
    intake.receive(
        kind="letter",
        payload=GOOD,
        key=new_key("letter", town.now).token,
        now=town.now,
        channel=channel,
        received_on=date(2026, 6, 12),
        unit=town.bureau,
        by=town.people["liaison"],
    )
    assert str(Letter.objects.get().case.due_on) == "2026-06-24"


def letter_news(letter: Letter) -> list[str]:
    from zhanqun.core.intake.models import Feedback

    rows = Feedback.objects.filter(envelope__uid=letter.envelope_uid).order_by("id")
    return list(rows.values_list("title", flat=True))


@pytest.mark.parametrize("channel", ["paper", "telephone", "visit", "elsewhere"])
def test_given_a_letter_entered_days_later_then_it_was_received_on_the_day_it_came(
    post_office, channel
):
    town = post_office.town
    intake.receive(
        kind="letter",
        payload=GOOD,
        key=new_key("letter", town.now).token,
        now=town.now,
        channel=channel,
        received_on=date(2026, 6, 12),
        unit=town.bureau,
        by=town.people["liaison"],
    )

    assert day_of(Letter.objects.get().received_at) == date(2026, 6, 12)


def test_given_a_letter_from_the_web_then_it_was_received_when_it_was_confirmed(post_office):
    assert post_office.write().received_at == post_office.now
