"""An issue of the gazette is put together at the desk, without scripts."""

import pytest
from django.test import Client
from django.urls import reverse

from zhanqun.affairs.disclosure.models import Issue
from zhanqun.affairs.disclosure.tests.making import written
from zhanqun.foundation import clock

FACTS = {"year": "2026", "number": "3", "dated": "2026-06-16", "heading": "市政府文件"}


@pytest.fixture
def office(publishers):
    client = Client()
    client.force_login(publishers.people["desk"])
    with clock.fixed(publishers.town.now):
        yield client


def lines(row):
    return list(row.lines.values_list("heading", "article__title"))


def test_given_the_desk_then_documents_are_found_added_ordered_and_published(publishers, office):
    bridge, ferry = publishers.town.published("大桥通车"), publishers.town.published("渡口开航")
    address = f"{reverse('disclosure:issue_new')}?publisher={publishers.government.uid}"

    found = office.post(address, FACTS | {"q": "大桥", "act": "find"})

    text = found.content.decode()
    assert bridge.title in text and ferry.title not in text
    assert Issue.objects.count() == 0 and 'value="2026-06-16"' in text
    made = office.post(address, FACTS | {"add": [bridge.uid, ferry.uid], "act": "save"})
    row = Issue.objects.get()
    assert made["Location"] == reverse("disclosure:issue", args=[row.uid])
    assert lines(row) == [("市政府文件", bridge.title), ("市政府文件", ferry.title)]
    typed = FACTS | {
        "line": [bridge.uid, ferry.uid],
        f"{bridge.uid}-place": "2",
        f"{bridge.uid}-heading": "部门文件",
        f"{ferry.uid}-place": "1",
        f"{ferry.uid}-heading": "市政府文件",
        "act": "save",
    }
    office.post(made["Location"], typed)
    assert lines(row) == [("市政府文件", ferry.title), ("部门文件", bridge.title)]
    office.post(reverse("disclosure:issue_act", args=[row.uid, "publish"]))
    row.refresh_from_db()
    assert row.state == "published"


def test_given_a_number_that_is_taken_then_it_is_said_and_nothing_typed_is_lost(publishers, office):
    bridge = publishers.town.published("大桥通车")
    written(publishers, bridge, number=3)
    address = f"{reverse('disclosure:issue_new')}?publisher={publishers.government.uid}"

    answer = office.post(address, FACTS | {"add": [bridge.uid], "act": "save"})

    text = answer.content.decode()
    assert answer.status_code == 400 and "2026年第3期已经有了" in text
    assert bridge.title in text and Issue.objects.count() == 1


def test_given_a_file_that_is_no_pdf_then_it_is_no_printed_issue(publishers, office, tmp_path):
    row = written(publishers, publishers.town.published("大桥通车"))
    sent = tmp_path / "目录.txt"
    sent.write_text("目录", encoding="utf-8")

    with sent.open("rb") as paper:
        answer = office.post(
            reverse("disclosure:issue", args=[row.uid]), FACTS | {"paper": paper, "act": "save"}
        )

    row.refresh_from_db()
    assert answer.status_code == 400 and row.paper is None


def test_given_a_sign_that_no_database_keeps_then_the_desk_answers_all_the_same(publishers, office):
    bridge = publishers.town.published("大桥通车")
    address = reverse("disclosure:issue", args=[written(publishers, bridge).uid])
    heading = {"line": [bridge.uid], f"{bridge.uid}-heading": "市政府\x00文件"}

    assert office.post(address, FACTS | {"q": "大\x00桥", "act": "find"}).status_code == 200
    assert office.post(address, FACTS | heading | {"act": "save"}).status_code == 302

    assert lines(Issue.objects.get()) == [("市政府文件", bridge.title)]
