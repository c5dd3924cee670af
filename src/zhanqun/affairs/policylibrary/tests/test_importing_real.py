"""Real documents are imported by the command: what stands in the database afterwards."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from zhanqun.affairs.disclosure.models import IndexNumber
from zhanqun.affairs.policylibrary import queries
from zhanqun.affairs.policylibrary.models import Event, Relation
from zhanqun.content.library.api import Article, validity_on
from zhanqun.content.library.tests.shared import shared
from zhanqun.foundation import clock

SIXTY = "real/policy/govcn_60_full_fields.csv"
REGULATIONS = "real/policy/regulations_469.csv"
# Lines of the sheet: what the tests below look at, and a few of every kind of regulation.
LINES = (37, 118, 168, 243, 285, 338, *range(10, 470, 40))
AFTER_THE_DECISION = 349
DECISION = "国务院关于修改部分行政法规的决定"
DECIDED_ON = date(2014, 7, 29)


def rows_of(path: str) -> list[dict[str, str]]:
    with shared(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def importing(documents, tmp_path) -> Callable[..., str]:
    """Import a sheet as the bureau's officer; returns what the command said."""

    def carry(rows: list[dict[str, str]]) -> str:
        sheet, said = tmp_path / "目录.csv", StringIO()
        with sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        facts = {"unit": "青云市交通运输局", "user": "officer", "kind": "document"}
        with clock.fixed(documents.town.now):
            call_command(
                "import_articles", sheet, dates=tmp_path / "旧库日期.csv", stdout=said, **facts
            )
        return said.getvalue()

    return carry


def day_of(text: str) -> date:
    return datetime.strptime(text, "%Y年%m月%d日").date()  # noqa: DTZ007


def told(row: dict[str, str]) -> tuple[object, ...]:
    """What the page of one of the sixty says."""
    organs = row["issuer"].split("、")
    days = day_of(row["written_on"]), day_of(row["published_on"])
    number = row["doc_no"].replace("[", "〔").replace("]", "〕")
    return row["title"], number, organs, row["topic"], *days, row["url"]


def kept(article: Article) -> tuple[object, ...]:
    assert article.original_published_at is not None
    published = clock.day_of(article.original_published_at)
    organs, topic = article.issuing_organs, article.topic_class
    named = article.title, article.number, organs, topic
    return *named, article.written_on, published, article.original_url


def test_given_sixty_real_documents_then_each_stands_as_its_page_says_and_wrong_dates_are_told(
    importing, tmp_path
):
    rows = rows_of(SIXTY)

    said = importing(rows)

    assert "已导入60篇。" in said and "60行中有60行的旧库日期与页面不符" in said
    found = {row.index_no: row for row in Article.objects.filter(kind="document")}
    assert {at: kept(row) for at, row in found.items()} == {r["index_no"]: told(r) for r in rows}
    numbers = IndexNumber.objects.filter(is_generated=False)
    assert {row.text: row.article_id for row in numbers} == {at: a.pk for at, a in found.items()}
    with (tmp_path / "旧库日期.csv").open(encoding="utf-8-sig", newline="") as file:
        apart = [(line["标题"], int(line["相差天数"])) for line in csv.DictReader(file)]
    assert apart == [
        (row["title"], (datetime.fromisoformat(row[old]).date() - day_of(row[page])).days)
        for row in rows
        for old, page in (
            ("legacy_db_written", "written_on"),
            ("legacy_db_published", "published_on"),
        )
    ]


def test_given_real_regulations_then_history_and_validity_stand_and_both_ends_are_linked(
    importing,
):
    rows = rows_of(REGULATIONS)
    decision = {"kind": "行政法规", "title": DECISION, "order_no": "国务院令第653号"}
    decision |= {"text_date": f"{DECIDED_ON}", "history": ""}
    chosen = [rows[line - 2] for line in LINES]

    importing([*chosen, decision, rows[AFTER_THE_DECISION - 2]])

    found = {row.title: row for row in Article.objects.filter(kind="document")}
    assert len(found) == len(LINES) + 2
    assert all(found[row["title"]].genre == row["kind"][:30] for row in chosen)
    pesticides, greening = found["农药管理条例"], found["泰安市城市绿化条例"]
    steps = Event.objects.filter(article=pesticides).values_list("kind", "on")
    assert [(kind, f"{on}") for kind, on in steps] == [
        ("issued", "1997-05-08"), ("revised", "2017-02-08"),
        ("issued", "2017-03-16"), ("in_force", "2017-06-01"),
    ]  # fmt: skip
    days = date(2017, 5, 31), date(2017, 6, 1), date(2026, 6, 16)
    assert [validity_on(pesticides, day) for day in days] == ["not_yet", "in_force", "in_force"]
    days = date(2007, 3, 31), date(2007, 4, 1)
    fund = found["国家自然科学基金条例"]
    assert [validity_on(fund, day) for day in days] == ["not_yet", "in_force"]
    days = date(2020, 2, 27), date(2020, 2, 28)
    assert [validity_on(greening, day) for day in days] == ["in_force", "amended"]
    assert queries.relations_of(greening)[0].cited_title == (
        "泰安市人民代表大会常务委员会关于修改〈泰安市城市绿化条例〉的决定"
    )

    linked = queries.relations_of(found[DECISION])
    amended = {rows[line - 2]["title"] for line in (118, 168, 338, AFTER_THE_DECISION)}
    assert {row.older.title for row in linked} == amended
    assert {row.effective_on for row in linked} == {DECIDED_ON}
    crew = queries.relations_of(found["中华人民共和国船员条例"])
    assert [row.newer is not None for row in crew] == [False, False, False, True, False, False]
    other_decisions = Relation.objects.filter(newer=None, cited_title=DECISION)
    days = other_decisions.values_list("effective_on", flat=True)
    assert len(days) == 3 and DECIDED_ON not in days
