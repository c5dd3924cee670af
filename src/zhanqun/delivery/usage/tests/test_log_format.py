"""What a real nginx writes is what the figures are counted from."""

import http.client
from pathlib import Path

import pytest

from zhanqun.delivery.staticsite.api import tree_of
from zhanqun.delivery.staticsite.tests.test_nginx import running_nginx
from zhanqun.delivery.usage.folding import Fold
from zhanqun.delivery.usage.tests.lines import CHROME, HOST

pytestmark = pytest.mark.nginx


@pytest.fixture
def visits(settings, tmp_path, town) -> Path:
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "public"
    settings.STATIC_ROOT = tmp_path / "static"
    tree = tree_of(HOST)
    for path in ("/index.html", "/a/1.html", "/404.html", "/_/mode.css"):
        tree.write(path, path.encode(), content_type="text/html")
    return tmp_path / "visits.log"


def ask(port, path, method="GET"):
    reader = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    reader.request(method, path, headers={"Host": HOST, "User-Agent": CHROME, "Cookie": "zq_a=1"})
    answer = reader.getresponse()
    answer.read()
    reader.close()
    return answer.status


def test_given_the_generated_configuration_then_the_log_holds_pages_without_persons(
    visits, tmp_path
):
    with running_nginx(tmp_path, visits_log=str(visits), beacon=True) as port:
        asked = [
            ("GET", "/?name=%E5%BC%A0%E4%B8%89", 200),
            ("GET", "/_/mode.css", 200),
            ("GET", "/a/1.html?from=secret", 200),
            ("HEAD", "/a/1.html", 200),
            ("POST", "/a/1.html", 405),
            ("POST", "/_/visit?/a/1.html", 204),
            ("GET", "/f/none.pdf", 404),
        ]
        answers = [ask(port, path, method) for method, path, _status in asked]
    lines = visits.read_bytes().splitlines()

    assert answers == [status for _method, _path, status in asked]
    seen = [(row[2], row[4]) for row in (line.split(b"\t") for line in lines)]
    assert seen == [
        (b"200", b"/"),
        (b"200", b"/_/mode.css"),
        (b"200", b"/a/1.html"),
        (b"204", b"/a/1.html"),
    ]
    assert all(line.split(b"\t")[1] == b"127.0.0" for line in lines)
    assert b"secret" not in visits.read_bytes() and b"zq_a" not in visits.read_bytes()
    fold = Fold({HOST: 7})
    fold.take(lines)
    assert dict(fold.sums(b"salt").pages) == {(7, "/index.html"): 1, (7, "/a/1.html"): 1}
