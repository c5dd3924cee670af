"""A second machine by rsync over ssh: a real sshd, a key that may only write, real rsync."""

import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from zhanqun.delivery.mirrors import sending, services, waiting
from zhanqun.delivery.mirrors.models import Mirror, Stage, WaitingFile
from zhanqun.delivery.mirrors.tests.conftest import files_of, send
from zhanqun.foundation import clock

LONG = "青云江大桥恢复通车。" * 200


@pytest.fixture
def filled(press):
    press.put("/f/ab12/%E9%99%84%E4%BB%B6.txt", "附件", content_type="text/plain")
    press.put("/a/202606/qiao-1.html", LONG)
    press.put("/a/202606/lu-2.html", LONG)
    press.put("/index.html", "首页" + LONG)
    return press


def test_given_pages_when_sent_then_the_trees_are_equal_and_follow_every_change(
    filled, machine, roots
):
    first = send("second")
    assert (first.last_error, WaitingFile.objects.count()) == ("", 0)
    assert files_of(machine.folder / "public") == files_of(roots)
    assert (machine.folder / "static/ui/face.0123456789ab.css").exists()

    filled.put("/index.html", "首页")  # too short for twins now
    filled.withdraw("/a/202606/qiao-1.html")
    filled.move("/a/202606/lu-2.html", "/gzdt/")
    filled.remove("/f/ab12/%E9%99%84%E4%BB%B6.txt")
    send("second")

    sent = files_of(machine.folder / "public")
    assert sent == files_of(roots)
    assert any(name.endswith("/.gone/a/202606/qiao-1.html") for name in sent)
    assert not any(name.endswith(("index.html.br", "附件.txt")) for name in sent)


def test_given_a_machine_that_is_away_then_it_catches_up_and_says_since_when(
    filled, machine, roots
):
    send("second")
    machine.stop()
    for number in range(30):
        filled.put(f"/a/202606/{number}.html", f"{number}{LONG}")
        filled.put("/index.html", f"首页，共{number}篇{LONG}")
    filled.withdraw("/a/202606/0.html")

    away = send("second")
    again = send("second")

    assert away.last_error.startswith("对方没有应答")
    assert away.retry_at < again.retry_at
    assert (away.attempts, again.attempts, again.failing_since) == (1, 2, away.failing_since)
    with pytest.raises(CommandError):
        call_command("mirror_send")
    with pytest.raises(CommandError, match="对方没有应答"):
        call_command("mirror_check")

    machine.start()
    back = send("second")
    assert (back.last_error, back.failing_since, back.retry_at) == ("", None, None)
    assert files_of(machine.folder / "public") == files_of(roots)


def test_given_another_host_key_then_nothing_is_sent(filled, machine):
    config = machine.config.read_text()
    other = machine.config.parent / "other"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)]
    subprocess.run(command, check=True)
    machine.stop()
    machine.config.write_text(config.replace("/host\n", "/other\n"))
    machine.start()

    refused = send("second")

    assert refused.last_error.startswith("主机密钥与设置不符")
    assert list(machine.folder.iterdir()) == []


def test_given_a_mirror_that_was_tampered_with_then_the_check_names_and_mends_it(
    filled, machine, roots, capsys
):
    send("second")
    there = machine.folder / "public" / filled.profile.domain
    changed = there / "a/202606/qiao-1.html"
    changed.write_text("篡改" + changed.read_text()[2:])
    (there / "a/202606/lu-2.html").unlink()
    (there / "shell.php").write_text("<?php")

    with pytest.raises(CommandError):
        call_command("mirror_check")
    said = capsys.readouterr().out
    call_command("mirror_check", mend=True)
    send("second")

    assert "缺少或不同2项，多余1项" in said
    assert "shell.php" in said
    assert files_of(machine.folder / "public") == files_of(roots)
    assert Mirror.objects.get().differences == 3


def test_given_a_folder_of_no_site_and_a_page_that_only_the_mirror_has_kept_then_one_is_deleted(
    filled, machine, roots
):
    send("second")
    there = machine.folder / "public"
    (there / "no-site.example").mkdir()
    (there / "no-site.example/index.html").write_text("冒充")
    kept = f"{filled.profile.domain}/a/202606/qiao-1.html"
    for name in (kept, f"{kept}.br", f"{kept}.gz"):
        (roots / name).unlink()

    found = services.check_mirror(Mirror.objects.get(), mend=True, now=clock.now())

    assert (found.wrong, found.foreign_shown) == (0, ["no-site.example/index.html"])
    assert not (there / "no-site.example/index.html").exists()
    assert (there / kept).read_text() == LONG


def test_given_a_local_file_that_is_not_what_was_published_then_it_is_not_sent(filled, machine):
    send("second")
    filled.put("/a/202606/qiao-1.html", "新内容" + LONG)
    page = filled.tree.file("/a/202606/qiao-1.html")
    page.write_text("篡改")

    send("second")

    there = machine.folder / "public" / filled.profile.domain / "a/202606/qiao-1.html"
    assert there.read_text() == LONG
    assert [row.path for row in WaitingFile.objects.all()] == ["/a/202606/qiao-1.html"]
    filled.put("/a/202606/qiao-1.html", "新内容" + LONG)
    send("second")
    assert there.read_text().startswith("新内容")
    assert WaitingFile.objects.count() == 0


def test_given_a_backlog_then_what_was_withdrawn_goes_with_its_first_part(
    filled, machine, monkeypatch
):
    send("second")
    for number in range(5):
        filled.put(f"/gzdt/list-{number}.html", f"{number}{LONG}")
    filled.withdraw("/a/202606/qiao-1.html")
    monkeypatch.setattr(sending, "BATCH", 2)

    sending.send_waiting(Mirror.objects.get(), seconds=0)

    there = machine.folder / "public" / filled.profile.domain
    assert not (there / "a/202606/qiao-1.html").exists()
    assert (there / ".gone/a/202606/qiao-1.html").exists()
    assert WaitingFile.objects.count() == 3


def test_given_a_file_that_nobody_published_beside_a_page_then_it_is_not_sent(filled, machine):
    send("second")
    filled.put("/index.html", "首页")  # too short for twins
    planted = filled.tree.file("/index.html.br")
    planted.write_bytes(b"foreign")

    send("second")

    there = machine.folder / "public" / filled.profile.domain
    assert (there / "index.html.br").read_bytes() != b"foreign"
    assert [row.path for row in WaitingFile.objects.all()] == ["/index.html"]
    planted.unlink()
    send("second")
    assert not (there / "index.html.br").exists()
    assert (there / "index.html").read_text() == "首页"


def test_given_all_kinds_of_address_then_warnings_lead_and_removals_come_last(press, machine):
    waiting.rows_of_mirrors()
    press.withdraw("/a/202606/lu-2.html")
    press.put("/gzdt/index.html", "列表")
    press.put("/a/202606/xin-3.html", "正文")
    press.put("/f/cd34/tu.png", "图", content_type="image/png")
    press.put("/_/alert.html", "预警")

    rows = WaitingFile.objects.order_by("stage").values_list("path", "stage")

    assert list(rows) == [
        ("/_/alert.html", Stage.ALERT),
        ("/f/cd34/tu.png", Stage.FILE),
        ("/a/202606/xin-3.html", Stage.TEXT),
        ("/gzdt/index.html", Stage.LIST),
        ("/a/202606/lu-2.html", Stage.REMOVAL),
    ]


def test_given_a_file_of_settings_that_others_may_read_then_start_up_stops(settings, machine):
    from django.core.exceptions import ImproperlyConfigured

    from zhanqun.delivery.mirrors import targets

    file = Path(settings.ZHANQUN_MIRRORS)
    targets._read.cache_clear()
    file.chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        targets.places()
    file.chmod(0o600)
    file.write_text('[[mirror]]\nname = "x"\nkind = "s3"\n', encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="access_key"):
        targets.places()
