"""An object store: moto's server over HTTP."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from town import build_town
from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.delivery.mirrors import entries, queries, sending, tasks
from zhanqun.delivery.mirrors.models import Mirror, WaitingFile
from zhanqun.delivery.mirrors.targets import places
from zhanqun.delivery.mirrors.tests.conftest import Store, files_of, send
from zhanqun.delivery.mirrors.transports import inventory
from zhanqun.delivery.mirrors.transports.shapes import SHOWN, Comparison
from zhanqun.foundation import clock

HOST = "jtj.qingyun.localhost"
LONG = "青云江大桥恢复通车。" * 200


def test_given_pages_when_sent_then_the_store_has_them_as_readers_need_them(press, store, roots):
    press.put("/f/ab12/附件.ofd", "附件", content_type="application/ofd")
    press.put("/a/202606/qiao-1.html", LONG)
    press.put("/a/202606/lu-2.html", LONG)
    press.put("/index.html", "首页")

    send("store")

    host = f"public/{press.profile.domain}"
    pages = {name: value for name, value in store.files().items() if name.startswith("public/")}
    assert pages == {f"public/{name}": value for name, value in files_of(roots).items()}
    _body, page = store.get(f"{host}/a/202606/qiao-1.html")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    _body, twin = store.get(f"{host}/a/202606/qiao-1.html.br")
    assert (twin["ContentEncoding"], twin["ContentType"]) == ("br", "text/html; charset=utf-8")
    assert store.get(f"{host}/f/ab12/附件.ofd")[1]["ContentType"] == "application/ofd"
    _body, style = store.get("static/ui/face.0123456789ab.css")
    assert style["CacheControl"] == "public, max-age=31536000, immutable"

    press.withdraw("/a/202606/qiao-1.html")
    press.move("/a/202606/lu-2.html", "/gzdt/")
    send("store")

    there = store.files()
    assert f"{host}/a/202606/qiao-1.html" not in there
    assert f"{host}/a/202606/qiao-1.html.gz" not in there
    assert f"{host}/.gone/a/202606/qiao-1.html" in there
    body, moved = store.get(f"{host}/a/202606/lu-2.html")
    assert moved["WebsiteRedirectLocation"] == "/gzdt/"
    assert 'url=/gzdt/"' in body.decode()


def test_given_a_store_that_is_away_or_changed_then_it_catches_up_and_is_mended(
    press, store, roots, capsys
):
    press.put("/a/202606/qiao-1.html", LONG)
    send("store")
    store.stop()
    press.put("/a/202606/qiao-1.html", "新" + LONG)
    press.move("/a/202606/lu-2.html", "https://www.gov.cn/新闻")
    away = send("store")
    assert away.failing_since
    assert "a-secret" not in away.last_error
    assert WaitingFile.objects.count() == 2
    with pytest.raises(CommandError, match="对方没有应答"):
        call_command("mirror_check")

    # The store comes back with nothing: the check finds it all missing.
    store.start()
    store.client.create_bucket(Bucket="zhanqun")
    store.client.put_object(Bucket="zhanqun", Key="public/x/shell.php", Body=b"<?php")
    call_command("mirror_check", mend=True)
    send("store")
    call_command("mirror_check")

    assert "缺少或不同0项，多余0项" in capsys.readouterr().out
    assert "public/x/shell.php" not in store.files()


def test_given_more_than_one_part_then_a_check_holds_one_of_them_and_counts_all(
    press, store, monkeypatch, capsys
):
    monkeypatch.setattr(entries, "CHUNK", 2)
    monkeypatch.setattr(inventory, "CHUNK", 2)
    send("store")
    for number in range(5):
        press.put(f"/a/202606/{number}.html", LONG)
    press.move("/a/202606/5.html", "/gzdt/")
    strangers = [f"no-site.example/{number:02}.html" for number in range(SHOWN + 1)]
    for name in strangers:
        store.client.put_object(Bucket="zhanqun", Key=f"public/{name}", Body=b"x")

    parts = list(compared())
    call_command("mirror_check", mend=True)
    said = capsys.readouterr().out

    assert max(len(part.wrong) + len(part.foreign) for part in parts) == 2
    assert [name for part in parts for name in part.foreign] == strangers
    assert sum(len(part.wrong) for part in parts) == 6
    assert f"缺少或不同6项，多余{SHOWN + 1}项" in said
    assert (strangers[SHOWN - 1] in said, strangers[SHOWN] in said) == (True, False)
    assert Mirror.objects.get().differences == 6 + SHOWN + 1
    assert not stands("public/no-site.example/", store)
    send("store")
    assert not any(part.wrong or part.foreign for part in compared())


def test_given_a_mirror_that_is_away_then_desk_and_health_say_so_and_the_keeper_sends_again(
    press, store, town
):
    send("store")
    press.put("/a/202606/qiao-1.html", LONG)
    store.stop()
    send("store")
    client = Client()
    client.force_login(town.people["system"])

    page = client.get("/desk/mirrors/").content.decode()
    later = queries.mirrors_health(clock.now() + timedelta(minutes=11))

    assert "对象存储" in page
    assert "连接失败" in page
    assert "1项，自" in page
    assert "a-secret" not in page
    assert not later.is_ok
    assert later.facts["mirrors"]["store"]["behind"] == 1
    assert client.post("/desk/mirrors/store/send/").status_code == 302
    assert Mirror.objects.get().retry_at is None
    assert audit.Entry.objects.filter(action="mirrors.sending_asked").count() == 1
    client.force_login(town.people["officer"])
    assert client.post("/desk/mirrors/store/send/").status_code in (302, 403)
    assert audit.Entry.objects.filter(action="mirrors.sending_asked").count() == 1

    store.start()
    store.client.create_bucket(Bucket="zhanqun")
    send("store")
    assert queries.mirrors_health(clock.now()).is_ok


def test_given_publications_in_a_row_then_one_job_gives_them_all(
    press, store, django_capture_on_commit_callbacks
):
    press.put("/a/202606/before.html", LONG)
    # What was published before there was a mirror is found by the look of every minute.
    tasks.look_again(0)
    with django_capture_on_commit_callbacks(execute=True):
        press.put("/a/202606/qiao-1.html", LONG)
        press.put("/index.html", LONG)
    jobs = ProcrastinateJob.objects.filter(task_name="mirrors.send", status="todo")

    assert (jobs.count(), WaitingFile.objects.count()) == (1, 3)
    tasks.send(**jobs.get().args)
    assert WaitingFile.objects.count() == 0
    assert len([name for name in store.files() if name.endswith(".html")]) == 3


def test_p005_given_a_text_with_files_when_withdrawn_then_no_copy_of_it_stays_in_the_store(
    cloned_database, store, roots
):
    town = build_town()

    files = [
        attachments.store_attachment(
            name=f"{name}.txt",
            content=b"1,2",
            unit=town.bureau,
            by=town.people["officer"],
            now=town.now,
        )
        for name in ("桥梁检测", "交通管制")
    ]
    text = town.published("青云江大桥恢复通车", files=[file.uid for file in files])
    work_until(lambda: stands(f"public/{HOST}{text.address}", store))
    assert all(stands(f"public/{HOST}/f/{file.key}/", store) for file in files)
    withdrawn_by = town.people["signer"]
    review.withdraw(uid=text.uid, kind="error", note="有误", by=withdrawn_by, now=town.now)
    work_until(lambda: stands(f"public/{HOST}/.gone{text.address}", store))

    pages = {name: value for name, value in store.files().items() if name.startswith("public/")}
    assert pages == {f"public/{name}": value for name, value in files_of(roots).items()}
    assert f"public/{HOST}{text.address}" not in pages
    assert not any(stands(f"public/{HOST}/f/{file.key}/", store) for file in files)


def compared() -> Iterator[Comparison]:
    return sending.transport_of(places()["store"]).compare(entries.Manifest().parts())


def work_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Publish and do the jobs that are due until it holds and nothing waits for a mirror."""
    until = time.monotonic() + seconds
    while not holds() or WaitingFile.objects.exists():
        assert time.monotonic() < until, f"not within {seconds} s"
        call_command("run_publisher", until_empty=True)
        call_command("run_worker", until_empty=True)
        time.sleep(0.2)


def stands(key: str, store: Store) -> bool:
    return bool(store.client.list_objects_v2(Bucket="zhanqun", Prefix=key).get("Contents"))


def test_given_no_mirrors_then_publishing_writes_nothing_for_them(press):
    press.put("/a/202606/qiao-1.html", LONG)

    assert WaitingFile.objects.count() == 0
    assert queries.mirrors_health(clock.now()).is_ok
