"""From the door to the case."""

from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.outcomes import outcomes
from zhanqun.affairs.requests.queries import requests_visible_to
from zhanqun.affairs.requests.receiving import open_request
from zhanqun.core.intake import api as intake


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


def test_given_the_official_table_then_it_has_its_rows_in_their_groups():
    groups = [row.group for row in outcomes().values()]
    assert [groups.count(name) for name in dict.fromkeys(groups)] == [1, 1, 8, 3, 5, 3]
