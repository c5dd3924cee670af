"""A real nginx with the generated configuration."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application

from zhanqun.delivery.staticsite.api import tree_of
from zhanqun.delivery.staticsite.nginx import BURST, Options, nginx_config
from zhanqun.delivery.staticsite.tests.conftest import publish_file

HOST = "jtj.qingyun.localhost"
# Debian's module, where it is installed.
BROTLI = next(Path("/usr/lib/nginx/modules").glob("ngx_http_brotli_static_module.so"), None)

pytestmark = pytest.mark.nginx


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
        + "events {}\nhttp {\n"
        + ("" if "access_log" in servers else " access_log off;\n")
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
    assert "[warn]" not in checked.stderr, checked.stderr


@contextmanager
def running_nginx(folder: Path, **options: object) -> Iterator[int]:
    """nginx over the trees of this test; yields its port."""
    port = free_port()
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    config = nginx_config(
        Options(
            listen=f"127.0.0.1:{port}",
            brotli=bool(BROTLI),
            cache=str(folder),
            extra=str(folder / "extra"),
            **options,
        )
    )
    main = write_config(folder, config)
    check_config(main)
    process = subprocess.Popen([os.environ["ZHANQUN_NGINX"], "-c", str(main)])
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def static(settings, tmp_path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    (settings.STATIC_ROOT / "ui").mkdir(parents=True)
    return settings.STATIC_ROOT


@pytest.fixture
def live_application(site):
    """The application on loopback in this process, seeing this test's database."""

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def nginx(site, static, tmp_path, live_application) -> Iterator[int]:
    with running_nginx(tmp_path, app=f"127.0.0.1:{live_application.server_port}") as port:
        yield port


class Upstream(ThreadingHTTPServer):
    """Something that answers searches, slowly, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), _Answer)
        Thread(target=self.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        time.sleep(0.05)
        body = f"answer {len(self.server.asked)}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Set-Cookie", "who=1")
        self.send_header("Vary", "Cookie")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


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


def test_given_a_real_nginx_then_it_answers_as_the_application_does(site, nginx, public_root):
    home = ask(nginx, "/", **{"Accept-Encoding": "gzip"})
    assert (home.status, home.headers["Content-Encoding"]) == (200, "gzip")
    assert home.headers["Vary"] == "Accept-Encoding"
    assert "default-src 'self'" in home.headers["Content-Security-Policy"]
    assert "青云市交通运输局" in gzip.decompress(home.read()).decode()

    page = ask(nginx, site.live.address)
    assert page.status == 200
    again = ask(nginx, site.live.address, **{"If-None-Match": page.headers["ETag"]})
    assert again.status == 304

    gone = ask(nginx, site.gone.address)
    assert (gone.status, "有误" in gone.read().decode()) == (410, True)
    assert gone.headers["X-Content-Type-Options"] == "nosniff"
    moved = ask(nginx, site.moved.address)
    assert (moved.status, moved.headers["Location"]) == (301, "/gzdt/")
    missing = ask(nginx, "/nothing.html")
    assert (missing.status, "没有找到" in missing.read().decode()) == (404, True)
    assert missing.headers["Cache-Control"] == "no-cache"

    for path in ("/.gone" + site.gone.address, "/index.html.gz", "/.new-x", "/../secret", "/a/"):
        assert ask(nginx, path).status in (400, 404), path
    folder = ask(nginx, "/gzdt")
    assert (folder.status, folder.headers["Location"]) == (301, "/gzdt/")
    assert ask(nginx, "/gzdt/").status == 200
    elder = ask(nginx, "/_/mode.css", Cookie="zq_elder=1")
    assert (elder.status, elder.headers["Vary"]) == (200, "Accept-Encoding, Cookie")
    assert elder.headers["Cache-Control"] == "no-cache"
    switch = ask(nginx, "/_/elder/on", Referer=f"http://{HOST}/gzdt/")
    assert (switch.status, switch.headers["Location"]) == (303, "/gzdt/")
    assert switch.headers["Set-Cookie"].startswith("zq_elder=1;")
    for crafty in ("http://evil.example//evil.example", f"http://{HOST}//evil.example/x"):
        assert ask(nginx, "/_/elder/on", Referer=crafty).headers["Location"] == "/elder.html"
        assert ask(nginx, "/_/access/size/2", Referer=crafty).headers["Location"] == "/"


def test_given_a_real_nginx_then_the_readers_settings_need_no_application(site, nginx):
    chosen = ask(nginx, "/_/access/contrast/black", Referer=f"http://{HOST}/gzdt/")
    assert (chosen.status, chosen.headers["Location"]) == (303, "/gzdt/")
    assert chosen.headers["Set-Cookie"].startswith("zq_contrast=black; Path=/; Max-Age=31536000")
    for wrong in ("/_/access/contrast/red", "/_/access/size/22", "/_/access/", "/_/access/x/1"):
        assert ask(nginx, wrong).status == 404, wrong
    reset = ask(nginx, "/_/access/reset")
    cleared = {value.split("=")[0] for value in reset.headers.get_all("Set-Cookie")}
    assert cleared == {"zq_size", "zq_contrast", "zq_spacing", "zq_pointer"}

    mode = ask(nginx, "/_/mode.css", Cookie="zq_elder=1; zq_contrast=black; zq_size=9")
    assert mode.read().decode() == (
        '@import url("/_/mode-elder.css");@import url("/static/ui/css/mode-contrast-black.css");'
    )
    assert mode.headers["Content-Type"].startswith("text/css")
    assert (mode.headers["Vary"], mode.headers["Cache-Control"]) == (
        "Accept-Encoding, Cookie",
        "no-cache",
    )
    ordinary = ask(nginx, "/_/mode-ordinary.css", Cookie="zq_elder=1")
    assert (ordinary.status, "--p-text" in ordinary.read().decode()) == (200, False)
    assert ask(nginx, "/.zhanqun-mode").status == 404


def test_given_a_real_nginx_then_traditional_pages_follow_their_source(site, nginx):
    path = f"/tc{site.live.address}"
    first = ask(nginx, path)
    text = first.read().decode()
    assert (first.status, "青雲江大橋" in text) == (200, True)
    assert (first.headers["Cache-Control"], first.headers["Vary"]) == (
        "no-cache",
        "Accept-Encoding",
    )
    assert ask(nginx, f"{path}?utm=1").status == 200
    again = ask(nginx, path, **{"If-None-Match": first.headers["ETag"]})
    assert again.status == 304
    packed = ask(nginx, path, **{"Accept-Encoding": "gzip"})
    assert "青雲江大橋" in gzip.decompress(packed.read()).decode()

    assert ask(nginx, f"/tc{site.gone.address}").status == 410
    moved = ask(nginx, f"/tc{site.moved.address}")
    assert (moved.status, moved.headers["Location"]) == (301, "/tc/gzdt/")
    folder = ask(nginx, "/tc/gzdt")
    assert (folder.status, folder.headers["Location"]) == (301, "/tc/gzdt/")
    for wrong in ("/tc/no.html", "/tc/feed.xml", "/tc/_/alert.html", "/tc/.gone/a.html", "/tc/tc/"):
        assert ask(nginx, wrong).status == 404, wrong
    assert ask(nginx, path, method="POST").status == 405
    way = ask(nginx, "/_/tc", Referer=f"http://{HOST}/gzdt/?p=1").headers["Location"]
    back = ask(nginx, "/_/sc", Referer=f"http://{HOST}/tc/gzdt/").headers["Location"]
    assert (way, back) == ("/tc/gzdt/", "/gzdt/")
    asked = "/search?q=%E6%A1%A5&p=2"
    way = ask(nginx, "/_/tc", Referer=f"http://{HOST}{asked}").headers["Location"]
    back = ask(nginx, "/_/sc", Referer=f"http://{HOST}/tc{asked}").headers["Location"]
    assert (way, back) == (f"/tc{asked}", asked)
    # There is no index here; the page that says so comes from the application all the same.
    assert 'lang="zh-Hant"' in ask(nginx, f"/tc{asked}").read().decode()
    assert "預警" in ask(nginx, "/_/alert-tc.html").read().decode()

    # Taken down: gone here at once, though nginx still keeps the converted page.
    tree_of(HOST).mark_gone(site.live.address, b"gone")
    assert ask(nginx, path).status == 410


def test_given_a_real_nginx_then_other_hosts_and_writing_are_refused(site, nginx, settings):
    unknown = ask(nginx, "/", host="evil.example")
    assert (unknown.status, "青云" in unknown.read().decode()) == (404, False)
    long = ask(nginx, "/" + "a" * 40_000)
    assert (long.status, "地址太长" in long.read().decode()) == (414, True)
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(nginx, "/", method=method).status == 405
    assert ask(nginx, "/", method="HEAD").status == 200
    page = ask(nginx, "/")
    assert page.headers["Cache-Control"] == "no-cache"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers.get("Set-Cookie") is None

    desk = settings.ZHANQUN_DESK_HOST
    assert ask(nginx, "/login/", host=desk).headers["Cache-Control"] == "private, no-store"
    large = ask(nginx, "/x/", host=desk, method="POST", **{"Content-Length": "400000000"})
    assert (large.status, "320兆字节" in large.read().decode()) == (413, True)


def test_given_the_door_then_a_post_reaches_the_application_and_no_other_place(site, nginx):
    form = "/intake/error-report/"
    opened = ask(nginx, form)
    page = opened.read().decode()
    assert (opened.status, "青云市交通运输局" in page) == (200, True)
    assert opened.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in opened.headers["Content-Security-Policy"]

    sent = ask(nginx, form, method="POST", **{"X-Real-IP": "10.9.9.9", "Content-Length": "0"})
    assert (sent.status, "需要修改" in sent.read().decode()) == (422, True)
    large = ask(nginx, form, method="POST", **{"Content-Length": "400000000"})
    assert (large.status, "您填写的文字都在" in large.read().decode()) == (413, True)
    for path in ("/search", "/intake/", "/intake/x/y/", "/"):
        assert ask(nginx, path, method="POST", **{"Content-Length": "0"}).status == 405, path


def test_given_files_of_every_kind_then_type_charset_ranges_and_lifetime_are_right(
    site, nginx, static, run_jobs
):
    tree = tree_of(HOST)
    tree.write("/short.html", b"<p>short</p>", content_type="text/html")
    tree.write("/feed.xml", b"<feed/>", content_type="application/atom+xml")
    tree.write("/_/x.mjs", b"0", content_type="text/javascript")
    tree.write("/f/k/x.ofd", b"0123456789", content_type="application/ofd")
    (static / "ui" / "face.0123456789ab.css").write_text("a{}")
    (static / "ui" / "face.css").write_text("a{}")
    link = publish_file(site, "增长50%20年.txt")
    before = ask(nginx, link).status
    run_jobs()

    file = ask(nginx, link)
    assert (before, file.status, file.read()) == (404, 200, b"1,2")
    assert (file.headers["Content-Type"], "sandbox" in file.headers["Content-Security-Policy"]) == (
        "text/plain",
        True,
    )
    types = {path: ask(nginx, path).headers["Content-Type"] for path in ("/short.html",
             "/feed.xml", "/_/x.mjs", "/f/k/x.ofd", "/static/ui/face.css")}  # fmt: skip
    assert types == {
        "/short.html": "text/html; charset=utf-8",
        "/feed.xml": "application/xml; charset=utf-8",
        "/_/x.mjs": "text/javascript; charset=utf-8",
        "/f/k/x.ofd": "application/ofd",
        "/static/ui/face.css": "text/css; charset=utf-8",
    }
    # No twin, and yet a cache must know that there could be one.
    assert ask(nginx, "/short.html").headers["Vary"] == "Accept-Encoding"
    part = ask(nginx, "/f/k/x.ofd", Range="bytes=2-4")
    assert (part.status, part.read()) == (206, b"234")
    hashed = ask(nginx, "/static/ui/face.0123456789ab.css").headers["Cache-Control"]
    assert hashed == "public, max-age=31536000, immutable"
    assert ask(nginx, "/static/ui/face.css").headers["Cache-Control"] == "no-cache"
    assert ask(nginx, "/static/ui/gone.0123456789ab.css").headers["Cache-Control"] == "no-cache"
    if BROTLI:
        packed = ask(nginx, "/", **{"Accept-Encoding": "gzip, br"})
        assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == (
            "br",
            "Accept-Encoding",
        )
        assert packed.headers["ETag"] != ask(nginx, "/").headers["ETag"]


def test_given_searches_then_the_same_is_asked_once_and_a_flood_is_turned_away(
    site, static, tmp_path
):
    upstream = Upstream()
    with running_nginx(tmp_path, app=f"127.0.0.1:{upstream.server_port}") as port:
        same = [ask(port, "/search?q=1", Cookie="who=2") for _n in range(8)]
        assert {answer.status for answer in same} == {200}
        assert len({answer.read() for answer in same}) < 8
        assert len(upstream.asked) < 4
        path, headers = upstream.asked[0]
        assert (path, headers["Host"], headers.get("Cookie")) == ("/search?q=1", HOST, None)
        assert same[0].headers.get("Set-Cookie") is None
        assert (same[0].headers["Vary"], same[0].headers["Cache-Control"]) == (
            "Accept-Encoding",
            "no-cache",
        )
        assert "default-src 'self'" in same[0].headers["Content-Security-Policy"]

        before = len(upstream.asked)
        for stranger in ("/searching.html", "/nothing/", "/intake", "/a/search"):
            assert ask(port, stranger).status == 404
        assert ask(port, "/search/complete?q=", method="POST").status == 405
        assert len(upstream.asked) == before

        upstream.stop()
        # What is known is told on, though it may be old; all else says that it cannot be had.
        assert ask(port, "/search?q=1").status == 200
        away = ask(port, "/search?q=2")
        assert (away.status, "暂时不能提供" in away.read().decode()) == (502, True)
        assert (away.headers["Retry-After"], away.headers["Cache-Control"]) == ("30", "no-store")
        flood = [ask(port, f"/search/api?q={number}") for number in range(BURST * 2)]
        busy = next(answer for answer in flood if answer.status == 429)
        assert ("访问太频繁" in busy.read().decode(), busy.headers["Retry-After"]) == (True, "10")
        assert ask(port, site.live.address).status == 200


def test_given_a_moved_page_then_it_is_asked_once_whatever_stands_behind_it(site, static, tmp_path):
    upstream = Upstream()
    with running_nginx(tmp_path, app=f"127.0.0.1:{upstream.server_port}") as port:
        for number in range(5):
            ask(port, f"{site.moved.address}?{number}")
        asked = [path for path, _headers in upstream.asked]
        upstream.stop()

    assert set(asked) == {site.moved.address}


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
    assert "add_header Strict-Transport-Security" in config
    assert "add_header Strict-Transport-Security" in nginx_config(Options(listen="443 ssl"))
    assert "add_header Strict-Transport-Security" not in nginx_config(Options(listen="80"))


def test_given_the_application_is_down_then_pages_and_known_moves_still_answer(
    site, nginx, live_application
):
    assert ask(nginx, site.moved.address).status == 301
    live_application.shutdown()
    live_application.server_close()

    assert ask(nginx, site.live.address).status == 200
    assert ask(nginx, site.gone.address).status == 410
    assert ask(nginx, "/nothing.html").status == 404
    moved = ask(nginx, site.moved.address)
    assert (moved.status, moved.headers["Location"]) == (301, "/gzdt/")
