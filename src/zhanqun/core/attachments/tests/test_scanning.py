"""Quarantine: a file waits until a real scanner has passed it, and its words are read."""

from datetime import timedelta

import pytest

from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments import queries, scanning, tasks
from zhanqun.core.attachments.api import FileInQuarantine, ScanState
from zhanqun.core.attachments.errors import FileGone
from zhanqun.core.attachments.tests.clamd import EICAR, running_clamd
from zhanqun.core.attachments.tests.files import FILES, packed, picture
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation import clock
from zhanqun.foundation.states import IllegalMove


@pytest.fixture
def now():
    """A moment as the jobs see it: they ask the clock."""
    return clock.now()


@pytest.fixture
def store(town, now):
    def store(name, content):
        return attachments.store_attachment(
            name=name, content=content, unit=town.bureau, by=town.people["officer"], now=now
        )

    return store


def states(attachment):
    entries = audit.entries_about("zq_attachments.attachment", str(attachment.uid))
    rows = entries.filter(action="attachments.scanned").order_by("id")
    return [entry.after["scan"] for entry in rows]


# --- Without a scanner ---------------------------------------------------------------------


def test_given_no_scanner_then_a_file_may_go_live_and_says_that_nobody_scanned_it(store, run_jobs):
    file = store("名单.txt", "张三，5月".encode())

    assert file.scan == ScanState.OFF
    assert file.get_scan_display() == "未查毒（本系统未接查毒服务）"
    assert attachments.not_ready([file]) == []
    assert (file.text, file.parts) == ("张三，5月", [["", "张三，5月"]])
    assert run_jobs() == []


def test_given_no_scanner_and_a_large_text_then_it_waits_until_its_words_are_read(store, run_jobs):
    file = store("大名单.txt", "张三，".encode() * 200_000)
    assert "文字还没有读出来" in attachments.not_ready([file])[0]

    assert len(run_jobs()) == 1

    file.refresh_from_db()
    assert attachments.not_ready([file]) == []
    assert file.text.startswith("张三，张三")
    assert file.scan == ScanState.OFF


# --- With one ------------------------------------------------------------------------------


@pytest.mark.clamd
def test_given_a_clean_file_then_it_leaves_quarantine_with_its_words(store, scanned, run_jobs):
    file = store("名单.txt", "张三，5月".encode())
    assert file.scan == ScanState.WAITING
    assert file.text == ""
    assert attachments.not_ready([file]) == [
        "附件“名单.txt”在隔离区（待查毒），查毒通过后才能发布。"
    ]

    run_jobs()

    file.refresh_from_db()
    assert (file.scan, file.text) == (ScanState.CLEAN, "张三，5月")
    assert attachments.not_ready([file]) == []
    assert states(file) == ["clean"]
    assert not queries.quarantine().exists()


INFECTED = {"直接.txt": EICAR, "资料.zip": packed({"程序.com": EICAR})}


@pytest.mark.clamd
@pytest.mark.parametrize("name", INFECTED)
def test_given_a_virus_then_the_file_is_locked_and_everybody_reads_why(
    store, scanned, run_jobs, name
):
    file = store(name, INFECTED[name])

    run_jobs()

    file.refresh_from_db()
    assert file.scan == ScanState.INFECTED
    assert "Zhanqun.Test.EICAR" in file.scan_note
    assert attachments.not_ready([file])[0].startswith(f"附件“{name}”查出病毒（Zhanqun.Test")
    assert file.text == ""
    with pytest.raises(FileInQuarantine, match="有毒"):
        attachments.check_may_open(file)
    assert states(file) == ["infected"]


@pytest.mark.clamd
def test_given_a_file_that_waits_then_only_a_picture_may_be_seen(store, scanned):
    attachments.check_may_open(store("现场.jpg", picture()))

    with pytest.raises(FileInQuarantine, match="待查毒"):
        attachments.check_may_open(store("名单.pdf", FILES["pdf"]))


def test_given_no_answer_then_the_file_stays_in_quarantine_and_is_tried_again(
    store, settings, tmp_path, run_jobs, now
):
    settings.ZHANQUN_CLAMD = str(tmp_path / "nobody.ctl")
    file = store("名单.txt", b"x")

    run_jobs()

    file.refresh_from_db()
    assert (file.scan, file.scan_note) == (ScanState.FAILED, "查毒服务连接不上")
    assert "查毒失败，将重试" in attachments.not_ready([file])[0]
    later = now + timedelta(minutes=3)
    assert list(queries.left_behind(later)) == [file.pk]
    scanning.examine(attachment_id=file.pk, now=later)
    assert list(queries.left_behind(later)) == []
    assert states(file) == ["failed"]


@pytest.mark.clamd
def test_given_a_scanner_that_comes_back_then_what_was_left_behind_is_scanned(
    store, settings, tmp_path, run_jobs, clamd, now
):
    settings.ZHANQUN_CLAMD = str(tmp_path / "nobody.ctl")
    file, infected = store("名单.txt", b"x"), store("坏.txt", EICAR)
    run_jobs()

    with clock.fixed(now + timedelta(minutes=5)):
        tasks.look_again(0)
        file.refresh_from_db()
        assert file.scan == ScanState.FAILED
        settings.ZHANQUN_CLAMD = clamd.address
        tasks.look_again(0)

    for row in (file, infected):
        row.refresh_from_db()
    assert (file.scan, infected.scan) == (ScanState.CLEAN, ScanState.INFECTED)


@pytest.mark.clamd
def test_given_clamd_killed_while_it_reads_then_the_file_is_no_pass(
    store, settings, tmp_path, run_jobs
):
    with running_clamd(tmp_path / "clamd") as doomed:
        settings.ZHANQUN_CLAMD = doomed.address
        file = store("大.txt", b"x" * (18 * 1024 * 1024))
        doomed.stop_short()
        doomed.kill()
        run_jobs()

    file.refresh_from_db()
    assert file.scan == ScanState.FAILED


@pytest.mark.clamd
def test_given_files_from_before_there_was_a_scanner_then_they_are_scanned_and_stay_in_use(
    store, settings, clamd, now, monkeypatch
):
    good, bad = store("旧.txt", b"x"), store("旧坏.txt", EICAR)
    attachments.refer_to("article:a", [good.uid, bad.uid])
    told = []
    monkeypatch.setitem(attachments.file_withheld._entries, "test", told.append)
    settings.ZHANQUN_CLAMD = clamd.address
    assert attachments.not_ready([good, bad]) == []

    with clock.fixed(now + timedelta(minutes=5)):
        tasks.look_again(0)

    for row in (good, bad):
        row.refresh_from_db()
    assert (good.scan, bad.scan) == (ScanState.CLEAN, ScanState.INFECTED)
    assert told == [frozenset({attachments.file_key(bad.key)})]
    assert list(attachments.public_attachments()) == [good]


@pytest.mark.clamd
def test_given_a_scan_that_runs_twice_then_the_second_changes_nothing(store, scanned, run_jobs):
    file = store("名单.txt", b"x")
    run_jobs()

    tasks.examine(attachment_id=file.pk)

    assert states(file) == ["clean"]


# --- By hand -------------------------------------------------------------------------------


@pytest.mark.clamd
def test_given_a_file_in_quarantine_then_only_the_system_administrator_has_it_scanned_again(
    store, scanned, run_jobs, town, now
):
    file = store("坏.txt", EICAR)
    run_jobs()
    for person in ("officer", "security", "auditor", "manager"):
        with pytest.raises(NotAllowed):
            scanning.scan_again(uid=file.uid, by=town.people[person], now=now)

    scanning.scan_again(uid=file.uid, by=town.people["system"], now=now)

    file.refresh_from_db()
    assert file.scan == ScanState.WAITING
    run_jobs()
    assert states(file) == ["infected", "infected"]


def test_given_a_file_that_is_free_then_it_cannot_be_scanned_again(store, town, now):
    file = store("名单.txt", b"x")

    with pytest.raises(IllegalMove):
        scanning.scan_again(uid=file.uid, by=town.people["system"], now=now)


@pytest.mark.clamd
def test_given_a_virus_kept_for_a_month_then_its_bytes_are_deleted_and_its_hash_stays(
    store, scanned, run_jobs, town, now
):
    file = store("坏.txt", EICAR)
    run_jobs()
    path = file.file.path

    scanning.delete_infected(before=now, now=now)
    assert file.file.storage.exists(path)
    later = now + timedelta(days=31)
    assert scanning.delete_infected(before=later, now=later) == 1

    file.refresh_from_db()
    assert not file.file and len(file.sha256) == 64
    with pytest.raises(FileGone):
        scanning.scan_again(uid=file.uid, by=town.people["system"], now=now)


# --- The alarm -----------------------------------------------------------------------------


@pytest.mark.clamd
def test_given_a_scanner_then_silence_waiting_and_viruses_are_an_alarm(
    store, settings, scanned, run_jobs, tmp_path, now
):
    file = store("名单.txt", b"x")
    assert attachments.scanner_health(now).is_ok
    late = attachments.scanner_health(now + timedelta(minutes=11))
    assert (late.is_ok, late.facts["late"]) == (False, 1)
    run_jobs()
    assert attachments.scanner_health(now + timedelta(minutes=11)).is_ok

    store("坏.txt", EICAR)
    run_jobs()
    assert attachments.scanner_health(now).facts["infected"] == 1
    settings.ZHANQUN_CLAMD = str(tmp_path / "nobody.ctl")
    away = attachments.scanner_health(now)

    assert not away.is_ok
    assert away.text.startswith("查毒服务连接不上，附件留在隔离区，不能发布")
    assert file.scan == ScanState.WAITING  # as this test holds it
