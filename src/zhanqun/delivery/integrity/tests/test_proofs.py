"""Proof after publishing: a real nginx is asked as a reader would."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from zhanqun.content.alerts.tests.making import lifted, released
from zhanqun.content.review import api as review
from zhanqun.core.notices import api as notices
from zhanqun.delivery.integrity import queries
from zhanqun.delivery.integrity.models import Proof, ProofState
from zhanqun.delivery.integrity.proof.fetching import Answer
from zhanqun.delivery.integrity.proof.proving import prove_due
from zhanqun.delivery.integrity.proof.rules import PAUSES, Wanted, objection
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.foundation import clock

CONFIG = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port};
    root {public}/$host;
    location / {{ try_files $uri $uri/index.html @missing; }}
    location @missing {{
      if (-f $document_root/.gone$uri) {{ return 410; }}
      return 404;
    }}
  }}
}}
"""


@pytest.fixture
def nginx(guarded, public_root, settings, tmp_path) -> Iterator[None]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for folder in (public_root, *public_root.parents[:4]):
        folder.chmod(0o755)
    user = "user root;" if os.geteuid() == 0 else ""
    facts = {"folder": tmp_path, "public": public_root, "port": port, "user": user}
    (tmp_path / "nginx.conf").write_text(CONFIG.format(**facts), encoding="utf-8")
    program = os.environ["ZHANQUN_NGINX"]
    process = subprocess.Popen([program, "-c", str(tmp_path / "nginx.conf")])
    settings.ZHANQUN_PROOF_CONNECT = f"127.0.0.1:{port}"
    until = time.monotonic() + 10
    while socket.socket().connect_ex(("127.0.0.1", port)) and time.monotonic() < until:
        time.sleep(0.05)
    yield
    process.terminate()
    process.wait(10)


def states(publication_id: int) -> dict[str, tuple[str, int | None]]:
    rows = queries.proofs_of(publication_id).items()
    return {path: (row.state, row.answered) for (_site_id, path), row in rows}


def publish_all(guarded) -> None:
    staticsite.work_off(10)


@pytest.mark.nginx
def test_given_a_publication_and_its_withdrawal_then_each_address_is_proved(guarded, nginx):
    town, signer = guarded.town, guarded.town.people["signer"]
    article = town.published("通车公告")
    publish_all(guarded)
    published = article.publications.get(act="publish")
    assert states(published.pk)[article.address] == ("waiting", None)

    assert prove_due(clock.now())

    assert states(published.pk)[article.address] == ("proved", 200)
    assert len(states(published.pk)) > 3
    assert {state for state, _status in states(published.pk).values()} == {"proved"}
    desk = Client()
    desk.force_login(signer)
    shown = desk.get(reverse("review:publication", args=[published.uid])).content.decode()
    assert "已核验" in shown

    review.withdraw(uid=article.uid, kind="error", note="有误", by=signer, now=town.now)
    publish_all(guarded)
    prove_due(clock.now())
    withdrawn = article.publications.get(act="withdraw")
    assert states(withdrawn.pk)[article.address] == ("proved", 410)


@pytest.mark.nginx
def test_given_a_warning_and_its_end_then_what_no_act_of_the_gate_wanted_is_proved_too(
    guarded, nginx
):
    publish_all(guarded)
    town, states = guarded.town, Proof.objects.filter(site_id=guarded.site_id, publication_id=None)
    with clock.fixed(town.later(minutes=1)):
        alert = released(town)
        publish_all(guarded)
        assert states.get(path="/_/alert.html").state == "waiting"
        assert prove_due(clock.now())
    assert set(states.values_list("state", "answered")) == {("proved", 200)}

    with clock.fixed(town.later(minutes=2)):
        lifted(town, alert)
        publish_all(guarded)
        assert prove_due(clock.now())
    assert states.filter(path="/_/alert.html").count() == 2
    assert set(states.values_list("state", flat=True)) == {"proved"}


def test_given_a_site_made_anew_then_the_sweep_looks_after_it_and_no_proof(guarded, settings):
    settings.ZHANQUN_PROOF_CONNECT = "direct"
    before = Proof.objects.count()
    page = guarded.root / "index.html"
    page.unlink()

    list(staticsite.SitePublisher(guarded.site_id).build())

    assert page.exists()
    assert Proof.objects.count() == before


@pytest.mark.nginx
def test_given_a_server_that_shows_something_else_then_after_every_attempt_it_is_an_alarm(
    guarded, nginx
):
    article = guarded.town.published("限行公告")
    publish_all(guarded)
    page = guarded.root / article.address[1:]
    right = page.read_bytes()
    page.write_bytes(b"cached by somebody")
    now = clock.now()
    prove_due(now)
    row = Proof.objects.filter(path=article.address).latest("id")
    assert (row.state, row.error, row.attempts) == ("waiting", "内容与发布的不一致", 1)
    assert not prove_due(now)

    for pause in PAUSES:
        now += pause + timedelta(seconds=1)
        prove_due(now)

    row.refresh_from_db()
    assert (row.state, row.attempts) == (ProofState.FAILED, len(PAUSES) + 1)
    told = notices.Notice.objects.filter(kind="integrity.not_proved")
    assert {notice.person.username for notice in told} == {"security", "bureau_manager"}
    assert not queries.proof_health(now).is_ok
    page.write_bytes(right)
    Proof.objects.filter(state=ProofState.FAILED).delete()


@pytest.mark.parametrize(
    ("wanted", "answer", "says"),
    [
        (Wanted(200, "a"), Answer(200, "a"), ""),
        (Wanted(200, "a"), Answer(200, "b"), "内容与发布的不一致"),
        (Wanted(200, "a"), Answer(502, "a"), "应返回200，实际返回502"),
        (Wanted(404), Answer(410), ""),
        (Wanted(410), Answer(404), ""),
        (Wanted(410), Answer(200, "a"), "应已撤下，仍返回200"),
        (Wanted(301, location="/gzdt/"), Answer(301, location="http://x.cn/gzdt/"), ""),
        (Wanted(301, location="/gzdt/"), Answer(301, location="/"), "跳转到了http://x.cn/"),
        (Wanted(200, "a"), Answer(None, error="timeout"), "访问不到：timeout"),
    ],
)
def test_what_an_answer_proves(wanted, answer, says):
    assert objection(wanted, answer, "http://x.cn") == says
