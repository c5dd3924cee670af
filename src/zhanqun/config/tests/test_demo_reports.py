"""The annual reports of the demo city hold: what is entered there balances."""

from disclosing import found_publishers
from town import Town
from zhanqun.affairs.annualreports.api import Report
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Level, PublisherFacts
from zhanqun.config.demo.city.annual_reports import load_annual_reports


def test_given_the_reports_of_the_demo_then_all_are_published_and_gathered(town: Town):
    known = found_publishers(town)
    office = known.people["desk"]
    other = disclosure.add_publisher(
        unit=town.other,
        code="mzj",
        facts=PublisherFacts(town.portal, "11990100MB0000002B", Level.CITY),
        by=office,
        now=town.now,
    )
    publishers = {"gov": known.government, "jtj": known.bureau, "mzj": other}
    assert load_annual_reports(publishers, office) == 3
    assert set(Report.objects.values_list("state", flat=True)) == {"published"}
    figures = Report.objects.get(publisher=known.government).facts["figures"]
    assert figures["t3.new_received.total"] == str(58 + 2 + 31 + 6 + 3 + 14 + 2)
    assert figures["t2.fees.amount"] == "386.5"
