"""Real documents through the import that the desk uses; skipped where ../shared is absent."""

import csv
from datetime import date
from pathlib import Path

import pytest

from zhanqun.content.library import imports
from zhanqun.content.library.importing import read_html
from zhanqun.content.library.models import Article

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
