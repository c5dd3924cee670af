"""Serving: nginx with our configuration beside nginx over bare files, and under a flood.

Bare: the least configuration there is, over files that are as long as what ours sends; both
serve the same addresses at random, in turns. Then pages are fetched at a steady rate while the
application behind /search (gunicorn with the real one, over an index of real texts) is saturated:
by one address, by many addresses with words of their own, by many with the same word.

Server, application and readers are groups of their own for the scheduler, as services are; the
application's weighs a tenth of nginx's (CPUWeight=10, docs/zh/网站服务器.md), and one line shows
what comes of it where both weigh the same. Those who flood are elsewhere in real life, and here
below everybody, so that it is not their own work that is measured. Below 0.95 of bare, or above
2 ms at the 95th percentile, it fails. ZHANQUN_BENCH_PAGES sets the number of addresses.
"""

import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from _scratch import BASE, ROOT, installation, keep, table
from _servers import Application, application, both, processor_seconds, workers_of
from _wrk import Wrk

PAGES = int(os.environ.get("ZHANQUN_BENCH_PAGES", "10000"))
PAGE_BYTES, PAGE = 12_000, "text/html; charset=utf-8"
ROUNDS, SECONDS = 7, 3
TEXTS = 2000
HOST = "bm0.qingyun.localhost"
RATIO_MIN, P95_MAX_MS = 0.95, 2.0

# More than the application can answer: so many readers, each with a pause between questions.
FLOOD = {"connections": 100, "pause_ms": 30, "nice": 19}
# A modest rate of pages, about 1,000 a second.
STEADY = {"connections": 50, "pause_ms": 50}
APP_NICE = 10
LEVEL = "many words, application level with nginx"


def main() -> None:
    from zhanqun.config.commands import tools

    programs = tools.nginx(), tools.wrk()
    if not all(programs):
        raise SystemExit("nginx and wrk are needed")
    with installation() as environment:
        environment |= {"ZHANQUN_SEARCH_ROOT": str(BASE / "search")}
        questions = _search(environment)
        paths = _pages(Path(environment["ZHANQUN_PUBLIC_ROOT"]) / HOST)
        wrk = Wrk(str(programs[1]), BASE, HOST, SECONDS)
        with (
            application(environment) as app,
            both(str(programs[0]), HOST, app.port) as (ours, bare),
        ):
            rates = _alternate(wrk, paths, ours, bare)
            floods = _under_floods(wrk, paths, questions, ours, app)
    _tell(rates, floods)


def _alternate(wrk: Wrk, paths: list[str], ours: int, bare: int) -> dict[str, list[float]]:
    """Requests a second and microseconds of processor for one, in turns; the first round is not
    counted."""
    rates: dict[str, list[float]] = {"ours": [], "bare": [], "ours µs": [], "bare µs": []}
    for number in range(ROUNDS + 1):
        turns = [("ours", ours), ("bare", bare)]
        for name, port in turns if number % 2 else turns[::-1]:
            workers = workers_of(name)
            before = processor_seconds(workers)
            result = wrk.run(port, paths, connections=32)
            spent = processor_seconds(workers) - before
            if result["bad"]:
                raise SystemExit(f"{name} failed {result['bad']} times")
            if number:
                rates[name].append(result["rate"])
                rates[f"{name} µs"].append(spent / (result["rate"] * SECONDS) * 1e6)
    return rates


def _under_floods(
    wrk: Wrk, paths: list[str], questions: list[str], port: int, app: Application
) -> list[dict[str, Any]]:
    """Static pages at a steady rate beside each flood."""
    # Unmeasured: the first questions wait for the dictionary and the index.
    wrk.run(port, questions, flood="many", **FLOOD)
    app.settle()
    found = []
    for nice, name, flood in (
        (0, "no flood", ""),
        (0, LEVEL, "many"),
        (APP_NICE, "one address", "one"),
        (APP_NICE, "many addresses, many words", "many"),
        (APP_NICE, "many addresses, one word", "word"),
    ):
        app.weigh(nice)
        found.append(_beside(wrk, paths, questions, port, app, name=name, flood=flood))
        app.settle()
    return found


def _beside(
    wrk: Wrk,
    paths: list[str],
    questions: list[str],
    port: int,
    app: Application,
    *,
    name: str,
    flood: str,
) -> dict[str, Any]:
    before, started = processor_seconds(app.processes()), time.perf_counter()
    other = wrk.start(port, questions, flood=flood, **FLOOD) if flood else None
    time.sleep(0.3)
    static = wrk.run(port, paths, **STEADY)
    answers = wrk.result(other)["statuses"] if other else {}
    busy = processor_seconds(app.processes()) - before
    busy /= time.perf_counter() - started
    return static | {"flood": name, "answers": answers, "application": busy}


def _search(environment: dict[str, str]) -> list[str]:
    """Texts, their index and the frame of the search page; returns addresses that ask for words
    of theirs."""
    from _cluster import make_cluster

    from zhanqun.content.library.api import Article
    from zhanqun.delivery.staticsite.api import SitePublisher
    from zhanqun.foundation.targets import Target

    site_id = make_cluster(TEXTS, sites=2).towns[0].bureau_site.site_id
    SitePublisher(site_id).refresh(Target(site_id, "search_shell", ""))
    command = [sys.executable, str(ROOT / "manage.py"), "rebuild_search"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    titles = Article.objects.values_list("title", flat=True)
    words = {title[at : at + 2] for title in titles for at in range(0, len(title) - 1, 2)}
    return [f"/search?q={quote(word)}" for word in sorted(words) if word.isalpha()]


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
            row["flood"],
            round(row["rate"]),
            *(round(row[part], 2) for part in ("p50", "p95", "p99")),
            row["bad"],
            round(row["application"], 2),
            ", ".join(f"{status}: {n}" for status, n in sorted(row["answers"].items())),
        )
        for row in floods
    ]
    head = ("flood", "pages/s", "p50 ms", "p95", "p99", "bad", "processors of the application")
    table((*head, "answers to the flood"), lines)
    keep({"pages": PAGES, "rates": rates, "ratio": ratio, "floods": floods})
    slowest = max(row["p95"] for row in floods if row["flood"] != LEVEL)
    if ratio < RATIO_MIN or slowest > P95_MAX_MS:
        raise SystemExit(f"ratio {ratio:.3f} (at least {RATIO_MIN}), p95 {slowest:.2f} ms")
    if not all("503" in row["answers"] for row in floods if "many words" in row["flood"]):
        raise SystemExit("the application had room left: nothing was shown")


if __name__ == "__main__":
    main()
