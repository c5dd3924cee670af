"""The same answers from the application and from a real nginx."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.delivery.staticsite.nginx import Options, nginx_config

HOST = "jtj.qingyun.localhost"
# Debian's module, where it is installed.
BROTLI = next(Path("/usr/lib/nginx/modules").glob("ngx_http_brotli_static_module.so"), None)


@pytest.fixture
def site(town, run_jobs):
    """A site with a live article, one gone and one moved."""
    town.live = town.published("青云江大桥恢复通车")
    town.gone = town.published("发错的稿件")
    town.moved = town.published("搬走的稿件")
    signer = town.people["signer"]
    review.withdraw(uid=town.gone.uid, kind="error", note="有误", by=signer, now=town.now)
    review.withdraw(
        uid=town.moved.uid, kind="moved", note="合并", moved_to="/gzdt/", by=signer, now=town.now
    )
    run_jobs()
    return town


def publish_file(town, name: str) -> str:
    """Publish an article with a file; returns the file's address."""
    file = attachments.store_attachment(
        name=name, content=b"1,2", unit=town.bureau, by=town.people["officer"], now=town.now
    )
    town.published("带附件的稿件", files=[file.uid])
    return f"/f/{file.key}/{quote(file.name)}"


class TestApplication:
    """Without nginx, as in the demo."""

    def get(self, path: str, **headers: str):
        return Client(headers={"host": HOST, **headers}).get(path)

    def test_given_pages_when_asked_then_they_answer_by_state(self, site):
        assert self.get("/").status_code == 200
        assert self.get(site.live.address).status_code == 200
        gone = self.get(site.gone.address)
        assert (gone.status_code, "有误" in gone.content.decode()) == (410, True)
        moved = self.get(site.moved.address)
        assert (moved.status_code, moved["Location"]) == (301, "/gzdt/")
        missing = self.get("/nothing.html")
        assert (missing.status_code, "没有找到" in missing.content.decode()) == (404, True)

    @pytest.mark.parametrize(
        "path",
        [
            "/../secret",
            "/.gone/a",
            "/%2e%2e/x",
            "/%252e%252e/x",
            "/a/.new-1",
            "/f//x",
            "/a%00b",
            "/index.html.gz",
            "/index.html.br",
        ],
    )
    def test_given_a_crafty_path_then_it_is_not_found(self, site, path):
        assert self.get(path).status_code == 404

    def test_given_an_unchanged_page_when_asked_again_then_304(self, site):
        first = self.get("/")
        again = self.get("/", **{"if-none-match": first["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304)

    def test_given_a_browser_that_takes_gzip_then_the_twin_is_sent(self, site):
        answer = self.get("/", **{"accept-encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        assert b"<!doctype html>" in gzip.decompress(b"".join(answer.streaming_content))
        assert "Accept-Encoding" in answer["Vary"]

    def test_given_a_post_or_a_foreign_host_then_it_is_refused(self, site):
        assert Client(headers={"host": HOST}).post("/").status_code == 405
        assert Client(headers={"host": "evil.qingyun.localhost"}).get("/").status_code == 404

    def test_given_the_elder_switch_without_scripts_then_the_stylesheet_follows(self, site):
        client = Client(headers={"host": HOST})
        answer = client.get("/_/elder/on", headers={"referer": f"http://{HOST}/gzdt/"})
        assert (answer.status_code, answer["Location"]) == (303, "/gzdt/")
        assert client.cookies["zq_elder"].value == "1"
        for crafty in ("http://evil.example/x", f"http://{HOST}//evil.example/x"):
            back = client.get("/_/elder/off", headers={"referer": crafty})["Location"]
            assert back in ("/", "/evil.example/x")

    def test_given_a_name_with_a_percent_sign_then_the_file_is_found(self, site, run_jobs):
        link = publish_file(site, "增长50%20年.txt")
        run_jobs()

        answer = self.get(link)

        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"1,2")

    def test_given_the_same_page_plain_and_packed_then_their_marks_differ(self, site):
        plain = self.get("/")
        packed = self.get("/", **{"accept-encoding": "br"})
        assert plain["ETag"] != packed["ETag"]
        known = {"accept-encoding": "br", "if-none-match": f'"x", {packed["ETag"]}'}
        assert self.get("/", **known).status_code == 304


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_config(folder: Path, servers: str) -> Path:
    """A whole configuration around the generated part, with everything in `folder`."""
    main = folder / "nginx.conf"
    main.write_text(
        (f"load_module {BROTLI};\n" if BROTLI else "")
        + f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        + ("user root;\n" if os.geteuid() == 0 else "")
        + "events {}\nhttp {\n access_log off;\n"
        + "".join(
            f" {kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + servers
        + "}\n",
        encoding="utf-8",
    )
    return main


def check_config(main: Path) -> None:
    checked = subprocess.run(
        [os.environ["ZHANQUN_NGINX"], "-t", "-c", str(main)], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr


@pytest.fixture
def nginx(site, settings, tmp_path, live_application):
    """A real nginx over the trees, with the generated configuration."""
    program = os.environ["ZHANQUN_NGINX"]
    port = free_port()
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    config = nginx_config(
        Options(
            listen=f"127.0.0.1:{port}",
            app=f"127.0.0.1:{live_application.server_port}",
            brotli=bool(BROTLI),
            cache=str(tmp_path),
            extra=str(tmp_path / "extra"),
        )
    )
    main = write_config(tmp_path, config)
    check_config(main)
    process = subprocess.Popen([program, "-c", str(main)])
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def live_application(site):
    """The application on loopback in this process, seeing this test's database."""
    from threading import Thread
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def _wait_for(port: int) -> None:
    for _attempt in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")


def ask(
    port: int, path: str, host: str = HOST, method: str = "GET", **headers: str
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={"Host": host} | headers)
    return connection.getresponse()


@pytest.mark.nginx
def test_given_a_real_nginx_then_it_answers_as_the_application_does(site, nginx, public_root):
    home = ask(nginx, "/", **{"Accept-Encoding": "gzip"})
    assert (home.status, home.headers["Content-Encoding"]) == (200, "gzip")
    assert "Accept-Encoding" in home.headers["Vary"]
    assert "default-src 'self'" in home.headers["Content-Security-Policy"]
    assert "青云市交通运输局" in gzip.decompress(home.read()).decode()

    page = ask(nginx, site.live.address)
    assert page.status == 200
    again = ask(nginx, site.live.address, **{"If-None-Match": page.headers["ETag"]})
    assert again.status == 304

    gone = ask(nginx, site.gone.address)
    assert (gone.status, "有误" in gone.read().decode()) == (410, True)
    moved = ask(nginx, site.moved.address)
    assert (moved.status, moved.headers["Location"]) == (301, "/gzdt/")
    missing = ask(nginx, "/nothing.html")
    assert (missing.status, "没有找到" in missing.read().decode()) == (404, True)

    for path in ("/.gone" + site.gone.address, "/index.html.gz", "/.new-x", "/../secret"):
        assert ask(nginx, path).status in (400, 404), path
    assert ask(nginx, "/gzdt").status == 200
    elder = ask(nginx, "/_/mode.css", Cookie="zq_elder=1")
    assert (elder.status, "Cookie" in str(elder.headers.get_all("Vary"))) == (200, True)
    assert elder.headers["Cache-Control"] == "no-cache"
    switch = ask(nginx, "/_/elder/on", Referer=f"http://{HOST}/gzdt/")
    assert (switch.status, switch.headers["Location"]) == (303, "/gzdt/")
    assert switch.headers["Set-Cookie"].startswith("zq_elder=1;")
    for crafty in ("http://evil.example//evil.example", f"http://{HOST}//evil.example/x"):
        assert ask(nginx, "/_/elder/on", Referer=crafty).headers["Location"] == "/"


@pytest.mark.nginx
def test_given_a_real_nginx_then_other_hosts_and_writing_are_refused(site, nginx):
    unknown = ask(nginx, "/", host="evil.example")
    assert (unknown.status, "青云" in unknown.read().decode()) == (404, False)
    assert ask(nginx, "/", method="POST").status == 405
    assert ask(nginx, "/", method="HEAD").status == 200
    page = ask(nginx, "/")
    assert page.headers["Cache-Control"] == "no-cache"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers.get("Set-Cookie") is None


@pytest.mark.nginx
def test_given_a_real_nginx_then_only_files_of_live_pages_are_served(site, nginx, run_jobs):
    link = publish_file(site, "增长50%20年.txt")
    before = ask(nginx, link).status
    run_jobs()

    file = ask(nginx, link)

    assert (before, file.status, file.read()) == (404, 200, b"1,2")
    assert "sandbox" in file.headers["Content-Security-Policy"]


@pytest.mark.nginx
def test_given_the_desk_behind_nginx_then_nothing_of_it_is_cached(site, nginx, settings):
    answer = ask(nginx, "/login/", host=settings.ZHANQUN_DESK_HOST)

    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.nginx
def test_given_certificates_then_nginx_takes_the_configuration(site, tmp_path, settings):
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificates of this test")
    for host in (HOST, "www.qingyun.localhost", settings.ZHANQUN_DESK_HOST):
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
        command += ["-subj", f"/CN={host}", "-keyout", f"{host}.key", "-out", f"{host}.pem"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    config = nginx_config(
        Options(
            listen=f"127.0.0.1:{free_port()}",
            redirect_listen=f"127.0.0.1:{free_port()}",
            certificates=str(tmp_path),
            desk_allow=["10.0.0.0/8"],
            cache=str(tmp_path),
        )
    )

    check_config(write_config(tmp_path, config))
    assert "return 301 https://$host$request_uri;" in config
    assert "allow 10.0.0.0/8;\n    deny all;" in config


@pytest.mark.nginx
def test_given_the_application_is_down_then_pages_still_answer(site, nginx, live_application):
    live_application.shutdown()
    live_application.server_close()

    assert ask(nginx, site.live.address).status == 200
    assert ask(nginx, site.gone.address).status == 410
    assert ask(nginx, "/nothing.html").status == 404
    assert ask(nginx, site.moved.address).status == 502
