"""Real documents through the import that the desk uses; skipped where ../shared is absent."""

import csv
from datetime import date, datetime, time
from pathlib import Path

import pytest

from zhanqun.content.library import imports
from zhanqun.content.library.digests import digest_of
from zhanqun.content.library.importing import read_html
from zhanqun.content.library.models import Article, Placement
from zhanqun.content.library.services import working_copy
from zhanqun.foundation import clock

SHARED = Path(__file__).parents[6] / "shared" / "real"
TABLE = SHARED / "policy" / "govcn_60_full_fields.csv"

pytestmark = pytest.mark.skipif(not TABLE.exists(), reason="../shared is not here")


def test_given_the_sixty_documents_when_planned_then_each_is_read_with_its_metadata(town):
    source = imports.SourceFile(TABLE.name, TABLE.read_bytes())
    plans = imports.plan_import(
        [source], unit=town.bureau, user=town.people["officer"], now=town.now, kind="document"
    )

    rows = list(csv.DictReader(TABLE.read_text(encoding="utf-8-sig").splitlines()))
    read = {str(plan.text.number.text): plan.text for plan in plans if plan.text.number}
    for row in rows:
        text = read[row["doc_no"]]
        assert text.title == row["title"]
        assert text.written_on == _day(row["written_on"])


def test_given_the_sixty_documents_when_carried_out_then_each_article_has_every_field(town):
    officer = town.people["officer"]
    source = imports.SourceFile(TABLE.name, TABLE.read_bytes())
    plans = imports.plan_import(
        [source], unit=town.bureau, user=officer, now=town.now, kind="document"
    )

    done = list(
        imports.carry_out(
            plans, unit=town.bureau, column=town.column("zcwj"), by=officer, now=town.now
        )
    )

    assert [row.error for row in done if row.error] == []
    expected = [
        {
            "title": row["title"],
            "number": row["doc_no"],
            "issuing_organs": row["issuer"].split("、"),
            "index_no": row["index_no"],
            "topic_class": row["topic"],
            "written_on": _day(row["written_on"]),
            "original_published_at": datetime.combine(
                _day(row["published_on"]), time(), clock.BEIJING
            ),
            "original_url": row["url"],
            "kind": "document",
            "openness": "proactive",
            "unit_id": town.bureau.pk,
            "author_id": officer.pk,
            "live": False,
        }
        for row in csv.DictReader(TABLE.read_text(encoding="utf-8-sig").splitlines())
    ]
    assert len(expected) == 60
    articles = Article.objects.order_by("pk").select_related("latest_revision")
    assert [{name: getattr(row, name) for name in expected[0]} for row in articles] == expected
    # The draft that will be reviewed says the same as the row.
    assert all(digest_of(working_copy(row)) == digest_of(row) for row in articles)
    homes = {(row.column.code, row.state) for row in Placement.objects.select_related("column")}
    assert homes == {("zcwj", "adopted")}


def test_given_the_sixty_documents_again_then_all_are_known(town):
    officer = town.people["officer"]

    def plans():
        source = imports.SourceFile(TABLE.name, TABLE.read_bytes())
        return imports.plan_import(
            [source], unit=town.bureau, user=officer, now=town.now, kind="document"
        )

    list(imports.carry_out(plans(), unit=town.bureau, by=officer, now=town.now))

    assert [plan.outcome for plan in plans()] == [imports.DUPLICATE] * 60


def test_given_the_real_pages_then_each_becomes_an_article_with_its_title_and_number(town):
    folder = SHARED / "html"
    rows = list(
        csv.DictReader((folder / "expected.csv").read_text(encoding="utf-8-sig").splitlines())
    )
    assert len(rows) == 21
    for row in rows:
        text = read_html((folder / row["file"]).read_bytes())
        assert text.body_html.strip(), row["file"]
        if row["title"]:
            assert text.title == row["title"]
        if row["doc_no"]:
            assert text.number.text == row["doc_no"]


def test_given_the_real_pages_when_carried_out_then_they_are_drafts_of_the_unit(town):
    names = ["ucap_guobanfa_2018_123.html", "hanweb_lishui_doc_2023.html"]
    files = [imports.SourceFile(n, (SHARED / "html" / n).read_bytes()) for n in names]
    officer = town.people["officer"]
    plans = imports.plan_import(
        files, unit=town.bureau, user=officer, now=town.now, kind="document"
    )

    done = list(
        imports.carry_out(
            plans, unit=town.bureau, column=town.column("zcwj"), by=officer, now=town.now
        )
    )

    assert len(done) == 2
    numbers = set(Article.objects.values_list("number", flat=True))
    assert numbers == {"国办发〔2018〕123号", "丽政发〔2023〕30号"}


def _day(text: str) -> date:
    year, _y, rest = text.partition("年")
    month, _m, day = rest.partition("月")
    return date(int(year), int(month), int(day.rstrip("日")))
