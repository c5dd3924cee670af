"""Lists: versions, imports, leaders, the register; who may do it, and what the trail says."""

from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from zhanqun.core.audit import api as audit
from zhanqun.core.checks import api, compiled, services, sheets
from zhanqun.core.checks.comparing import differences
from zhanqun.core.checks.models import Entry, FalsePositive, WordList
from zhanqun.core.checks.planning import plan_import
from zhanqun.core.checks.queries import entries_at, entries_now, reports_visible_to
from zhanqun.core.checks.rules import BadEntry
from zhanqun.core.checks.shipped import renew_shipped_lists
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation.states import IllegalMove

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)
START = date(2025, 1, 1)


@pytest.fixture
def people() -> dict[str, units.User]:
    """A keeper at the uppermost unit, a writer and a manager of the bureau below."""
    top = units.add_unit(
        parent=None, by=None, now=NOW, kind="government", name="青云市人民政府", short_name="市政府"
    )
    bureau = units.add_unit(
        parent=top, by=None, now=NOW, kind="department", name="青云市交通局", short_name="交通局"
    )
    posts = {
        "keeper": (top, Role.SITE_MANAGER),
        "writer": (bureau, Role.INFORMATION_OFFICER),
        "manager": (bureau, Role.SITE_MANAGER),
        "system": (top, Role.SYSTEM_ADMIN),
    }
    found = {}
    for name, (unit, role) in posts.items():
        person = units.add_user(
            username=name, name=name, unit=unit, password="a-town-password", by=None, now=NOW
        )
        scope = ("unit", unit.pk)
        units.appoint(user=person, role=role, scope=scope, valid_from=START, by=None, now=NOW)
        found[name] = person
    return found


@pytest.fixture
def words(people) -> WordList:
    row = services.add_list(
        kind="wrong", name="本市错别字", source="", level="warn", by=people["keeper"], now=NOW
    )
    for wrong, right in (("青雲", "青云"), ("渡囗", "渡口")):
        add(row, people, wrong, right)
    row.refresh_from_db()
    return row


def add(row: WordList, people, wrong: str, right: str, **facts):
    facts |= {"wrong": wrong, "right": right}
    return services.add_entry(list_uid=row.uid, facts=facts, by=people["keeper"], now=NOW)


def entry(row: WordList, wrong: str) -> Entry:
    return row.entries.get(wrong=wrong, until=None)


def words_at(row: WordList, number: int) -> list[str]:
    return [str(found) for found in entries_at(row, number)]


def scan(text: str) -> list[api.Hit]:
    return api.scan([api.Passage("body", "正文", text)], now=NOW)


def test_given_edits_then_every_version_can_be_seen_compared_and_brought_back(people, words):
    by = {"by": people["keeper"], "now": NOW}
    first = entry(words, "青雲")
    services.change_entry(
        uid=first.uid, state=first.since, facts={"wrong": "青雲", "right": "青云市"}, **by
    )
    second = entry(words, "渡囗")
    services.remove_entry(uid=second.uid, state=second.since, **by)
    words.refresh_from_db()

    assert words.version == 4
    assert [words_at(words, number) for number in range(5)] == [
        [],
        ["青雲→青云"],
        ["渡囗→渡口", "青雲→青云"],
        ["渡囗→渡口", "青雲→青云市"],
        ["青雲→青云市"],
    ]
    assert [(row.outcome, str(row.before), str(row.after)) for row in differences(words, 2, 4)] == [
        ("removed", "渡囗→渡口", "None"),
        ("changed", "青雲→青云", "青雲→青云市"),
    ]

    made = services.go_back(list_uid=words.uid, number=2, **by)

    assert (made.number, made.added, made.changed, made.removed) == (5, 1, 1, 0)
    assert words_at(words, 5) == words_at(words, 2)
    assert entry(words, "渡囗").uid == second.uid
    assert differences(words, 2, 5) == []
    assert services.go_back(list_uid=words.uid, number=2, **by) is None


def test_given_an_edit_then_the_trail_says_who_changed_what(people, words):
    row = audit.Entry.objects.filter(action="checks.list_changed").order_by("-id").first()

    assert row.actor == people["keeper"]
    assert row.object_label == "本市错别字"
    assert row.after["entries"] == {"渡囗": "渡囗→渡口"}
    assert row.reason == "新增“渡囗”"


def test_given_an_edit_then_the_next_scan_uses_it(people, words):
    assert [hit.suggestion for hit in scan("青雲江")] == ["青云"]
    row = entry(words, "青雲")
    services.remove_entry(uid=row.uid, state=row.since, by=people["keeper"], now=NOW)

    assert scan("青雲江") == []


def test_given_nothing_changed_then_scans_share_one_compiled_matcher(
    people, words, django_assert_num_queries
):
    scan("青雲江")
    held = compiled.compiled()

    with django_assert_num_queries(1):
        scan("青雲江")
    assert compiled.compiled() is held


def test_given_an_edit_that_was_undone_then_no_scan_remembers_it(people, words):
    with pytest.raises(RuntimeError), transaction.atomic():
        add(words, people, "大桥粱", "大桥梁")
        assert len(scan("大桥粱")) == 1
        raise RuntimeError
    assert scan("大桥粱") == []


def test_given_a_list_that_is_off_then_it_says_nothing(people, words):
    services.change_list(uid=words.uid, is_active=False, by=people["keeper"], now=NOW)

    assert scan("青雲江") == []


def test_given_two_people_at_one_entry_then_the_second_is_told(people, words):
    row = entry(words, "青雲")
    facts = {"wrong": "青雲", "right": "青云市"}
    services.change_entry(uid=row.uid, state=row.since, facts=facts, by=people["keeper"], now=NOW)

    with pytest.raises(services.EntryChanged):
        services.change_entry(
            uid=row.uid, state=row.since, facts=facts, by=people["keeper"], now=NOW
        )


def test_given_the_same_words_again_then_the_entry_is_refused(people, words):
    with pytest.raises(services.EntryExists, match="青雲"):
        add(words, people, "青　雲", "青云")


@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [("雲", "云", "太短"), ("青雲", "青雲", "与建议相同"), ("雲" * 61, "", "超过60个字")],
)
def test_given_an_entry_that_would_do_harm_then_it_is_refused(people, words, wrong, right, why):
    with pytest.raises(BadEntry, match=why):
        add(words, people, wrong, right)


def test_given_a_context_without_the_word_then_it_is_refused(people, words):
    with pytest.raises(BadEntry, match="宝塔"):
        add(words, people, "宝塔", "宝踏", contexts=["山上"])


def test_the_database_holds_one_state_of_an_entry_at_a_time(people, words):
    row = entry(words, "青雲")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(word_list=words, since=9, wrong="青雲", uid=uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(word_list=words, since=9, wrong="另一个", uid=row.uid)


@pytest.mark.parametrize("who", ["writer", "manager", "system"])
def test_given_people_who_do_not_run_the_whole_then_they_change_no_list(people, words, who):
    by = {"by": people[who], "now": NOW}
    row = entry(words, "青雲")
    acts = (
        lambda: services.add_list(kind="wrong", name="x", source="", level="warn", **by),
        lambda: services.change_list(uid=words.uid, is_active=False, **by),
        lambda: services.add_entry(list_uid=words.uid, facts={"wrong": "某词"}, **by),
        lambda: services.remove_entry(uid=row.uid, state=row.since, **by),
        lambda: services.go_back(list_uid=words.uid, number=1, **by),
        lambda: services.import_words(list_uid=words.uid, rows=[], name="x", **by),
        lambda: services.add_leader(
            name="陈立", title="市长", order=1, unit=None, valid_from=START, valid_until=None, **by
        ),
    )
    for act in acts:
        with pytest.raises(units.NotAllowed):
            act()


# --- Import and export -------------------------------------------------------------------------

CSV = """查找的词,建议,级别,允许语境,引号内不报,停用日期,来源依据,错误类型
青雲,青云市,,,,,,
渡囗,渡口,,,,,,
攻府,政府,严重,进攻府南河|攻府城,是,,《词典》,
攻府,政府,,,,,,
中华人民共合国,中华人民共和国,,,,,,国名
政府令,攻府,,,,,,
字,子,,,,,,
大河,大河,,,,,,
"""


def test_given_a_file_then_the_dry_run_counts_and_names_conflicts(people, words):
    plan = plan_import(words, sheets.read_sheet("词.csv", CSV.encode()))

    assert [(row.row.wrong, row.outcome) for row in plan.rows] == [
        ("青雲", "changed"),
        ("渡囗", "same"),
        ("攻府", "conflict"),  # 政府令's suggestion is 攻府: the two contradict each other
        ("攻府", "repeated"),
        ("中华人民共合国", "new"),
        ("政府令", "conflict"),
        ("字", "conflict"),
        ("大河", "conflict"),
    ]
    assert words_at(words, 2) == ["渡囗→渡口", "青雲→青云"]


def test_given_an_import_then_it_is_one_version_and_keeps_what_people_allowed(people, words):
    row = entry(words, "青雲")
    facts = {"wrong": "青雲", "right": "青云", "contexts": ["青雲街"]}
    services.change_entry(uid=row.uid, state=row.since, facts=facts, by=people["keeper"], now=NOW)

    rows = sheets.read_sheet("词.csv", CSV.encode())
    made = services.import_words(
        list_uid=words.uid, rows=rows, name="词.csv", by=people["keeper"], now=NOW
    )

    assert (made.number, made.added, made.changed) == (4, 1, 1)
    assert made.note == "导入《词.csv》"
    assert entry(words, "青雲").contexts == ["青雲街"]
    assert entry(words, "中华人民共合国").level == "block"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "青雲山 青云山\n渡囗镇→渡口镇\n#注\n\n".encode()),
        ("a.txt", "青雲山 青云山\n渡囗镇=渡口镇\n".encode("gb18030")),
        ("a.csv", "wrong,right\n青雲山,青云山\n渡囗镇,渡口镇\n".encode("utf-8-sig")),
        ("a.csv", "青雲山;青云山\n渡囗镇;渡口镇\n".encode()),
    ],
)
def test_given_files_as_people_have_them_then_they_are_read(name, content):
    rows = sheets.read_sheet(name, content)

    assert [(row.wrong, row.right) for row in rows] == [("青雲山", "青云山"), ("渡囗镇", "渡口镇")]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"PK\x03\x04broken", sheets.UnreadableFile),
        (b"\xff\xfe\x00\x00\xff", sheets.UnreadableFile),
        (b"", sheets.NoWords),
        (b"x" * (sheets.BYTES_MAX + 1), sheets.FileTooLarge),
        (b"a,b\n" * (sheets.ROWS_MAX + 2), sheets.FileTooLarge),
    ],
)
def test_given_a_file_that_is_no_list_then_the_refusal_says_what_to_do(content, refusal):
    with pytest.raises(refusal) as said:
        sheets.read_sheet("a.csv", content)
    assert "。" in str(said.value)


def test_given_an_export_then_it_comes_back_the_same_and_holds_no_formula(people, words):
    add(words, people, "=SUM(A1)", "+求和", source="@来源")
    add(words, people, "攻府", "政府", contexts=["进攻府南河", "攻府城"], is_quotable=True)
    entries = list(entries_now(words).order_by("wrong"))

    book = load_workbook(BytesIO(sheets.written_xlsx(entries)))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value]
    text = sheets.written_csv(entries).decode("utf-8-sig")

    assert {cell.data_type for cell in cells} == {"s"}
    assert "'=SUM(A1),'+求和,,,,,'@来源" in text
    for name, write in (("a.xlsx", sheets.written_xlsx), ("a.csv", sheets.written_csv)):
        rows = sheets.read_sheet(name, write(entries))
        assert plan_import(words, rows).counts == {"same": 4}


def test_given_a_workbook_with_a_date_then_the_day_is_read():
    from openpyxl import Workbook

    book, output = Workbook(), BytesIO()
    book.active.append(["查找的词", "建议", "停用日期"])
    book.active.append(["国土资源局", "自然资源局", datetime(2018, 3, 17)])
    book.save(output)

    (row,) = sheets.read_sheet("a.xlsx", output.getvalue())

    assert row.ended_on == date(2018, 3, 17)


# --- Shipped lists ------------------------------------------------------------------------------


def test_given_an_upgrade_then_what_people_changed_or_removed_stays(people):
    shipped = WordList.objects.get(shipped_code="official_typos")
    by = {"by": people["keeper"], "now": NOW}
    own, gone, old = (entry(shipped, words) for words in ("攻府", "面淡", "布署"))
    services.change_entry(
        uid=own.uid, state=own.since, facts={"wrong": "攻府", "right": "市政府"}, **by
    )
    services.remove_entry(uid=gone.uid, state=gone.since, **by)
    Entry.objects.filter(pk=old.pk).update(right="部署了")  # as an earlier release had it

    assert renew_shipped_lists(now=NOW) == 1
    assert renew_shipped_lists(now=NOW) == 0

    assert entry(shipped, "攻府").right == "市政府"
    assert not shipped.entries.filter(wrong="面淡", until=None).exists()
    assert entry(shipped, "布署").right == "部署"


# --- Leaders ------------------------------------------------------------------------------------


def test_given_a_leader_whose_term_ends_then_the_old_title_is_told(people):
    by = {"by": people["keeper"], "now": NOW}
    facts = {"name": "周建明", "title": "市长", "order": 2, "unit": None, "valid_from": START}
    row = services.add_leader(valid_until=None, **facts, **by)
    assert scan("市长周建明出席") == []

    services.end_leader(uid=row.uid, on=date(2026, 5, 31), **by)

    (hit,) = scan("市长周建明出席")
    assert (hit.code, hit.level, hit.matched) == ("leaders.former_title", "warn", "市长")
    with pytest.raises(services.LeaderTermBackward):
        services.end_leader(uid=row.uid, on=date(2024, 1, 1), **by)


# --- The register -------------------------------------------------------------------------------


def report(people, text: str) -> FalsePositive:
    (hit,) = scan(text)
    return api.register_false_positive(
        hit=hit, text=text, by=people["writer"], now=NOW, reason="地名"
    )


def test_given_a_false_positive_then_one_click_allows_its_phrase(people, words):
    text = "沿青雲街向东"
    row = report(people, text)
    assert (row.before, row.matched, row.after) == ("沿", "青雲", "街向东")
    assert report(people, text).pk == row.pk

    services.allow_false_positive(uid=row.uid, phrase="青雲街", by=people["keeper"], now=NOW)

    assert scan(text) == []
    assert len(scan("青雲江")) == 1
    assert entry(words, "青雲").contexts == ["青雲街"]
    with pytest.raises(IllegalMove):
        services.keep_false_positive(uid=row.uid, answer="", by=people["keeper"], now=NOW)


def test_given_a_hit_of_no_list_then_its_phrase_is_allowed_everywhere(people):
    text = "航线连接日本、台湾"
    row = report(people, text)

    services.allow_false_positive(uid=row.uid, phrase="日本、台湾", by=people["keeper"], now=NOW)

    assert scan(text) == []


def test_given_the_bare_word_then_it_is_not_allowed_as_a_phrase(people, words):
    row = report(people, "青雲江")

    with pytest.raises(services.PhraseTooShort):
        services.allow_false_positive(uid=row.uid, phrase="青雲", by=people["keeper"], now=NOW)


def test_given_personal_data_then_they_are_kept_masked_and_never_allowed(people):
    row = report(people, "电话57155501234李某身份证11010519491231002X号")

    assert (row.before, row.matched) == ("电话*李某身份证", "110105********002X")
    with pytest.raises(services.PersonalDataStays):
        services.allow_false_positive(
            uid=row.uid, phrase="身份证110105********002X", by=people["keeper"], now=NOW
        )
    services.keep_false_positive(uid=row.uid, answer="不能公开", by=people["keeper"], now=NOW)
    row.refresh_from_db()
    assert (row.state, row.answer) == ("kept", "不能公开")


def test_given_reports_then_a_writer_sees_the_own_ones_and_decides_none(people, words):
    row = report(people, "青雲江")

    assert list(reports_visible_to(people["writer"])) == [row]
    assert list(reports_visible_to(people["manager"])) == []
    assert list(reports_visible_to(people["keeper"])) == [row]
    with pytest.raises(units.NotAllowed):
        services.allow_false_positive(uid=row.uid, phrase="青雲江", by=people["writer"], now=NOW)
    with pytest.raises(units.NotAllowed):
        api.register_false_positive(hit=scan("青雲江")[0], text="", by=people["system"], now=NOW)
