"""Letters that were held at the door, and letters that outlast their time."""

from datetime import timedelta

from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.tests.conftest import GOOD
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.keys import new_key
from zhanqun.core.intake.models import Envelope, Retention
from zhanqun.core.intake.services import erasing, holding


def test_given_held_three_days_then_taken_inside_and_sorted_from_its_release_on(post_office):
    town = post_office.town
    receipt = intake.receive(
        kind="letter",
        payload=GOOD,
        key=new_key("letter", town.now - timedelta(minutes=5)).token,
        now=town.now,
        place=intake.Place(town.portal.site_id, town.office.pk, ""),
        circumstances=intake.Circumstances(trap="x"),
    )
    released = town.now + timedelta(days=6)

    holding.release(uid=receipt.uid, by=town.people["chief"], now=released)

    row, letter = Envelope.objects.get(uid=receipt.uid), Letter.objects.get()
    assert (row.confirmed_at, row.fetched_at) == (town.now, released)
    assert (letter.received_at, letter.case.opened_at) == (town.now, released)
    assert str(letter.case.due_on) == "2026-06-26"
    assert letter.case.events.get(kind="opened").facts["respond_by"] == "2026-06-24T00:00:00+08:00"
    assert row.feedback.get().given_at == released


def test_given_a_letter_still_open_then_it_outlasts_its_time(post_office):
    Retention.objects.create(kind="letter", days=30)
    letter, late = post_office.held(), post_office.now + timedelta(days=400)
    assert erasing.erase_old(now=late) == 0

    head = post_office.people["head"]
    casework.close(uid=letter.case.uid, reason="来信人撤回", by=head, now=post_office.now)

    assert erasing.erase_old(now=late) == 1
    assert intake.payload_of(letter.envelope_uid) == {}
