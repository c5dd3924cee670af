"""From the door to the case."""

from datetime import timedelta

from disclosing import APPLICATION
from zhanqun.affairs.requests import services
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.outcomes import outcomes
from zhanqun.affairs.requests.queries import requests_visible_to
from zhanqun.affairs.requests.receiving import open_request
from zhanqun.affairs.requests.services.disputes import DisputeFacts, record_dispute
from zhanqun.affairs.requests.states import DisputeKind
from zhanqun.affairs.requests.tests.stepping import on
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.keys import new_key
from zhanqun.core.intake.models import Envelope, Retention
from zhanqun.core.intake.public.drawing import tracking_page
from zhanqun.core.intake.services import erasing, holding


def test_given_an_application_at_the_door_then_one_case_of_twenty_working_days(publishers):
    publishers.apply()
    request = Request.objects.select_related("case").get()
    assert request.publisher == publishers.bureau
    assert str(request.received_on) == "2026-06-16"
    assert str(request.case.due_on) == "2026-07-15"
    assert list(requests_visible_to(publishers.people["desk"])) == [request]


def test_given_the_same_envelope_offered_again_then_no_second_request(publishers):
    publishers.apply()
    request = Request.objects.get()
    assert open_request(intake.arrival_of(request.envelope_uid)) == request
    assert Request.objects.count() == 1


def test_given_held_three_days_then_three_stamps_apart_and_the_office_has_its_full_time(
    publishers,
):
    town = publishers.town
    receipt = intake.receive(
        kind="disclosure",
        payload=APPLICATION | {"id_number": "11010519491231002X"},
        key=new_key("disclosure", town.now - timedelta(minutes=5)).token,
        now=town.now,
        submitted_at=town.now - timedelta(minutes=1),
        place=intake.Place(town.portal.site_id, town.office.pk, ""),
        circumstances=intake.Circumstances(trap="x"),
    )
    assert not Request.objects.exists()
    released = on("2026-06-22")

    holding.release(uid=receipt.uid, by=town.people["chief"], now=released)

    row = Envelope.objects.get(uid=receipt.uid)
    assert (row.submitted_at, row.confirmed_at, row.fetched_at) == (
        town.now - timedelta(minutes=1),
        town.now,
        released,
    )
    case = Request.objects.select_related("case").get().case
    opened = case.events.get(kind="opened")
    assert (str(case.start_on), str(case.due_on)) == ("2026-06-16", "2026-07-15")
    assert (case.opened_at, opened.at) == (released, released)
    # Released on Monday the 22nd: until the end of the next working day.
    assert opened.facts["respond_by"] == on("2026-06-24", "00:00").isoformat()
    shown = [(stamp.title, stamp.at) for stamp in tracking_page(row, "").stamps]
    assert shown == [
        ("已收到", released),
        ("已转内部办理", released),
        ("已收到", town.now),
        ("已提交", town.now - timedelta(minutes=1)),
    ]


def test_given_a_request_that_runs_or_is_disputed_then_it_outlasts_its_time(desk):
    Retention.objects.create(kind="disclosure", days=30)
    envelope = desk.request.envelope_uid
    late = desk.now + timedelta(days=400)
    assert erasing.erase_old(now=late) == 0
    assert intake.payload_of(envelope)["name"] == "甄测一"

    desk.do(services.conclude, "desk", outcome="other_3", text="申请人另行申请")
    assert intake.kind_of("disclosure").still_open([envelope]) == set()
    about = DisputeFacts(DisputeKind.DIRECT, body="青云市中级人民法院", opened_on=desk.now.date())
    record_dispute(
        publisher=desk.publishers.bureau,
        request=desk.request,
        facts=about,
        by=desk.publishers.people["desk"],
        now=desk.now,
    )
    assert erasing.erase_old(now=late) == 0

    desk.request.disputes.all().delete()
    assert erasing.erase_old(now=late) == 1
    assert intake.payload_of(envelope) == {}


def test_given_the_official_table_then_it_has_its_rows_in_their_groups():
    groups = [row.group for row in outcomes().values()]
    assert [groups.count(name) for name in dict.fromkeys(groups)] == [1, 1, 8, 3, 5, 3]
