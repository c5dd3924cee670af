"""The desk of the lists: read, edit, import, export, decide, try."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from zhanqun.core.checks import services
from zhanqun.core.checks.models import Entry, FalsePositive, WordList
from zhanqun.core.checks.tests.test_lists import people  # noqa: F401
from zhanqun.foundation import clock

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)
MANY = 50_000


@pytest.fixture
def desk(people):  # noqa: F811
    def open_desk(name: str) -> Client:
        client = Client()
        client.force_login(people[name])
        return client

    with clock.fixed(NOW):
        yield open_desk


@pytest.fixture
def word_list() -> WordList:
    return services.add_list(
        kind="wrong", name="本市用词", source="", level="warn", by=None, now=NOW
    )


def path(name: str, *args) -> str:
    return reverse(f"checks:{name}", args=args)


def upload(client: Client, row: WordList, name: str, content: bytes):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post(path("import", row.uid), {"file": SimpleUploadedFile(name, content)})


def test_given_a_keeper_then_an_entry_is_added_changed_and_removed_on_the_page(desk, word_list):
    client = desk("keeper")
    client.post(
        path("entry_new", word_list.uid),
        {"wrong": "渡囗", "right": "渡口", "contexts": "渡囗字样\n\n老渡囗"},
    )
    row = Entry.objects.get(word_list=word_list)
    assert row.contexts == ["渡囗字样", "老渡囗"]

    facts = {"wrong": "渡囗", "right": "码头", "state": row.since, "act": "save"}
    assert client.post(path("entry", row.uid), facts).status_code == 302
    stale = client.post(path("entry", row.uid), facts | {"right": "港口"})
    assert stale.status_code == 409
    assert "港口" in stale.content.decode()  # nothing typed is lost

    client.post(path("entry", row.uid), facts | {"state": 2, "act": "remove"})
    assert client.get(path("entry", row.uid)).status_code == 404


def test_given_a_bad_entry_then_the_page_says_why_and_keeps_what_was_typed(desk, word_list):
    answer = desk("keeper").post(
        path("entry_new", word_list.uid), {"wrong": "渡", "right": "渡口", "source": "我的依据"}
    )

    assert answer.status_code == 400
    assert "太短" in answer.content.decode()
    assert "我的依据" in answer.content.decode()


def test_given_a_file_then_nothing_changes_before_it_is_confirmed(desk, word_list):
    client = desk("keeper")
    content = "wrong,right\n渡囗,渡口\n字,子\n码投,码头\n".encode()

    plan = upload(client, word_list, "词.csv", content)
    shown = client.get(plan["Location"]).content.decode()

    assert Entry.objects.filter(word_list=word_list).count() == 0
    assert "太短" in shown
    done = client.post(plan["Location"], follow=True)
    assert "已导入：新增2条，修改0条。" in done.content.decode()
    assert Entry.objects.filter(word_list=word_list).count() == 2
    assert client.post(plan["Location"]).status_code == 404


def test_given_another_persons_file_then_it_does_not_exist(desk, people, word_list):  # noqa: F811
    from zhanqun.core.checks import import_files

    uid = import_files.keep(people["writer"], word_list.uid, "a.csv", b"a,b", NOW)

    assert desk("keeper").get(path("import_plan", uid)).status_code == 404


def test_given_a_file_that_is_no_list_then_the_refusal_is_clear(desk, word_list):
    answer = upload(desk("keeper"), word_list, "词.xlsx", b"PK\x03\x04")

    assert answer.status_code == 400
    assert "文件无法读取" in answer.content.decode()


def test_given_fifty_thousand_entries_then_a_page_far_back_is_found_by_key(desk, word_list):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into zq_checks_entry"
            ' (uid, word_list_id, since, wrong, "right", level, contexts, is_quotable, source,'
            " is_own)"
            " select gen_random_uuid(), %s, 1, '词' || lpad(number::text, 5, '0'), '字', '', '{}',"
            " false, '', false from generate_series(0, %s - 1) number",
            [word_list.pk, MANY],
        )
    client = desk("writer")

    page = client.get(path("list", word_list.uid), {"from": "a~词49899"})
    found = client.get(path("list", word_list.uid), {"q": "词3"})

    rows = page.context["page"]
    assert (rows.rows[0].wrong, rows.rows[-1].wrong) == ("词49900", "词49949")
    assert rows.earlier and rows.later
    assert str(found.context["count"]) == "10000"
    assert "新增词条" not in page.content.decode()


def test_given_an_export_then_a_reader_gets_the_file_under_its_name(desk, word_list):
    services.add_entry(
        list_uid=word_list.uid, facts={"wrong": "渡囗", "right": "渡口"}, by=None, now=NOW
    )

    answer = desk("writer").get(path("export", word_list.uid))

    assert "%E6%9C%AC%E5%B8%82%E7%94%A8%E8%AF%8D-v1.csv" in answer["Content-Disposition"]
    assert "渡囗,渡口" in answer.content.decode("utf-8-sig")


def test_given_versions_then_the_page_compares_them_and_goes_back(desk, word_list):
    client = desk("keeper")
    for wrong in ("渡囗", "码投"):
        client.post(path("entry_new", word_list.uid), {"wrong": wrong, "right": "渡口"})

    page = client.get(path("versions", word_list.uid))
    client.post(path("versions", word_list.uid), {"number": "1"})

    assert [str(row.after) for row in page.context["differences"]] == ["码投→渡口"]
    held = Entry.objects.filter(word_list=word_list, until=None)
    assert [row.wrong for row in held] == ["渡囗"]


def test_given_a_text_to_try_then_hits_are_marked_and_one_is_reported(desk):
    client = desk("writer")
    text = "市攻府<b>关于</b>防汛的通知\r\n联系人13800001234"

    page = client.post(path("try"), {"text": text})
    shown = page.content.decode()
    assert '<mark class="c-hit c-hit--warn">攻府<sup' in shown
    assert "&lt;b&gt;关于" in shown

    client.post(path("try"), {"text": text, "report": "1"})
    row = FalsePositive.objects.get()
    assert (row.before, row.matched, row.after[:2]) == ("市", "攻府", "<b")


def test_given_a_report_then_the_keeper_sees_it_as_work_and_allows_it_with_one_click(desk):
    desk("writer").post(path("try"), {"text": "进攻府南河", "report": "1"})
    row = FalsePositive.objects.get()
    keeper = desk("keeper")

    first = keeper.get("/").content.decode()
    page = keeper.get(path("report", row.uid))
    assert "误报待处理" in first
    phrase = page.context["allow"].initial["phrase"]
    keeper.post(path("report", row.uid), {"act": "allow", "phrase": phrase})

    row.refresh_from_db()
    assert (row.state, row.phrase) == ("allowed", "进攻府南河")
    again = desk("writer").post(path("try"), {"text": "进攻府南河"})
    assert again.context["hits"] == []


def test_given_a_leader_then_the_roll_shows_who_is_in_office(desk):
    client = desk("keeper")
    facts = {"name": "周建明", "title": "市长", "order": 2, "valid_from": "2021-03-01"}
    client.post(path("leader_new"), facts)
    client.post(
        path("leader_new"),
        facts | {"title": "副市长", "valid_until": "2021-02-28", "valid_from": "2020-01-01"},
    )

    rows = client.get(path("leaders")).context["rows"]
    both = client.get(path("leaders"), {"all": "1"}).context["rows"]

    assert [row.title for row, _holds in rows] == ["市长"]
    assert [(row.title, holds) for row, holds in both] == [("市长", True), ("副市长", False)]
    backward = client.post(path("leader", rows[0][0].uid), facts | {"valid_until": "2020-01-01"})
    assert "任职止不能早于任职起" in backward.content.decode()


@pytest.mark.parametrize("who", ["writer", "manager"])
def test_given_who_does_not_keep_the_lists_then_changes_are_refused(desk, word_list, who):
    client = desk(who)
    services.add_entry(
        list_uid=word_list.uid, facts={"wrong": "渡囗", "right": "渡口"}, by=None, now=NOW
    )
    row = Entry.objects.get(word_list=word_list)

    assert client.get(path("lists")).status_code == 200
    for address in (
        path("list_new"),
        path("settings", word_list.uid),
        path("import", word_list.uid),
        path("entry_new", word_list.uid),
        path("versions", word_list.uid),
        path("entry", row.uid),
        path("leader_new"),
    ):
        assert client.post(address, {"number": "1"}).status_code == 403, address


def test_given_files_left_behind_then_they_are_swept_after_two_days(people, word_list):  # noqa: F811
    import os

    from zhanqun.core.checks import import_files

    old = import_files.keep(people["keeper"], word_list.uid, "a.csv", b"a,b", NOW)
    folder = import_files._folder(old)
    long_ago = (NOW - timedelta(days=3)).timestamp()
    os.utime(folder, (long_ago, long_ago))

    import_files.keep(people["keeper"], word_list.uid, "b.csv", b"a,b", NOW)

    assert import_files.of_user(people["keeper"], old) is None
