"""What the library gives to take away: files of a document, data for programs, whole years."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from zhanqun.affairs.policylibrary.holdings.models import Bundle
from zhanqun.affairs.policylibrary.public import bundling, calendar, machine
from zhanqun.affairs.policylibrary.public.files import FORMS
from zhanqun.affairs.policylibrary.services import RelationFacts, relate
from zhanqun.affairs.policylibrary.tests.documents import document
from zhanqun.affairs.policylibrary.tests.test_library import withdraw
from zhanqun.content.review import api as review
from zhanqun.foundation import clock, targets
from zhanqun.foundation.targets import Target, render, target_kinds

BODY = (
    "<h2>第一章　总则</h2><p>第一条　为了保障居民温暖过冬，制定本办法。</p>"
    "<table><tr><th>小区</th><th>户数</th></tr><tr><td>江滨里</td><td>1240</td></tr></table>"
)


def made(site, kind, key=""):
    return render(Target(site.site_id, kind, key))


def told(site, kind, key=""):
    return json.loads(made(site, kind, key).body)


def files(town, row):
    return {form: made(town.bureau_site, "policy_file", f"{row.uid}/{form}") for form in FORMS}


def words_of(form, body):
    if form == "pdf":
        return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body))
    if form == "docx":
        word = Document(io.BytesIO(body))
        cells = [c.text for table in word.tables for row in table.rows for c in row.cells]
        return "\n".join([*(line.text for line in word.paragraphs), *cells])
    return body.decode()


def test_given_a_document_then_each_file_beside_its_page_says_what_the_page_says(town):
    row = document(town, number="青交〔2026〕3号", body=BODY)

    for form, rendered in files(town, row).items():
        assert rendered.path == row.address.replace(".html", f".{form}")
        words = "".join(words_of(form, rendered.body).split())
        for said in (row.title, "青交〔2026〕3号", "第一条", "制定本办法。", "江滨里", "1240",
                     "青云市交通运输局", "2026年3月1日"):  # fmt: skip
            assert said in words, (form, said)
    assert made(town.portal, "policy_file", f"{row.uid}/pdf") is None


def test_given_the_same_document_then_its_files_are_the_same_bytes(town):
    row = document(town, body=BODY)

    assert files(town, row) == files(town, row)


def test_given_a_withdrawn_document_then_files_and_data_are_gone_with_its_page(town):
    row = document(town)
    document(town, "青云市停车管理办法")
    with clock.fixed(town.now):
        bundling.make_stale(town.now)
    assert made(town.portal, "policies_year", "2026").status == 200

    withdraw(town, row)

    assert set(files(town, row).values()) == {None}
    assert made(town.portal, "policies_record", str(row.uid)) is None
    assert row.title not in made(town.portal, "policies_records", "1").body.decode()
    assert made(town.portal, "policies_year", "2026") is None
    bundling.make_stale(town.now)
    assert [one["title"] for one in _lines(town)] == ["青云市停车管理办法"]


def _lines(town):
    packed = zipfile.ZipFile(io.BytesIO(made(town.portal, "policies_year", "2026").body))
    return [json.loads(line) for line in packed.read("2026.jsonl").splitlines()]


def test_given_an_interpretation_that_is_withdrawn_then_the_file_of_the_year_leaves_at_once(
    documents,
):
    town = documents.town
    row = documents.published(written_on=date(2026, 3, 1))
    reading = town.publish(documents.interpretation(row))
    bundling.make_stale(town.now)
    assert [one["title"] for one in _lines(town)[0]["interpretations"]] == [reading.title]

    withdraw(town, reading)

    assert made(town.portal, "policies_year", "2026") is None
    bundling.make_stale(town.now)
    assert _lines(town)[0]["interpretations"] == []


@pytest.mark.parametrize("kind", ["error", "notice"])
def test_given_a_withdrawn_document_then_the_years_of_those_that_it_ended_name_it_no_more(
    documents, kind
):
    town, signer = documents.town, documents.town.people["signer"]
    old = documents.published(number="青交〔2026〕3号", written_on=date(2026, 3, 1))
    new = documents.published(
        "青云市治超规定", number="青交〔2027〕9号", written_on=date(2027, 1, 5)
    )
    facts = RelationFacts("repeals", number=old.number, effective_on=date(2026, 6, 1))
    relate(uid=new.uid, facts=facts, by=signer, now=town.now)
    bundling.make_stale(town.now)
    assert _lines(town)[0]["validity"]["by"]["title"] == new.title

    review.withdraw(uid=new.uid, kind=kind, note="另行公布", by=signer, now=town.later(hours=1))

    assert made(town.portal, "policies_year", "2026") is None
    bundling.make_stale(town.now)
    assert not _lines(town)[0]["validity"]["by"]


def test_given_documents_then_catalogue_page_and_single_data_tell_the_same(town):
    row = document(town, number="青交〔2026〕3号", effective_from=date(2026, 5, 1))

    catalogue = told(town.portal, "policies_catalogue")
    listed = told(town.portal, "policies_records", "1")["documents"]
    single = told(town.portal, "policies_record", str(row.uid))
    assert (catalogue["documents"], catalogue["pages"]) == (1, 1)
    assert listed[0] == {name: single[name] for name in listed[0]}
    assert single["number"] == "青交〔2026〕3号" and single["effective_from"] == "2026-05-01"
    assert single["url"] == town.bureau_site.base_url + row.address
    assert single["validity"]["value"] == "in_force" and "制定本办法" in single["text"]


def test_given_the_schema_then_it_names_every_field_and_no_other(town):
    row = document(town)
    schema = json.loads((machine.DATA / "document.schema.json").read_text(encoding="utf-8"))

    single = told(town.portal, "policies_record", str(row.uid))
    listed = told(town.portal, "policies_records", "1")["documents"][0]

    assert set(single) == set(schema["properties"])
    assert set(listed) == set(schema["required"])
    page = made(town.portal, "policies_api").body.decode()
    meaning = schema["properties"]["uid"]["description"]
    assert "/policies/api/catalogue.json" in page and meaning in page


def test_given_a_year_in_which_nothing_changed_then_its_file_is_not_made_again(town):
    document(town)
    assert bundling.make_stale(town.now) == 1

    assert bundling.make_stale(town.later(days=1)) == 0

    document(town, "青云市老城保护办法", written_on=date(2025, 7, 1))
    assert bundling.make_stale(town.now) == 1
    assert sorted(Bundle.objects.values_list("year", "count")) == [(2025, 1), (2026, 1)]
    assert [row["year"] for row in told(town.portal, "policies_catalogue")["years"]] == [2026, 2025]


def test_given_documents_with_days_then_the_calendar_tells_what_becomes_of_them(town):
    row = document(town, effective_from=date(2026, 7, 1), expires_on=date(2031, 6, 30))

    with clock.fixed(town.now):
        page = made(town.portal, "policies_calendar").body.decode()
        feed = made(town.portal, "policies_calendar", "feed").body.decode()
    month = made(town.portal, "policies_month", "2031-06").body.decode()

    assert row.title in page and "开始施行" in page and "/policies/calendar/2031-06.html" in page
    assert "有效期届满" in month and "2031-06-30" in month
    assert made(town.portal, "policies_month", "2031-07") is None
    unfolded = feed.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20260701" in unfolded and f"开始施行：{row.title}" in unfolded
    assert all(len(line.encode()) <= 75 for line in feed.split("\r\n"))
    assert unfolded.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


def test_given_days_in_some_months_then_each_month_is_named_once_while_it_has_one(town):
    document(town, effective_from=date(2026, 7, 1))
    other = document(town, "青云市渡口办法", effective_from=date(2026, 7, 31))
    document(town, "青云市航道办法", effective_from=date(2026, 8, 1), expires_on=date(2031, 6, 30))
    gone = document(town, "青云市旧办法", effective_from=date(2025, 12, 31))
    site_id = town.portal.site_id
    assert calendar.months_on(site_id)[-1] == date(2025, 12, 1)

    for article in (gone, other):
        withdraw(town, article)

    assert calendar.months_on(site_id) == [date(2031, 6, 1), date(2026, 8, 1), date(2026, 7, 1)]
    assert calendar.months_on(town.bureau_site.site_id) == []


def test_given_a_year_of_three_digits_then_every_page_is_drawn_all_the_same(town):
    heard = []
    targets.changed.register("test", heard.append)
    try:
        document(town, effective_from=date(206, 7, 1))
    finally:
        del targets.changed._entries["test"]

    site_id = town.portal.site_id
    keys = {key for news in heard for key in news.keys}
    opened = {
        target
        for _name, kind in target_kinds
        for key in keys
        for target in kind.opened_by(key, site_id)
    }

    assert Target(site_id, "policies_month", "0206-07") in opened
    assert render(Target(site_id, "policies_month", "0206-07")).path.endswith("/0206-07.html")
    assert opened.issuperset(target_kinds.get("policies_month").all_for_site(site_id))


@pytest.mark.parametrize("kind", ["policies_api", "policies_calendar", "policies_catalogue"])
def test_given_no_document_then_a_portal_has_no_library(town, kind):
    assert list(target_kinds.get(kind).all_for_site(town.portal.site_id)) == []
    assert calendar.turn(town.now) == 0
    assert Path(machine.DATA).is_dir()
