"""What the watch does about files: restored, kept as evidence, recorded, told once."""

import hashlib
import os
import shutil
import stat
import subprocess
import threading
import time
from collections import Counter

import pytest
from django.db import connection, connections, transaction

from zhanqun.content.review import api as review
from zhanqun.core.audit import api as audit
from zhanqun.core.notices import api as notices
from zhanqun.delivery.integrity import incidents, queries
from zhanqun.delivery.integrity.guarding.evidence import evidence_root
from zhanqun.delivery.integrity.guarding.publishing import let_publishers_finish
from zhanqun.delivery.integrity.guarding.rounds import SiteGuard
from zhanqun.delivery.integrity.guarding.watch import Watch
from zhanqun.delivery.integrity.models import FoundBy, Incident
from zhanqun.delivery.staticsite import stale
from zhanqun.delivery.staticsite.locks import write_with_others
from zhanqun.delivery.staticsite.models import PublishedFile, StaleTarget, Urgency
from zhanqun.foundation.targets import Target

EVIL = b"<?php system($_GET['c']); ?>"


def test_given_an_altered_page_then_it_is_restored_with_evidence_and_the_difference(guarded):
    before = guarded.contents()
    page = guarded.root / guarded.page
    page.write_bytes(page.read_bytes().replace("大桥将于".encode(), b"<script>x</script>"))
    altered = page.read_bytes()

    assert guarded.examine(guarded.page) == [("changed", guarded.page)]

    assert guarded.contents() == before
    row = Incident.objects.latest("id")
    assert (evidence_root() / row.evidence).read_bytes() == altered
    assert any(line.startswith("+") and "<script>" in line for line in row.difference.splitlines())
    assert any(line.startswith("-") and "大桥将于" in line for line in row.difference.splitlines())
    entry = audit.Entry.objects.filter(action="integrity.tampered").latest("id")
    assert entry.after["files"] == [f"文件被改 {guarded.page}"]


def test_given_a_page_altered_with_both_twins_then_it_is_drawn_again(guarded):
    before = guarded.contents()
    for ending in ("", ".br", ".gz"):
        (guarded.root / (guarded.page + ending)).write_bytes(EVIL)

    found = guarded.examine(*(guarded.page + ending for ending in ("", ".br", ".gz")))

    assert len(found) == 3
    assert guarded.contents() == before


def test_given_a_thing_that_cannot_be_taken_away_then_the_rest_is_put_right_and_it_is_named(
    guarded,
):
    before = guarded.contents()
    stuck = guarded.root / "gzdt" / "stuck"
    stuck.mkdir()
    command = ["mount", "-t", "tmpfs", "tmpfs", str(stuck)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        stuck.rmdir()
        pytest.skip("a file system cannot be mounted here")
    try:
        (stuck / "shell.php").write_bytes(EVIL)
        stuck.with_name("pipe").symlink_to(stuck)
        (guarded.root / guarded.page).write_bytes(EVIL)
        subprocess.run(["mount", "-o", "remount,ro", str(stuck)], check=True)

        guard = SiteGuard(guarded.site_id, guarded.tree)
        names = ["gzdt/stuck/shell.php", "gzdt/pipe", guarded.page]
        rows = guard.examine(names, found_by=FoundBy.WATCH, seen_at=guarded.town.now)
    finally:
        subprocess.run(["umount", str(stuck)], check=True)
        stuck.rmdir()
    guard.look_again(guarded.town.now)

    assert "gzdt/stuck/shell.php" not in incidents.open_names(guarded.site_id)
    told = {row.path: (bool(row.restored_at), "Read-only" in row.note) for row in rows}
    assert told == {
        "gzdt/stuck/shell.php": (False, True),
        "gzdt/pipe": (True, False),
        guarded.page: (True, False),
    }
    assert guarded.contents() == before


def test_given_files_that_were_deleted_then_they_are_back(guarded):
    before = guarded.contents()
    for name in (guarded.page, f"{guarded.page}.gz", "index.html.br"):
        (guarded.root / name).unlink()

    found = guarded.examine(guarded.page, f"{guarded.page}.gz", "index.html.br")

    assert found == [
        ("deleted", guarded.page),
        ("deleted", f"{guarded.page}.gz"),
        ("deleted", "index.html.br"),
    ]
    assert guarded.contents() == before


def test_given_foreign_things_then_they_are_taken_away(guarded, tmp_path):
    before = guarded.contents()
    (guarded.root / "gzdt" / "shell.php").write_bytes(EVIL)
    (guarded.root / "inner").symlink_to("/etc")
    (guarded.root / "new" / "deep").mkdir(parents=True)
    (guarded.root / "new" / "deep" / "a.html").write_bytes(b"x")
    (guarded.root / "empty").mkdir()
    os.mkfifo(guarded.root / "pipe")
    (guarded.root / os.fsdecode(b"bad-\xff.html")).write_bytes(b"x")

    found = guarded.examine(
        "gzdt/shell.php", "inner/passwd", "new", "empty", "pipe", os.fsdecode(b"bad-\xff.html")
    )

    assert [path for _kind, path in found] == [
        "bad-\\udcff.html",
        "empty",
        "gzdt/shell.php",
        "inner",
        "new/deep/a.html",
        "pipe",
    ]
    assert {kind for kind, _path in found} == {"foreign"}
    assert guarded.contents() == before
    assert not any((guarded.root / name).exists() for name in ("inner", "new", "empty", "pipe"))
    shell = Incident.objects.get(path="gzdt/shell.php")
    assert "system(" in shell.difference
    kept = evidence_root() / shell.evidence
    assert (kept.read_bytes(), stat.S_IMODE(kept.stat().st_mode)) == (EVIL, 0o600)


def test_given_a_folder_moved_away_or_a_mode_changed_then_all_is_back(guarded, tmp_path):
    before = guarded.contents()
    shutil.move(guarded.root / "a", tmp_path / "stolen")
    (guarded.root / "index.html").chmod(0o777)

    found = guarded.examine("a", "index.html")

    assert ("changed", "index.html") in found
    assert ("deleted", guarded.page) in found
    assert guarded.contents() == before
    assert stat.S_IMODE((guarded.root / "index.html").stat().st_mode) == 0o644


def test_given_a_withdrawn_page_put_back_by_hand_then_it_goes_again(guarded):
    town, article = guarded.town, guarded.town.published("发错的稿件")
    guarded.refresh(article)
    page, gone = guarded.root / article.address[1:], f".gone{article.address}"
    old, signer = page.read_bytes(), town.people["signer"]
    review.withdraw(uid=article.uid, kind="error", note="有误", by=signer, now=town.now)
    guarded.refresh(article)
    page.write_bytes(old)
    (guarded.root / gone).unlink()

    found = guarded.examine(article.address[1:], gone)

    assert found == [("deleted", gone), ("foreign", article.address[1:])]
    assert not page.exists()
    assert "有误" in (guarded.root / gone).read_text(encoding="utf-8")


def test_given_a_moved_page_whose_mark_was_turned_elsewhere_then_it_leads_there_again(guarded):
    town, article = guarded.town, guarded.town.published("搬走的稿件")
    signer, mark = town.people["signer"], f".moved{article.address}"
    review.withdraw(
        uid=article.uid, kind="moved", note="合并", moved_to="/gzdt/", by=signer, now=town.now
    )
    guarded.refresh(article)
    (guarded.root / mark).write_text("https://evil.example/", encoding="utf-8")

    assert guarded.examine(mark) == [("changed", mark)]

    assert (guarded.root / mark).read_text(encoding="utf-8") == "/gzdt/"


def test_given_a_page_that_cannot_be_drawn_then_it_stays_open_until_it_is_right(guarded):
    body = b"<p>" + b"x" * 40 + b"</p>"
    row = PublishedFile.objects.create(
        site_id=guarded.site_id,
        kind="nobody",
        key="lost",
        path="/lost.html",
        status=200,
        sha256=hashlib.sha256(body).hexdigest(),
        size_bytes=len(body),
        changed_at=guarded.town.now,
    )
    guard = SiteGuard(guarded.site_id, guarded.tree)
    for _twice in range(2):
        guard.examine(["lost.html"], found_by="sweep", seen_at=guarded.town.now)
    open_ones = Incident.objects.filter(restored_at=None)
    assert [(each.path, each.note[:8]) for each in open_ones] == [("lost.html", "KeyError")]
    assert not queries.guard_health(guarded.town.now).is_ok

    guarded.tree.write("/lost.html", body, content_type="text/html")
    guard.look_again(guarded.town.now)

    assert not open_ones.all().exists()
    row.delete()
    guarded.examine("lost.html")


def test_given_everything_as_published_then_nothing_is_found(guarded):
    assert guarded.examine(*guarded.contents(), "gzdt", "a", "not-there") == []


def test_given_a_flood_then_all_of_it_goes_and_everybody_hears_once(guarded):
    before, told_before = guarded.contents(), alarms()
    names = [f"spam/{number}.php" for number in range(5000)]
    (guarded.root / "spam").mkdir()
    for name in names:
        (guarded.root / name).write_bytes(EVIL)

    assert len(guarded.examine("spam")) == 5000

    assert guarded.contents() == before
    told = alarms() - told_before
    assert set(alarms()) == {"security", "bureau_manager"}
    assert max(told.values(), default=0) <= 1


def alarms() -> Counter[str]:
    told = notices.Notice.objects.filter(kind="integrity.tampered")
    return Counter(told.values_list("person__username", flat=True))


def test_given_a_page_that_waits_to_be_made_then_the_sweep_awaits_it_and_no_other(guarded):
    waits = PublishedFile.objects.get(site=guarded.site_id, path=f"/{guarded.page}")
    with transaction.atomic():
        target = Target(waits.site_id, waits.kind, waits.key)
        stale.add([target], stale.Cause(Urgency.BUILD, guarded.town.now))
    before = guarded.contents()
    (guarded.root / guarded.page).unlink()
    (guarded.root / "gzdt" / "index.html").unlink()

    assert guarded.sweep() == [("deleted", "gzdt/index.html")]

    StaleTarget.objects.all().delete()
    assert guarded.sweep() == [("deleted", guarded.page)]
    assert guarded.contents() == before


def test_given_an_altered_record_then_the_sweep_says_so_and_the_page_is_made_anew(guarded):
    before = guarded.contents()
    page = guarded.root / guarded.page
    page.write_bytes(EVIL)
    digest = hashlib.sha256(EVIL).hexdigest()
    PublishedFile.objects.filter(site_id=guarded.site_id, path="/" + guarded.page).update(
        sha256=digest, size_bytes=len(EVIL), br_sha256="", gz_sha256=""
    )

    found = guarded.sweep()

    assert ("record", "/" + guarded.page) in found
    assert guarded.contents()[guarded.page] == before[guarded.page]
    assert guarded.sweep() == []


def test_given_files_altered_in_each_way_then_the_sweep_finds_each(guarded):
    before = guarded.contents()
    (guarded.root / f"{guarded.page}.gz").write_bytes(b"x")
    (guarded.root / "stray.html").write_bytes(b"x")
    (guarded.root / "index.html").unlink()
    (guarded.root / "index.html.br").chmod(0o666)
    (guarded.root / "404.html").unlink()
    os.mkfifo(guarded.root / "404.html", 0o644)

    assert guarded.sweep() == [
        ("changed", "404.html"),
        ("changed", f"{guarded.page}.gz"),
        ("changed", "index.html.br"),
        ("deleted", "index.html"),
        ("foreign", "stray.html"),
    ]
    assert guarded.contents() == before
    assert guarded.sweep() == []


def test_given_a_database_that_is_away_then_what_changed_is_looked_at_when_it_is_back(guarded):
    watch = Watch(guarded.root.parent, threading.Event())
    page, right = guarded.root / guarded.page, (guarded.root / guarded.page).read_bytes()
    page.write_bytes(EVIL)
    watch.note([str(page)])
    name, login = connection.settings_dict["NAME"], connection.settings_dict
    connections.close_all()
    login["NAME"] = "nowhere"
    try:
        watch.turn()
    finally:
        connections.close_all()
        login["NAME"] = name
    assert (page.read_bytes(), len(watch.waiting)) == (EVIL, 1)

    watch.turn()

    assert (page.read_bytes(), watch.waiting) == (right, {})


def test_given_a_publisher_in_the_middle_then_the_watch_waits_until_it_has_committed(
    guarded,
):
    """The file is there before its record: only the end of the transaction tells."""
    holding, go_on = threading.Event(), threading.Event()

    def publish() -> None:
        with transaction.atomic():
            write_with_others()
            holding.set()
            go_on.wait(10)
        connections.close_all()

    publisher = threading.Thread(target=publish)
    publisher.start()
    holding.wait(10)
    threading.Timer(0.4, go_on.set).start()
    started = time.monotonic()

    let_publishers_finish()

    assert 0.3 < time.monotonic() - started < 3
    publisher.join()
