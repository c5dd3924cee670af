"""Serving: nginx with our configuration beside nginx over bare files, and under a flood.

Bare: the least configuration there is, over files that are as long as what ours sends; both
serve the same addresses at random, in turns. Then pages are fetched at a steady rate while the
application behind /search (gunicorn with the real one) is saturated: by one address, by many
addresses with words of their own, by many with the same word. Below 0.95 of bare, or above 2 ms
at the 95th percentile, it fails. ZHANQUN_BENCH_PAGES sets the number of addresses.
"""

import contextlib
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _scratch import BASE, ROOT, installation, keep, table

PAGES = int(os.environ.get("ZHANQUN_BENCH_PAGES", "10000"))
PAGE_BYTES, PAGE = 12_000, "text/html; charset=utf-8"
ROUNDS, SECONDS = 7, 3
WORKERS = 2
HOST = "jtj.qingyun.localhost"
RATIO_MIN, P95_MAX_MS = 0.95, 2.0

MAIN = """{modules}daemon off; worker_processes {workers}; pid {folder}/nginx.pid;
error_log {folder}/error.log; worker_rlimit_nofile 8192;
{user}events {{ worker_connections 2048; }}
http {{
access_log off;
{temporary}
{servers}
}}
"""
BARE = """
types {{ text/html html; }}
server {{ listen 127.0.0.1:{port}; server_name {host}; root {root}; sendfile on; tcp_nopush on; }}
"""
# More than the application can answer: so many readers, each with a pause between questions.
FLOOD_CONNECTIONS, FLOOD_PAUSE_MS = 100, 30
# The flood names an address of its own per request, as from many readers.
MANY_ADDRESSES = "set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;"

SCRIPT = """
local requests, pause, flood = {}, %(pause)d, %(flood)s
local host = {["Host"] = "%(host)s", ["Accept-Encoding"] = "br, gzip"}
function init()
  math.randomseed(%(seed)d)
  if not flood then
    for line in io.lines("%(addresses)s") do
      requests[#requests + 1] = wrk.format("GET", line, host)
    end
  end
end
function request()
  if flood then
    host["X-Forwarded-For"] = flood == "one" and "10.1.1.1"
      or string.format("10.%%d.%%d.%%d", math.random(250), math.random(250), math.random(250))
    local word = flood == "word" and "1" or tostring(math.random(1, 1e9))
    return wrk.format("GET", "/search?q=" .. word, host)
  end
  return requests[math.random(#requests)]
end
if pause > 0 then function delay() return pause end end
if flood then
  counts = {}
  function response(status) counts[status] = (counts[status] or 0) + 1 end
  local threads = {}
  function setup(thread) threads[#threads + 1] = thread end
  function done(summary, latency)
    local all = {}
    for _, thread in ipairs(threads) do
      for status, n in pairs(thread:get("counts")) do all[status] = (all[status] or 0) + n end
    end
    local parts = {}
    for status, n in pairs(all) do parts[#parts + 1] = string.format('"%%d": %%d', status, n) end
    print("RESULT {" .. table.concat(parts, ", ") .. "}")
  end
else
  function done(summary, latency)
    print(string.format('RESULT {"rate": %%f, "p50": %%f, "p95": %%f, "p99": %%f, "bad": %%d}',
      summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
      latency:percentile(95) / 1000, latency:percentile(99) / 1000,
      summary.errors.status + summary.errors.connect + summary.errors.read
      + summary.errors.write + summary.errors.timeout))
  end
end
"""


def main() -> None:
    from zhanqun.config.commands import tools

    programs = tools.nginx(), tools.wrk()
    if not all(programs):
        raise SystemExit("nginx and wrk are needed")
    with installation() as environment:
        from town import build_town

        build_town()
        paths = _pages(Path(environment["ZHANQUN_PUBLIC_ROOT"]) / HOST)
        with _application(environment) as app, _both(str(programs[0]), app) as (ours, bare):
            wrk = Wrk(str(programs[1]), paths)
            rates = _alternate(wrk, ours, bare)
            floods = _under_floods(wrk, ours)
    _tell(rates, floods)


FOLDERS = {"ours": BASE / "ours", "bare": BASE / "bare-nginx"}


class Wrk:
    """The load generator with its script."""

    def __init__(self, program: str, paths: list[str]) -> None:
        self.program = program
        self.addresses = BASE / "addresses.txt"
        self.addresses.write_text("\n".join(paths))

    def start(self, port: int, *, flood: str = "", pause: int = 0, connections: int = 8) -> Any:
        script = BASE / f"{flood or 'static'}-{pause}.lua"
        facts = {"pause": pause, "flood": f'"{flood}"' if flood else "false", "host": HOST}
        facts |= {"addresses": self.addresses, "seed": random.randrange(10**6)}
        script.write_text(SCRIPT % facts)
        command = [self.program, "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", str(script)]
        return subprocess.Popen(
            [*command, f"http://127.0.0.1:{port}/"], stdout=subprocess.PIPE, text=True
        )

    def run(self, port: int, **options: Any) -> dict[str, float]:
        return self.result(self.start(port, **options))

    @staticmethod
    def result(process: Any) -> dict[str, float]:
        out, _none = process.communicate()
        line = next(line for line in out.splitlines() if line.startswith("RESULT "))
        return dict(json.loads(line.removeprefix("RESULT ")))


def _alternate(wrk: Wrk, ours: int, bare: int) -> dict[str, list[float]]:
    """Requests a second and microseconds of processor for one, in turns; the first round is not
    counted."""
    rates: dict[str, list[float]] = {"ours": [], "bare": [], "ours µs": [], "bare µs": []}
    for number in range(ROUNDS + 1):
        turns = [("ours", ours), ("bare", bare)]
        for name, port in turns if number % 2 else turns[::-1]:
            before = _processor_seconds(name)
            result = wrk.run(port, connections=32)
            spent = _processor_seconds(name) - before
            if result["bad"]:
                raise SystemExit(f"{name} failed {result['bad']} times")
            if number:
                rates[name].append(result["rate"])
                rates[f"{name} µs"].append(spent / (result["rate"] * SECONDS) * 1e6)
    return rates


def _under_floods(wrk: Wrk, port: int) -> list[tuple[str, dict[str, float], dict[str, float]]]:
    """Static pages at a steady rate beside each flood."""
    found = []
    for name, flood in (
        ("no flood", ""),
        ("one address", "one"),
        ("many addresses, many words", "many"),
        ("many addresses, one word", "word"),
    ):
        load = {"connections": FLOOD_CONNECTIONS, "pause": FLOOD_PAUSE_MS}
        other = wrk.start(port, flood=flood, **load) if flood else None
        time.sleep(0.3)
        static = wrk.run(port, pause=2, connections=4)
        found.append((name, static, wrk.result(other) if other else {}))
    return found


def _pages(root: Path) -> list[str]:
    """Pages of Chinese text, as long as a real one, with twins; returns their addresses."""
    from zhanqun.delivery.staticsite.tree import SiteTree

    words = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    picks = random.Random(4)
    tree, paths = SiteTree(root), []
    for number in range(PAGES):
        text = "".join(picks.choices(words, weights=range(3000, 0, -1), k=1200))
        frame = "".join(f'<li><a href="/column{n}/">栏目{n}</a></li>' for n in range(150))
        body = f"<!doctype html><title>{number}</title>{frame}<p>{text}</p>".encode()
        body += b" " * max(0, PAGE_BYTES - len(body))
        path = f"/a/2026{number % 12 + 1:02}/{number}.html"
        tree.write(path, body, content_type=PAGE)
        paths.append(path)
    for name in ("404", "429", "50x"):
        tree.write(f"/{name}.html", b"<p>error</p>" * 300, content_type=PAGE)
    return paths


@contextlib.contextmanager
def _both(program: str, app: int) -> Iterator[tuple[int, int]]:
    """Both servers over the same addresses; bare: files of the very bytes that ours sends."""
    from zhanqun.delivery.staticsite.nginx import Options, nginx_config

    ours, bare = _free_port(), _free_port()
    module = next(Path("/usr/lib/nginx/modules").glob("ngx_http_brotli_static_module.so"), None)
    (BASE / "extra").mkdir()
    (BASE / "extra" / "site.conf").write_text(MANY_ADDRESSES)
    options = Options(
        listen=f"127.0.0.1:{ours}",
        app=f"127.0.0.1:{app}",
        brotli=bool(module),
        cache=str(BASE),
        extra=str(BASE / "extra"),
    )
    public, sent = BASE / "public" / HOST, BASE / "bare"
    for twin in public.rglob("*.html" + (".br" if module else ".gz")):
        place = sent / twin.relative_to(public).with_suffix("")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(twin.read_bytes())
    for folder in (BASE, *BASE.parents[:2]):
        folder.chmod(0o755)
    modules = f"load_module {module};\n" if module else ""
    plain = BARE.format(port=bare, host=HOST, root=sent)
    with (
        _nginx(program, "ours", nginx_config(options), modules, ours),
        _nginx(program, "bare-nginx", plain, "", bare),
    ):
        yield ours, bare


@contextlib.contextmanager
def _nginx(program: str, name: str, servers: str, modules: str, port: int) -> Iterator[None]:
    folder = BASE / name
    folder.mkdir()
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        MAIN.format(
            modules=modules,
            workers=WORKERS,
            folder=folder,
            user="user root;\n" if os.geteuid() == 0 else "",
            temporary=temporary,
            servers=servers,
        )
    )
    process = subprocess.Popen([program, "-c", str(main)])
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _processor_seconds(name: str) -> float:
    """Time on processors of all workers of one nginx so far."""
    master = (FOLDERS[name] / "nginx.pid").read_text().strip()
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    fields = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2] for child in children]
    ticks = sum(int(part) for line in fields for part in line.split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def _application(environment: dict[str, str]) -> Iterator[int]:
    """gunicorn with the real application, as in production."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "zhanqun.config.wsgi", "--preload"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    command += ["--log-level", "error", "--no-control-socket"]
    with (BASE / "application.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _attempt in range(1200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("a server did not start")


def _tell(rates: dict[str, list[float]], floods: list[Any]) -> None:
    middle = {name: statistics.median(values) for name, values in rates.items()}
    ratio = statistics.median(
        ours / bare for ours, bare in zip(rates["ours"], rates["bare"], strict=True)
    )
    rows = [
        (name, *(round(value, 1) for value in values), round(middle[name], 1))
        for name, values in rates.items()
    ]
    rounds = [f"round {number + 1}" for number in range(ROUNDS)]
    table(("requests/s; processor µs each", *rounds, "median"), rows)
    print(f"\nours : bare = {ratio:.3f} over {PAGES} addresses (median of the rounds)\n")
    lines = [
        (
            name,
            round(static["rate"]),
            *(round(static[part], 2) for part in ("p50", "p95", "p99")),
            static["bad"],
            ", ".join(f"{status}: {count}" for status, count in sorted(answers.items())),
        )
        for name, static, answers in floods
    ]
    table(("flood", "static/s", "p50 ms", "p95", "p99", "bad", "answers to the flood"), lines)
    keep({"pages": PAGES, "rates": rates, "ratio": ratio, "floods": lines})
    slowest = max(static["p95"] for _name, static, _answers in floods)
    if ratio < RATIO_MIN or slowest > P95_MAX_MS:
        raise SystemExit(f"ratio {ratio:.3f} (at least {RATIO_MIN}), p95 {slowest:.2f} ms")


if __name__ == "__main__":
    main()
