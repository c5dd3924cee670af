"""The desk of annual reports: pages, who may open them, and each figure with its cases."""

from datetime import date

import pytest
from django.urls import reverse

from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.tests.conftest import JANUARY, TEXTS, Reporting
from zhanqun.affairs.annualreports.tests.test_reports import GRANTED, concluded
from zhanqun.affairs.requests.api import Request
from zhanqun.foundation import clock


@pytest.fixture(autouse=True)
def january():
    with clock.fixed(JANUARY):
        yield


@pytest.fixture
def office(client, publishers):
    client.force_login(publishers.people["desk"])
    return client


def page_of(client, name, *args):
    answer = client.get(reverse(f"annualreports:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_given_the_office_then_it_makes_a_report_from_the_list_to_the_public(
    office, publishers, reporting: Reporting
):
    concluded(publishers)
    facts = {"publisher": publishers.bureau.uid, "year": 2026}
    assert "开始编写" in page_of(office, "reports")
    office.post(reverse("annualreports:begin"), facts)
    row = Report.objects.get()
    assert "还没有填报" in page_of(office, "report", row.uid)
    typed = dict.fromkeys(
        ("proactive", "on_request", "management", "platform", "supervision", "problems", "other"),
        "已落实。",
    )
    office.post(reverse("annualreports:texts", args=[row.uid]), typed | {"base": row.texts_version})
    hand = {f"number_{at}": "1040" for at in range(4)} | {f"note_{at}": "无" for at in range(4)}
    office.post(reverse("annualreports:entered", args=[row.uid]), hand)
    assert page_of(office, "entered", row.uid).count('value="1040"') == 4
    check = reverse("annualreports:act", args=[row.uid, "check"])
    refused = office.post(check, {"remark": ""})
    assert refused.status_code == 400 and "还有1处存疑" in refused.content.decode()
    office.post(check, {"remark": "首年使用，已与纸质年报核对"})
    for act in ("freeze", "publish"):
        office.post(reverse("annualreports:act", args=[row.uid, act]))
    row.refresh_from_db()
    assert row.state == "published"
    assert "与冻结时一致" in page_of(office, "report", row.uid)


def test_given_a_figure_then_it_opens_its_cases_and_is_corrected_with_a_reason(
    office, publishers, reporting: Reporting
):
    first = concluded(publishers)
    concluded(publishers, outcome="partial")
    row = reporting.begun()
    text = page_of(office, "figure", row.uid, GRANTED)
    assert text.count(reverse("casework:case", args=[first.case.uid])) == 1
    assert "本机关的申请1件" in text
    address = reverse("annualreports:figure", args=[row.uid, GRANTED])
    refused = office.post(address, {"number": "3", "note": ""})
    assert refused.status_code == 400 and 'value="3"' in refused.content.decode()
    office.post(address, {"number": "3", "note": "补登两件当面答复"})
    assert "补登两件当面答复" in page_of(office, "figure", row.uid, GRANTED)
    assert 'title="补登两件当面答复"' in page_of(office, "report", row.uid)
    office.post(address, {"act": "back"})
    assert not row.entered.exists()


def test_given_documents_behind_a_figure_then_their_public_pages_are_linked(
    office, publishers, reporting: Reporting
):
    town = publishers.town
    article = town.published(
        "停车管理办法", kind="document", column=town.column("zcwj"), validity="in_force",
        number="青交发〔2026〕3号", written_on="2026-02-01",
    )  # fmt: skip
    text = page_of(office, "figure", reporting.begun().uid, "t2.normative.issued")
    assert f"{town.bureau_site.base_url}{article.address}" in text


def test_given_a_record_that_breaks_the_balance_then_the_page_links_it(
    office, publishers, reporting: Reporting
):
    broken = concluded(publishers)
    Request.objects.update(concluded_on=date(2025, 12, 30))
    text = page_of(office, "report", reporting.begun().uid)
    assert reverse("casework:case", args=[broken.case.uid]) in text
    assert "办结日期在收到日期之前" in text


def test_given_two_people_with_one_text_then_the_second_sees_both_and_decides(
    office, publishers, reporting: Reporting
):
    row = reporting.written()
    address = reverse("annualreports:texts", args=[row.uid])
    opened = {**TEXTS, "base": row.texts_version}
    assert f'value="{row.texts_version}"' in page_of(office, "texts", row.uid)
    office.post(address, opened | {"problems": "督办不够及时。"})

    refused = office.post(address, opened | {"problems": "后存的问题。", "other": "无。"})

    text = refused.content.decode()
    assert refused.status_code == 409 and "在您编写期间保存了文字" in text
    assert "督办不够及时" in text and "后存的问题。</textarea>" in text
    assert reporting.fresh(row).texts["problems"] == "督办不够及时。"
    base = {"base": reporting.fresh(row).texts_version}
    assert f'value="{base["base"]}"' in text
    again = office.post(address, opened | base | {"problems": "先后两个问题。", "other": "无。"})
    assert again.status_code == 302
    kept = reporting.fresh(row).texts
    assert (kept["problems"], kept["other"]) == ("先后两个问题。", "无。")
    assert office.post(address, opened | {**kept}).status_code == 302


def test_given_a_draft_then_it_is_downloaded_as_it_stands(office, reporting: Reporting):
    row = reporting.written()
    answer = office.get(reverse("annualreports:paper", args=[row.uid, "docx"]))
    assert answer.content.startswith(b"PK")
    assert "2026" in answer["Content-Disposition"]
    assert office.get(reverse("annualreports:paper", args=[row.uid, "exe"])).status_code == 404


def test_given_people_of_other_units_then_they_learn_nothing(
    client, publishers, reporting: Reporting
):
    government = reporting.begun(publishers.government)
    bureau = reporting.begun()
    client.force_login(publishers.people["head"])
    assert client.get(reverse("annualreports:report", args=[government.uid])).status_code == 404
    assert "编写文字" not in page_of(client, "report", bureau.uid)
    assert client.get(reverse("annualreports:texts", args=[bureau.uid])).status_code == 403
    client.force_login(publishers.town.people["stranger"])
    assert client.get(reverse("annualreports:reports")).status_code == 403
    assert client.get(reverse("annualreports:report", args=[bureau.uid])).status_code == 404


@pytest.mark.parametrize("year", ["9999", "0000", "２０２６", "x", "9" * 5000])
def test_given_any_year_in_the_address_then_the_list_answers(office, year):
    answer = office.get(reverse("annualreports:reports"), {"year": year})
    assert answer.status_code == 200
