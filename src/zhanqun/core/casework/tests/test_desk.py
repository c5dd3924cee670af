"""Cases at the desk: queues, filters, many at once, the sheet, the page and its acts."""

import io
import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api
from zhanqun.core.casework.acts import acts_for
from zhanqun.core.casework.models import OPEN, SavedFilter
from zhanqun.core.casework.queries import OPEN_FIRST_DUE
from zhanqun.core.casework.tests.test_handing import accusing, nothing_told
from zhanqun.core.casework.tests.test_replies import GOOD
from zhanqun.core.casework.work import work_due
from zhanqun.core.notices.models import Notice
from zhanqun.foundation import clock
from zhanqun.ui.desk import page_of

QUERIES_MOST = 25


@pytest.fixture
def desk(bureaus):
    def open_desk(name: str) -> Client:
        client = Client()
        client.force_login(bureaus.people[name])
        return client

    with clock.fixed(bureaus.now):
        yield open_desk


def path(name: str, *args) -> str:
    return reverse(f"casework:{name}", args=args)


def titles(answer) -> list[str]:
    return [row["case"].title for row in answer.context["rows"]]


def test_given_cases_then_each_queue_has_its_own(bureaus, desk):
    bureaus.open("新件")
    bureaus.held("道路件")
    asked = bureaus.open("待签件")
    bureaus.do(api.offer, asked, "office", to=bureaus.water, reason="")

    def shown(who, **asked_for):
        return titles(desk(who).get(path("cases"), asked_for))

    assert shown("office") == ["新件", "道路件", "待签件"]
    assert shown("office", q="道路") == ["道路件"]
    assert shown("office", state="offered") == ["待签件"]
    assert shown("office", limit="free") == ["新件", "待签件"]
    assert shown("office", ended="on") == []
    assert shown("roads") == shown("roads", queue="unit") == ["道路件"]
    assert shown("water", queue="offered") == ["待签件"]
    assert shown("water", queue="office") == shown("water") == []  # not theirs: their first
    assert desk("editor").get(path("cases")).status_code == 403


def test_given_a_long_list_then_pages_go_by_key_and_queries_stay_few(
    bureaus, desk, django_assert_max_num_queries
):
    for number in range(3):
        bureaus.held(f"第{number}件")
    client = desk("office")
    client.get(path("cases"))

    with django_assert_max_num_queries(QUERIES_MOST):
        answer = client.get(path("cases"), {"limit": "all", "q": "件"})

    assert len(titles(answer)) == 3


def test_given_a_hostile_title_then_the_list_shows_it_as_text(bureaus, desk):
    bureaus.open("<script>alert(1)</script>")

    page = desk("office").get(path("cases")).content.decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2  # the link, and what is ticked


def test_given_many_cases_of_one_day_then_each_page_is_found_by_index_and_leads_back(bureaus):
    cases = [bureaus.open(f"第{number}件") for number in range(7)]
    rows = api.Case.objects.filter(OPEN, office=bureaus.office)
    first = page_of(rows, OPEN_FIRST_DUE, "", 3)
    with CaptureQueriesContext(connection) as asked:
        second = page_of(rows, OPEN_FIRST_DUE, first.later, 3)
    last = page_of(rows, OPEN_FIRST_DUE, second.later, 3)

    assert len({case.due_on for case in cases}) == 1
    assert [*first.rows, *second.rows, *last.rows] == cases
    assert (first.earlier, last.later) == ("", "")
    assert page_of(rows, OPEN_FIRST_DUE, last.earlier, 3) == second
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain {asked[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert re.search(r"Index Cond: .*ROW\(\w*\.?due_on, \w*\.?id\) > ROW", plan), plan


def test_given_a_list_then_it_counts_what_it_was_asked_for(bureaus, desk):
    bureaus.open("路灯不亮")
    bureaus.open("电梯停运")
    bureaus.do(api.decline, bureaus.open("井盖破损"), "office", ground="不属于本机关")

    def counted(**asked_for):
        page = desk("office").get(path("cases"), {"queue": "office"} | asked_for)
        return page.context["count"].number

    assert (counted(), counted(ended="on"), counted(q="电梯")) == (2, 1, 1)


def test_given_ticked_cases_then_each_is_offered_or_its_refusal_listed(bureaus, desk):
    free, held = bureaus.open("可交办"), bureaus.held("已在办")
    ended = bureaus.held("已答复")
    bureaus.do(api.answer, ended, "roads", text=GOOD)
    sent = {"case": [free.uid, held.uid, ended.uid], "act": "offer", "unit": bureaus.roads.uid}

    answer = desk("office").post(path("bulk"), sent)

    outcomes = {one.case.title: one.why_not for one in answer.context["outcomes"]}
    assert outcomes["可交办"] == ""
    assert "已经由“交通局”办理" in outcomes["已在办"]
    assert "已答复" in outcomes["已答复"]
    free.refresh_from_db()
    assert free.offered_to == bureaus.roads
    assert desk("office").post(path("bulk"), {"act": "offer"}).status_code == 400


def test_given_ticked_cases_that_units_hold_then_they_go_elsewhere_with_the_reason(bureaus, desk):
    cases = [bureaus.held("甲"), bureaus.held("乙")]
    client = desk("office")
    page = client.get(path("cases")).content.decode()
    label = re.search(r'<label for="bulk-reason">([^<]+)', page)[1]
    assert label == "说明，转给其他单位时必填"
    assert re.search(r'<input [^>]*id="bulk-reason" name="reason"', page)
    sent = {"case": [case.uid for case in cases], "act": "offer", "unit": bureaus.water.uid}

    without = client.post(path("bulk"), sent).context["outcomes"]
    outcomes = client.post(path("bulk"), sent | {"reason": "涉及河堤"}).context["outcomes"]

    assert [one.why_not for one in without] == ["请写明理由。"] * 2
    assert [one.why_not for one in outcomes] == ["", ""]
    for case in cases:
        case.refresh_from_db()
        assert case.offered_to == bureaus.water
        assert case.events.get(kind="offered", note="涉及河堤").facts["to"] == bureaus.water.pk


def test_given_ticked_cases_then_the_head_names_a_handler(bureaus, desk):
    case = bureaus.open()
    bureaus.do(api.offer, case, "office", to=bureaus.roads, reason="")
    bureaus.do(api.accept, case, "roads")
    sent = {"case": [case.uid], "act": "assign", "holder": bureaus.people["roads"].uid}

    assert desk("water_head").post(path("bulk"), sent).context["outcomes"] == []
    desk("roads_head").post(path("bulk"), sent)

    case.refresh_from_db()
    assert case.holder == bureaus.people["roads"]


def test_given_a_title_like_a_formula_then_the_sheet_has_it_as_text_and_nobody_in_it(bureaus, desk):
    bureaus.open("=HYPERLINK(1)")

    answer = desk("office").post(path("export"), {"queue": "office"})

    content = b"".join(answer.streaming_content)
    sheet = load_workbook(io.BytesIO(content)).active
    row = [cell.value for cell in sheet[2]]
    assert row[1] == "=HYPERLINK(1)"
    assert {cell.data_type for cell in sheet[2] if cell.value} <= {"s", "inlineStr"}
    assert b"13800001234" not in content
    assert not any("甄测一" in str(value) for value in row)
    assert audit.Entry.objects.filter(action="casework.exported").count() == 1


def sheet_of(client, queue):
    answer = client.post(path("export"), {"queue": queue})
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active


def test_given_a_date_that_may_move_then_the_sheet_and_the_notice_say_so(bureaus, desk):
    stamps = {"submitted": datetime(2026, 12, 25, 2, tzinfo=UTC)}
    firm, case = bureaus.open("期限已定"), bureaus.open("期限暂定", stamps=stamps)

    sheet = sheet_of(desk("office"), "office")

    assert [row[8].value for row in sheet.rows][1:] == ["2026-06-26", "2027-01-05（暂定）"]
    details = [Notice.objects.get(about_uid=one.uid).detail for one in (firm, case)]
    assert details == [
        f"{firm.number}，期限2026-06-26",
        f"{case.number}，期限2027-01-05（暂定）",
    ]
    assert (api.due_told(firm), api.due_told(case)) == ("2026-06-26", "2027-01-05（暂定）")


def test_given_a_complaint_then_no_page_of_the_unit_tells_who_wrote(bureaus, desk):
    case = accusing(bureaus)
    accusing(bureaus)  # and one like it
    words = "我是甄测一，请打13800001234"
    api.urge(uid=case.uid, words=words, by=None, now=bureaus.now)
    client, numbers = desk("roads"), re.compile(r"\d{8}-\w{6}|[0-9a-f-]{36}")

    def shown(page):
        return numbers.sub("", page)

    listed = client.get(path("cases"), {"queue": "unit"})
    assert listed.context["rows"][0]["title"] == "（已隐去）投诉交通局（（已隐去））"
    pages = [listed, client.get(path("case", case.uid))]
    for page in pages:
        assert "甄" not in page.content.decode()
        assert "138" not in shown(page.content.decode())
    sheet = sheet_of(client, "unit")
    assert all(nothing_told(row[1].value) for row in sheet.rows)
    work = [
        item.text for one in work_due(bureaus.people["roads"], bureaus.now) for item in one.items
    ]
    assert len(work) == 2
    assert all(nothing_told(text) for text in work)
    assert "甄测一投诉交通局" in desk("office").get(path("case", case.uid)).content.decode()


def test_given_a_late_case_begun_again_then_the_list_of_late_ones_has_it_not(bureaus, desk):
    case = bureaus.held("重办件")
    old = {"submitted": datetime(2026, 6, 1, 2, tzinfo=UTC)}
    late = bureaus.held("逾期件", stamps=old)
    again = bureaus.held("逾期后重办", stamps=old)
    for one in (case, again):
        bureaus.do(api.answer, one, "roads", text=GOOD)
        bureaus.do(api.reopen, one, "office", reason="查实")
    assert again.is_late

    assert titles(desk("office").get(path("cases"), {"limit": "late"})) == [late.title]


def test_given_a_filter_then_it_is_kept_for_its_person_and_removed(bureaus, desk):
    client = desk("office")
    client.post(path("filter_save"), {"name": "逾期件", "query": "queue=office&limit=late"})
    row = SavedFilter.objects.get()
    assert "逾期件" in client.get(path("cases")).content.decode()
    assert desk("roads").post(path("filter_remove", row.uid)).status_code == 404

    client.post(path("filter_remove", row.uid))

    assert not SavedFilter.objects.exists()


def test_given_a_case_then_the_page_shows_every_day_and_covers_the_writer(bureaus, desk):
    case = bureaus.held()

    page = desk("roads").get(path("case", case.uid)).content.decode()

    assert "第7天" in page
    assert "端午节" in page
    assert "138****1234" in page
    assert "13800001234" not in page
    whole = desk("roads").post(path("writer", case.uid)).content.decode()
    assert "13800001234" in whole
    assert audit.Entry.objects.get(action="casework.writer_seen").actor == bureaus.people["roads"]
    assert desk("water").get(path("case", case.uid)).status_code == 404
    assert desk("supervisor").post(path("writer", case.uid)).status_code == 403


def test_given_acts_then_buttons_are_those_that_the_services_allow(bureaus):
    case = bureaus.open(clock="disclosure")
    bureaus.do(api.offer, case, "office", to=bureaus.roads, reason="")

    def names(who):
        return {act.name for act in acts_for(bureaus.people[who], case)}

    assert names("roads") == {"accept", "refuse"}
    assert names("water") == set()
    assert {"decide", "decline", "urge"} <= names("office")
    bureaus.do(api.accept, case, "roads")
    assert {"take", "answer", "pause", "restart"} <= names("roads")
    assert {"extend", "assign"} <= names("roads_head")
    assert "extend" not in names("roads")
    bureaus.do(api.pause, case, "roads", ground="other_organ", note="")
    assert {"resume", "restart"} <= names("roads")
    assert "answer" not in names("roads")


def test_given_a_hollow_answer_then_it_stays_on_the_page_until_it_is_confirmed(bureaus, desk):
    case = bureaus.held()
    client, address = desk("roads"), path("act", case.uid, "answer")

    answer = client.post(address, {"text": "来信收悉，已转养护所办理。"})

    assert answer.status_code == 400
    assert "只说已经转办" in answer.content.decode()
    assert "已转养护所办理" in answer.content.decode()
    assert client.post(address, {"text": "已收悉", "confirmed": "on"}).status_code == 400
    case.refresh_from_db()
    assert case.state == "handling"
    client.post(address, {"text": "来信收悉，已转养护所办理。", "confirmed": "on"})
    case.refresh_from_db()
    assert case.state == "answered"
    assert desk("roads").post(path("act", case.uid, "nothing"), {}).status_code == 404


def test_given_a_refusal_then_what_was_typed_stays(bureaus, desk):
    case = bureaus.held()
    typed = {"amount": 9, "letter": "需要重新勘查线路"}

    answer = desk("roads_head").post(path("act", case.uid, "extend"), typed)

    assert answer.status_code == 400
    assert "最多延长8个工作日" in answer.content.decode()
    assert "需要重新勘查线路" in answer.content.decode()


def test_given_the_office_then_it_sees_figures_and_others_do_not(bureaus, desk):
    bureaus.do(api.answer, bureaus.held(), "roads", text=GOOD)

    page = desk("office").get(path("figures")).content.decode()

    assert "100.0%" in page
    assert desk("roads").get(path("figures")).status_code == 403
