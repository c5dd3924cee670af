"""An object store: moto's server over HTTP."""

from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from zhanqun.core.audit import api as audit
from zhanqun.delivery.mirrors import queries, tasks
from zhanqun.delivery.mirrors.models import Mirror, WaitingFile
from zhanqun.delivery.mirrors.tests.conftest import files_of, send
from zhanqun.foundation import clock

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

    # The store comes back with nothing: the check finds it all missing.
    store.start()
    store.client.create_bucket(Bucket="zhanqun")
    store.client.put_object(Bucket="zhanqun", Key="public/x/shell.php", Body=b"<?php")
    call_command("mirror_check", mend=True)
    send("store")
    call_command("mirror_check")

    assert "缺少或不同0项，多余0项" in capsys.readouterr().out
    assert "public/x/shell.php" not in store.files()


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


def test_given_no_mirrors_then_publishing_writes_nothing_for_them(press):
    press.put("/a/202606/qiao-1.html", LONG)

    assert WaitingFile.objects.count() == 0
    assert queries.mirrors_health(clock.now()).is_ok
