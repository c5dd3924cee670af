"""The applications of the demo city walk through the services as far as they are told to."""

from disclosing import found_publishers
from town import START, Town
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Level, PublisherFacts
from zhanqun.affairs.requests.api import Request
from zhanqun.config.demo.city.letters import Correspondents
from zhanqun.config.demo.city.requests import load_requests
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role


def test_given_the_applications_of_the_demo_then_each_stands_where_it_was_left(town: Town):
    known = found_publishers(town)
    people = known.people
    facts = PublisherFacts(town.portal, "11990100MB0000002B", Level.CITY)
    disclosure.add_publisher(
        unit=town.other, code="zjj", facts=facts, by=people["desk"], now=town.now
    )
    for unit in (town.other, town.office):
        post = {"role": Role.CASE_HANDLER, "scope": ("unit", unit.pk), "valid_from": START}
        units.appoint(user=people["handler"], **post, by=None, now=town.now)
    posts = {f"{unit}-cb": people["handler"] for unit in ("jtj", "zjj", "office")}
    posts |= {f"{unit}-fz": people["head"] for unit in ("jtj", "zjj", "office")}
    at = {"jtj": town.bureau, "zjj": town.other, "office": town.office}

    assert load_requests(Correspondents(at, {}, posts | {"xinjian": people["desk"]})) == 7

    rows = Request.objects.order_by("received_on")
    assert list(rows.values_list("case__state", "outcome")) == [
        ("answered", "granted"),
        ("handling", ""),
        ("handling", ""),
        ("waiting", ""),
        ("waiting", ""),
        ("handling", ""),
        ("received", ""),
    ]
    assert not rows.filter(case__is_late=True).exists()
