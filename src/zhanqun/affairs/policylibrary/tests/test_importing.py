"""Real documents come in with metadata, history and validity; wrong old dates are reported."""

from collections import Counter
from datetime import date

import pytest

from zhanqun.affairs.policylibrary.models import Event, Relation
from zhanqun.affairs.policylibrary.services import RelationFacts, relate
from zhanqun.content.library import old_dates
from zhanqun.content.library.api import Article, validity_on
from zhanqun.content.library.importing import read_csv
from zhanqun.content.library.importing.histories import steps_of
from zhanqun.content.library.imports import PlannedImport, SourceFile, carry_out, plan_import
from zhanqun.content.library.tests.shared import shared

TODAY = date(2026, 6, 16)
HEAD = "kind,title,order_no,text_date,history\n"


@pytest.fixture
def imported(documents):
    """Import rows of a table as the bureau's officer; by title."""
    town = documents.town
    who = {"unit": town.bureau, "now": town.now}

    def carry(rows):
        file = SourceFile("目录.csv", (HEAD + rows).encode())
        plans = plan_import([file], user=town.people["officer"], kind="document", **who)
        done = list(carry_out(plans, by=town.people["officer"], **who))
        assert [row.error for row in done] == [""] * len(plans)
        return {row.article.title: row.article for row in done}

    return carry


def told(history, own=""):
    return [(s.kind, s.on and str(s.on), s.title or s.number) for s in steps_of(history, own)[0]]


def test_given_the_note_of_a_regulation_then_each_step_is_read():
    history = (
        "2002年2月4日 国务院令第345号公布 | 2015年12月3日 某会议《关于修改〈甲〉"
        " | 〈乙〉等三件法规的决定》修正 | 2018年6月28日 国务院令第699号修订 | 2018年7月31日 施行"
        " | 2019年1月2日 国务院令第700号第二次修订 | 2020年1月1日 浙"
    )

    assert told(history, "国务院令第699号") == [
        ("issued", "2002-02-04", ""),
        ("amended", "2015-12-03", "关于修改〈甲〉、〈乙〉等三件法规的决定"),
        ("revised", "2018-06-28", ""),
        ("in_force", "2018-07-31", ""),
        ("amended", "2019-01-02", "国务院令第700号"),
    ]
    assert steps_of(history)[1] == ["2020年1月1日 浙"]


def test_given_a_regulation_then_history_and_validity_stand_and_citations_are_linked(imported):
    history = (
        "2002年2月4日 国务院令第345号公布 | 2003年1月1日 施行"
        " | 2018年6月28日 国务院令第699号第一次修订 | 2024年5月6日 国务院令第777号第二次修订"
    )
    rows = f"行政法规,标志保护条例,国务院令第345号,2018-06-28,{history}\n"
    rows += "行政法规,关于修改标志保护条例的决定,中华人民共和国国务院令第777号,2024-05-01,\n"

    found = imported(rows)
    law = Article.objects.get(pk=found["标志保护条例"].pk)

    assert (law.genre, law.number) == ("行政法规", "国务院令第345号")
    assert (law.effective_from, law.amended_on) == (date(2003, 1, 1), date(2024, 5, 6))
    days = (date(2002, 12, 31), date(2018, 6, 28), date(2024, 5, 6))
    assert [validity_on(law, day) for day in days] == ["not_yet", "in_force", "amended"]
    assert Event.objects.filter(article=law).count() == 2
    newer = Relation.objects.filter(older=law).order_by("effective_on")
    titles = [row.newer.title if row.newer else row.cited for row in newer]
    assert titles == ["国务院令第699号", "关于修改标志保护条例的决定"]


def test_given_a_citation_in_another_form_then_the_import_of_that_number_links_it(
    imported, documents
):
    new = documents.draft("关于修改部分法规的决定", number="国令第700号")
    town = documents.town
    facts = RelationFacts("repeals", number="国务院令第 345 号", effective_on=TODAY)
    row = relate(uid=new.uid, facts=facts, by=town.people["officer"], now=town.now)
    assert row.older is None

    law = imported("行政法规,标志保护条例,中华人民共和国国务院令第345号,2002-02-04,\n")

    row.refresh_from_db()
    assert row.older_id == law["标志保护条例"].pk


def test_given_469_real_regulations_then_their_history_is_read(documents):
    rows = read_csv(shared("real/policy/regulations_469.csv").read_bytes())
    texts = [row.text for row in rows]
    kinds = Counter(step.kind for text in texts for step in text.history)

    assert (len(rows), sum(bool(row.errors) for row in rows)) == (469, 0)
    assert sum(text.written_on is None for text in texts) == 1
    assert sum(text.number is not None for text in texts) == 267
    assert kinds == {
        "issued": 330, "amended": 208, "adopted": 185, "approved": 119, "in_force": 97,
        "revised": 36,
    }  # fmt: skip
    assert sum(bool(text.history) for text in texts) == 426
    assert {text.validity for text in texts if text.history} == {"in_force"}
    assert {text.validity for text in texts if not text.history} == {""}
    unread = [w for text in texts for w in text.warnings if "没有读懂" in w]
    assert len(unread) == 11


def test_given_24_recent_documents_then_joint_organs_and_numbers_are_read():
    rows = read_csv(shared("real/policy/recent_2026_with_docno.csv").read_bytes())
    joint = next(row.text for row in rows if row.text.number_text == "工信部联规〔2026〕186号")

    assert (len(rows), sum(row.text.number is not None for row in rows)) == (24, 14)
    assert joint.issuing_organs == ["工业和信息化部", "应急管理部"]
    assert joint.published_on == date(2026, 8, 13)


def test_given_sixty_real_documents_then_the_old_databases_dates_are_reported_row_by_row():
    rows = read_csv(shared("real/policy/govcn_60_full_fields.csv").read_bytes())
    plans = [PlannedImport(f"第{row.line}行", text=row.text) for row in rows]
    report = list(old_dates.lines(plans))

    assert len(report) == 120
    assert report[0] == [
        "第2行",
        "国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见",
        "国发〔2019〕5号",
        "legacy_db_written",
        date(2019, 1, 27),
        "2019-02-27 15:09:45",
        31,
    ]
    assert "60行中有60行" in old_dates.summary(plans)
    assert "其中60行两列的时刻完全相同" in old_dates.summary(plans)
