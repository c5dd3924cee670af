"""Statistics at the desk, and terms that are told of before they end."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from zhanqun.affairs.requests import figures, foretelling
from zhanqun.affairs.requests.models import Consultation, ExtensionAsk, Request
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import watching
from zhanqun.core.casework.api import Case
from zhanqun.core.notices import api as notices
from zhanqun.foundation import clock

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def received(publishers, **facts):
    """One application of the town, with what the record came to say."""
    publishers.apply()
    row = Request.objects.latest("pk")
    Request.objects.filter(pk=row.pk).update(**facts)
    return row


@pytest.fixture
def year(publishers):
    """Four of the bureau, three of them ended, one of these late; one of the government."""
    received(publishers, outcome="granted", concluded_on=date(2026, 6, 26))
    received(publishers, outcome="refused_4", concluded_on=date(2026, 7, 6))
    late = received(publishers, outcome="refused_4", concluded_on=date(2026, 8, 5))
    Case.objects.filter(pk=late.case_id).update(is_late=True)
    asked = received(publishers, applicant="org_legal")
    Consultation.objects.create(
        request=asked, whom="third", name="甲公司", letter="函", asked_at=publishers.town.now,
        asked_by=publishers.people["desk"], received_on=date(2026, 6, 18), due_on=date(2026, 7, 10),
    )  # fmt: skip
    received(publishers, publisher=publishers.government)
    return publishers


def test_given_a_year_of_requests_then_each_cut_counts_them(year):
    rows = figures.counted_for(year.people["desk"], *YEAR)
    units = figures.figures_by(rows, "publisher__unit")
    bureau = units[year.bureau.unit_id]
    assert (bureau.received, bureau.concluded, bureau.running, bureau.late) == (4, 3, 1, 1)
    assert bureau.in_time_share == pytest.approx(2 / 3)
    assert (bureau.median_days, bureau.longest_days, bureau.consulted) == (20.0, 50, 1)
    assert units[year.government.unit_id].received == 1
    assert figures.figures_by(rows, "outcome")["refused_4"].concluded == 2
    assert figures.figures_by(rows, "applicant")["org_legal"].received == 1
    assert figures.figures_by(rows, "month")[date(2026, 6, 1)].received == 5
    assert figures.figures_in(rows).received == 5


def test_given_who_oversees_nothing_then_nothing_is_counted(year):
    assert figures.counted_for(year.people["handler"], *YEAR).count() == 0


def test_given_the_office_then_it_reads_and_takes_away_the_figures(client, year):
    client.force_login(year.people["desk"])
    with clock.fixed(year.town.now):
        text = client.get(reverse("requests:figures")).content.decode()
        one = {"unit": year.government.unit_id}
        narrow = client.get(reverse("requests:figures"), one).content.decode()
        sheet = client.post(reverse("requests:figures_export"), {"year": "2026"})
    assert "三（三）4 保护第三方合法权益" in text and "66.7%" in text
    assert "三（三）4" not in narrow
    content = zipfile.ZipFile(io.BytesIO(b"".join(sheet.streaming_content)))
    assert "按办理结果和理由" in content.read("xl/worksheets/sheet1.xml").decode()
    assert audit.Entry.objects.filter(action="requests.figures_exported").count() == 1


def test_given_a_handler_then_the_figures_are_not_theirs(client, year):
    client.force_login(year.people["handler"])
    assert client.get(reverse("requests:figures")).status_code == 403


def told_to(person, kind):
    rows = notices.notices_visible_to(person).filter(kind=f"requests.{kind}")
    return list(rows.values_list("text", flat=True))


def test_given_terms_that_end_soon_then_who_works_on_them_hears_once(publishers):
    """Received on 16 June 2026: a correction may be asked for until 26 June, since the 19th is the
    Dragon Boat holiday."""
    desk, now = publishers.people["desk"], publishers.town.now
    request = received(publishers)
    assert foretelling.foretell(now.replace(day=24)) == 0
    assert foretelling.foretell(now.replace(day=25)) == 1
    assert foretelling.foretell(now.replace(day=26)) == 0
    (text,) = told_to(desk, "correction_ends")
    assert text.endswith("如需补正，最迟6月26日告知申请人")
    Consultation.objects.create(
        request=request, whom="third", name="甲公司", letter="函", asked_at=now, asked_by=desk,
        received_on=date(2026, 6, 26), due_on=date(2026, 7, 10),
    )  # fmt: skip
    ExtensionAsk.objects.create(
        request=request, days=10, reason="案卷多", asked_at=now, asked_by=publishers.people["head"]
    )
    assert foretelling.foretell(now.replace(month=7, day=9)) == 1
    assert told_to(desk, "opinion_ends")[0].endswith("征求意见到7月10日期满，还没有回音")
    assert foretelling.foretell(now.replace(month=7, day=14)) == 1
    assert "延期申请还没有批，答复期限是7月15日" in told_to(desk, "extension_waits")[0]


def test_given_an_open_request_then_the_ladder_of_cases_warns_of_its_term(publishers):
    """Due on 15 July: before it, on it and after it."""
    received(publishers)
    july = publishers.town.now.replace(month=7)
    told = [watching.watch(july.replace(day=day))["warned"] for day in (10, 14, 15, 16)]
    assert told == [0, 1, 1, 1]
