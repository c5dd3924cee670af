"""A report on its way: checked, frozen, published, corrected, gathered."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from town import Town
from zhanqun.affairs.annualreports import gathering, services, sheets
from zhanqun.affairs.annualreports.checking import faults_of, figure_faults
from zhanqun.affairs.annualreports.figures import whole
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.reminding import remind_missing, remind_of_deadlines
from zhanqun.affairs.annualreports.services.freezing import (
    ChecksFail,
    CorrectionOpen,
    ReasonMissing,
    RemarkMissing,
    YearRunning,
)
from zhanqun.affairs.annualreports.services.writing import NoteMissing, NotThisFigure, ReportKnown
from zhanqun.affairs.annualreports.tests.conftest import JANUARY, TEXTS, Reporting
from zhanqun.affairs.annualreports.tests.histories import copy_cases, request_of
from zhanqun.affairs.annualreports.work import work_due
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Level, PublisherFacts
from zhanqun.affairs.requests import services as requests
from zhanqun.affairs.requests.api import Dispute, Request
from zhanqun.core.notices import api as notices
from zhanqun.core.units import api as units
from zhanqun.core.units.api import NotAllowed
from zhanqun.core.workcalendar.api import end_of
from zhanqun.foundation.states import IllegalMove

GRANTED = "t3.granted.natural_person"


def concluded(publishers, outcome="granted", **facts):
    """One application of the town, ended."""
    publishers.apply()
    row = Request.objects.latest("pk")
    usual = {"outcome": outcome, "concluded_on": date(2026, 7, 1)}
    Request.objects.filter(pk=row.pk).update(**{**usual, **facts})
    return row


def rules_of(row):
    return {fault.rule: fault for fault in faults_of(row, sheets.sheet_of(row))}


def test_given_a_report_when_frozen_then_later_cases_change_nothing(
    publishers, reporting: Reporting
):
    concluded(publishers)
    row = reporting.frozen()
    said = reporting.fresh(row).facts
    concluded(publishers)
    Request.objects.update(outcome="partial")
    row = reporting.do(services.publish_report, row)
    assert row.state == "published"
    assert reporting.fresh(row).facts == said
    assert sheets.sheet_of(reporting.fresh(row)).figures["t3.granted.total"] == 1
    with pytest.raises(IllegalMove):
        reporting.do(services.write_texts, row, base="", texts={})


def test_given_a_frozen_row_then_the_database_keeps_its_facts(reporting: Reporting):
    row = reporting.frozen()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=row.pk).update(facts=None)


def test_given_a_correction_when_published_then_the_old_version_gives_way(
    publishers, reporting: Reporting
):
    concluded(publishers)
    old = reporting.published()
    with pytest.raises(ReasonMissing):
        reporting.do(services.correct_report, old, reason=" ")
    new = reporting.do(services.correct_report, old, reason="漏计一件当面申请")
    with pytest.raises(CorrectionOpen):
        reporting.do(services.correct_report, old, reason="再更正")
    changed = {"t3.new_received.natural_person": (Decimal(2), "纸质登记簿第3号")}
    changed[GRANTED] = (Decimal(2), "纸质登记簿第3号")
    reporting.do(services.enter_figures, new, figures=changed)
    assert reporting.fresh(old).state == "published"
    reporting.do(services.check_report, new, remark="已核对")
    reporting.do(services.freeze_report, new)
    new = reporting.do(services.publish_report, new)
    assert (reporting.fresh(old).state, new.version) == ("replaced", 2)
    assert new.facts["figures"]["t3.handled_total.total"] == "2"
    assert new.facts["notes"][GRANTED] == ["2", "纸质登记簿第3号"]


def test_given_records_that_contradict_themselves_then_the_check_names_the_cases(
    publishers, reporting: Reporting
):
    before = concluded(publishers, concluded_on=date(2026, 1, 5))
    Request.objects.filter(pk=before.pk).update(concluded_on=date(2025, 12, 30))
    without = concluded(publishers, outcome="")
    row = reporting.written()
    found = rules_of(row)
    assert [one.case_uid for one in found["t3_balance"].broken] == [before.case.uid]
    assert "新收2＋上年结转0＝2，办结1＋结转下年0＝1，相差1" in found["t3_balance"].text
    assert [one.case_uid for one in found["t3_handled_sum"].broken] == [without.case.uid]
    assert {str(one.words) for one in found["records"].broken} == {
        "办结日期在收到日期之前",
        "已办结，没有办理结果",
    }
    with pytest.raises(ChecksFail):
        reporting.do(services.check_report, row, remark="")


def test_given_last_years_frozen_report_then_what_moved_since_is_named(
    publishers, reporting: Reporting
):
    publishers.apply()
    pattern = Request.objects.get()
    Request.objects.update(received_on=date(2025, 11, 3))
    last = reporting.frozen(year=2025)
    assert last.facts["carried"] == [str(pattern.case.uid)]
    (key,) = copy_cases(1)
    found_later = request_of(key, publishers.bureau, received_on=date(2025, 12, 30))
    Request.objects.bulk_create([found_later])
    row = reporting.written(year=2026)
    fault = rules_of(row)["t3_continuity"]
    assert "上年年报结转下年1，本年上年结转2" in fault.text
    assert [one.case_uid for one in fault.broken] == [Request.objects.latest("pk").case.uid]
    with pytest.raises(RemarkMissing):
        reporting.do(services.check_report, row, remark="")
    assert reporting.do(services.check_report, row, remark="登记簿补录一件").state == "checked"


def test_given_a_checked_report_when_a_case_breaks_it_then_it_is_not_frozen(
    publishers, reporting: Reporting
):
    row = reporting.written()
    reporting.do(services.check_report, row, remark="已核对")
    concluded(publishers, outcome="")
    with pytest.raises(ChecksFail):
        reporting.do(services.freeze_report, row)
    assert reporting.fresh(row).facts is None


def test_given_a_year_that_still_runs_then_it_is_not_frozen(town: Town, reporting: Reporting):
    row = reporting.written()
    reporting.do(services.check_report, row, remark="已核对")
    with pytest.raises(YearRunning):
        services.freeze_report(uid=row.uid, by=reporting.desk, now=town.now)


def test_given_a_figure_entered_without_a_reason_or_a_sum_then_it_is_refused(
    reporting: Reporting,
):
    row = reporting.begun()
    with pytest.raises(NoteMissing):
        reporting.do(services.enter_figures, row, figures={GRANTED: (Decimal(1), " ")})
    with pytest.raises(NotThisFigure):
        total = {"t3.granted.total": (Decimal(1), "漏计")}
        reporting.do(services.enter_figures, row, figures=total)
    with pytest.raises(ReportKnown):
        reporting.begun()


def test_given_a_bare_report_then_everything_missing_is_said(reporting: Reporting):
    found = rules_of(reporting.begun())
    assert "主动公开" in found["unwritten"].text
    assert "行政强制、行政事业性收费。没有发生的填0" in found["not_entered"].text


def test_given_departments_then_the_governments_report_is_their_sum(
    publishers, reporting: Reporting
):
    concluded(publishers)
    government = reporting.written(publishers.government)
    assert sheets.sheet_of(government).missing == (publishers.bureau,)
    assert "还有1个单位没有冻结年报" in rules_of(government)["missing"].text
    reporting.frozen(publishers.bureau)
    sheet = sheets.sheet_of(government)
    assert sheet.missing == ()
    assert sheet.figures["t3.granted.total"] == 1
    assert sheet.figures["t2.permits.decisions"] == 14


def test_given_a_county_below_the_city_then_it_enters_as_a_whole(town: Town, publishers):
    def publisher(above, kind, name, code, organ_code):
        above = units.Unit.objects.get(pk=above.pk)
        unit = units.add_unit(parent=above, by=None, now=town.now, kind=kind, name=name,
                              short_name=name)  # fmt: skip
        facts = PublisherFacts(town.portal, organ_code, Level.COUNTY)
        office = publishers.people["desk"]
        return disclosure.add_publisher(unit=unit, code=code, facts=facts, by=office, now=town.now)

    county = publisher(town.government, "government", "江口县", "jkx", "MB0000011")
    school = publisher(county.unit, "department", "江口县教育局", "jkjy", "MB0000012")
    assert gathering.below(publishers.government) == [county, publishers.bureau]
    assert gathering.below(county) == [school]
    assert gathering.below(school) == []


def test_given_a_missing_department_then_its_office_hears_once_a_day(
    publishers, reporting: Reporting
):
    row = reporting.begun(publishers.government)
    assert reporting.do(remind_missing, row) == 1
    assert reporting.do(remind_missing, row) == 0
    told = notices.notices_visible_to(reporting.desk).get(kind="annualreports.wanted")
    assert "市政府汇总2026年公开年报，还没有收到你单位的" in told.text


def test_given_january_then_offices_hear_of_deadlines_and_see_their_work(
    publishers, reporting: Reporting
):
    assert remind_of_deadlines(JANUARY) == 2
    assert remind_of_deadlines(JANUARY) == 0
    assert remind_of_deadlines(JANUARY.replace(day=25)) == 1
    assert remind_of_deadlines(JANUARY.replace(month=2, day=2)) == 1
    (work,) = work_due(reporting.desk, JANUARY)
    assert [item.due_at for item in work.items] == [
        end_of(date(2027, 1, 31)),
        end_of(date(2027, 3, 31)),
    ]
    reporting.published()
    (work,) = work_due(reporting.desk, JANUARY)
    assert work.count.number == 1
    assert list(work_due(publishers.people["watcher"], JANUARY)) == []


def test_given_documents_that_bind_then_the_second_table_counts_them(
    town: Town, reporting: Reporting
):
    rule = {"kind": "document", "column": town.column("zcwj"), "validity": "in_force"}
    town.published("青云市渡口管理规定", number="青云市人民政府令第12号",
                   written_on="2026-03-01", **rule)  # fmt: skip
    town.published("停车管理办法", number="青交发〔2026〕3号", written_on="2026-02-01", **rule)
    town.published("旧停车管理办法", number="青交发〔2016〕3号", written_on="2016-02-01",
                   **rule | {"validity": "repealed"}, expires_on="2026-02-28")  # fmt: skip
    town.published("会议安排", kind="document", column=town.column("zcwj"), written_on="2026-02-01")
    figures = sheets.sheet_of(reporting.begun()).figures
    columns = ("issued", "repealed", "in_force")
    assert [figures[f"t2.rules.{column}"] for column in columns] == [1, 0, 1]
    assert [figures[f"t2.normative.{column}"] for column in columns] == [1, 1, 1]


def test_given_reconsiderations_and_lawsuits_then_the_fourth_table_counts_them(
    publishers, reporting: Reporting
):
    def dispute(kind, opened, result="pending", ended=None):
        Dispute.objects.create(
            publisher=publishers.bureau, kind=kind, body="市司法局", opened_on=opened,
            result=result, concluded_on=ended,
        )  # fmt: skip

    dispute("reconsideration", date(2025, 12, 1), "upheld", date(2026, 1, 20))
    dispute("reconsideration", date(2026, 3, 1))
    dispute("reconsideration", date(2026, 11, 1), "corrected", date(2027, 1, 4))
    dispute("after_reconsideration", date(2026, 5, 1), "other", date(2026, 9, 1))
    dispute("direct_litigation", date(2024, 5, 1), "upheld", date(2025, 9, 1))
    figures = sheets.sheet_of(reporting.begun()).figures
    columns = ("upheld", "corrected", "other", "pending", "total")
    assert [figures[f"t4.reconsideration.{column}"] for column in columns] == [1, 0, 0, 2, 3]
    assert [figures[f"t4.after_reconsideration.{column}"] for column in columns] == [0, 0, 1, 0, 1]
    assert figures["t4.direct_litigation.total"] == 0


def test_given_a_total_of_the_fourth_table_that_is_not_its_sum_then_the_check_says_which():
    figures = whole({"t4.direct_litigation.upheld": 2, "t4.direct_litigation.pending": 1,
                     "t4.direct_litigation.total": 3, "t4.reconsideration.total": 0})  # fmt: skip
    assert list(figure_faults(figures)) == []
    (fault,) = figure_faults(figures | {"t4.direct_litigation.total": Decimal(5)})
    assert (fault.rule, fault.place) == ("t4_sum", "t4.direct_litigation.total")
    assert fault.is_severe
    assert fault.text == (
        "表四“行政诉讼（未经复议直接起诉）：总计”不等于各种结果之和："
        "2＋0＋0＋1＝3，现在是5，相差2。"
    )


def test_given_a_frozen_report_whose_fourth_table_was_edited_then_the_governments_is_not_passed(
    publishers, reporting: Reporting
):
    government = reporting.written(publishers.government)
    row = reporting.frozen(publishers.bureau)
    row.facts["figures"]["t4.reconsideration.upheld"] = "1"
    Report.objects.filter(pk=row.pk).update(facts=row.facts)
    with pytest.raises(ChecksFail, match="表四“行政复议：总计”.*1＋0＋0＋0＝1，现在是0，相差1"):
        reporting.do(services.check_report, government, remark="已核对")


@pytest.mark.parametrize("person", ["head", "handler", "watcher"])
def test_given_who_is_not_the_office_then_they_change_nothing(
    publishers, reporting: Reporting, person
):
    row = reporting.written()
    facts = {"uid": row.uid, "by": publishers.people[person], "now": JANUARY}
    for act, said in (
        (services.write_texts, {"base": row.texts_version, "texts": TEXTS}),
        (services.enter_figures, {"figures": {}}),
        (services.check_report, {"remark": ""}),
        (services.freeze_report, {}),
        (services.publish_report, {}),
        (services.correct_report, {"reason": "更正"}),
        (remind_missing, {}),
    ):
        with pytest.raises(NotAllowed):
            act(**facts, **said)


def handed_over(publishers, row):
    """To the government, in the year after that of the reports."""
    facts = {"publisher": publishers.government, "reason": "由市政府办公室制作"}
    requests.transfer(uid=row.case.uid, by=publishers.people["desk"], now=JANUARY, **facts)


def test_given_a_request_handed_over_after_the_freeze_then_the_other_report_says_it_counts_twice(
    publishers, reporting: Reporting
):
    row = concluded(publishers, outcome="", concluded_on=None)
    reporting.frozen()
    government = reporting.written(publishers.government)
    assert "counted_twice" not in rules_of(government)

    handed_over(publishers, row)

    fault = rules_of(government)["counted_twice"]
    assert not fault.is_severe
    assert [one.case_uid for one in fault.broken] == [row.case.uid]
    following = rules_of(reporting.begun(year=2027))["t3_continuity"]
    assert [one.case_uid for one in following.broken] == [row.case.uid]
