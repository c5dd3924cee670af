"""The quarantine at the desk: who sees it, what it says, the button."""

import pytest
from django.test import Client

from zhanqun.core.attachments.api import ScanState
from zhanqun.core.attachments.tests.clamd import EICAR
from zhanqun.core.attachments.work import work_due


@pytest.fixture
def desk_of(town):
    def desk_of(person):
        client = Client()
        client.force_login(town.people[person])
        return client

    return desk_of


@pytest.mark.clamd
def test_given_a_virus_then_the_system_administrator_finds_it_and_has_it_scanned_again(
    store, scanned, run_jobs, desk_of, town
):
    file = store("坏.txt", EICAR)
    run_jobs()
    desk = desk_of("system")

    page = desk.get("/desk/files/quarantine/").content.decode()
    assert "坏.txt" in page and "Zhanqun.Test.EICAR" in page and "市交通运输局" in page
    (shown,) = work_due(town.people["system"], town.now)
    assert (shown.number, shown.items[0].tag) == (1, "有毒")

    answer = desk.post(f"/desk/files/quarantine/{file.uid}/", follow=True)

    assert "“坏.txt”已重新排队查毒。" in answer.content.decode()
    file.refresh_from_db()
    assert file.scan == ScanState.WAITING


def test_given_a_scanner_that_is_away_then_page_and_first_screen_say_so(
    settings, tmp_path, desk_of, store
):
    settings.ZHANQUN_CLAMD = str(tmp_path / "nobody.ctl")
    store("名单.txt", b"x")

    page = desk_of("system").get("/desk/files/quarantine/").content.decode()
    assert "查毒服务连接不上，附件留在隔离区，不能发布" in page
    assert "名单.txt" in page and "待查毒" in page
    assert "查毒服务连接不上" in desk_of("system").get("/").content.decode()


@pytest.mark.parametrize("person", ["officer", "reviewer", "security", "auditor", "manager"])
def test_given_anybody_else_then_the_quarantine_is_not_theirs(desk_of, store, person, settings):
    settings.ZHANQUN_CLAMD = "/nobody.ctl"
    file = store("名单.txt", b"x")
    desk = desk_of(person)

    assert desk.get("/desk/files/quarantine/").status_code == 403
    assert desk.post(f"/desk/files/quarantine/{file.uid}/").status_code == 404


def test_given_a_file_that_is_free_then_the_button_does_not_exist_for_it(desk_of, store):
    file = store("名单.txt", b"x")

    assert desk_of("system").post(f"/desk/files/quarantine/{file.uid}/").status_code == 404
