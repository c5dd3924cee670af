"""A warning on every site of a cluster: from the commit of its release until the last file stands.

A publisher runs beside, as in an installation. Measured at rest, and while the portal's new name is
drawn on every page of every site; no bar may miss the goal in either. The baseline is the least
there is: the same bytes with their twins put into the same folders by a loop, with no database,
nothing drawn and nothing remembered.

    make bench ARGS="alerts --sites 100 --articles 100000"
"""

import argparse
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from _scratch import installation, keep, percentile, table
from _worker import running, wait

GOAL_MS = 2000
BAR, SETTLE_SECONDS = "_/alert.html", 1800


def main() -> None:
    options = _options()
    with installation() as environment:
        result = _measure(options, environment)
    keep(result)
    _print(result)
    if max(*result["bars_ms"], *result["during_bars_ms"]) > GOAL_MS:
        raise SystemExit(f"missed: bars above {GOAL_MS} ms")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("alerts")
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=10)
    return parser.parse_args()


def _measure(options: argparse.Namespace, environment: dict[str, str]) -> dict[str, Any]:
    from _cluster import make_cluster, note_files

    cluster = make_cluster(options.articles, sites=options.sites)
    pages = note_files()
    town, public = cluster.towns[0], Path(environment["ZHANQUN_PUBLIC_ROOT"])
    with running("run_publisher", environment) as publisher:
        wait(_nothing_waits, SETTLE_SECONDS)
        _release(town, "预热", public)
        at_rest = [_release(town, f"第{number}片", public) for number in range(options.rounds)]
        baseline = [_plain(public) for _round in range(options.rounds)]
        _rename(town)
        during = [_release(town, f"其间{number}", public) for number in range(options.rounds)]
        still = not _nothing_waits()
        peak_mb = publisher.peak_mb
    return {
        "sites": len(_folders(public)),
        "pages": pages,
        "bars_ms": [bars for bars, _all in at_rest],
        "all_ms": [all_ms for _bars, all_ms in at_rest],
        "during_bars_ms": [bars for bars, _all in during],
        "during_all_ms": [all_ms for _bars, all_ms in during],
        "plain_ms": baseline,
        "still_running": still,
        "publisher_mb": peak_mb,
    }


def _release(town: Any, area: str, public: Path) -> tuple[float, float]:
    """ms from the commit until the last bar, and until the last file of the warning."""
    from django.db import transaction

    from zhanqun.content.alerts import api as alerts
    from zhanqun.content.alerts.tests.making import content
    from zhanqun.foundation import clock

    now = clock.now()
    editor, chief = town.people["editor"], town.people["chief"]
    period = {"onset_at": now, "expires_at": now + timedelta(hours=12)}
    draft = alerts.compose(content=content(town, area=area, **period), by=editor, now=now)
    waiting = alerts.submit(uid=draft.uid, by=editor, now=now)
    committed: list[float] = []
    with transaction.atomic():
        alert = alerts.release(uid=waiting.uid, digest=waiting.digest, by=chief, now=now)
        transaction.on_commit(lambda: committed.append(time.time()))
    folders = _folders(public)
    names = [f"alerts/{alert.uid}.html", f"_/cap/{alert.identifier}.xml"]
    wait((folders[-1] / names[0]).exists)
    wait(_nothing_urgent)
    changing = [BAR, "alerts/index.html", "_/cap.xml"]
    assert all(area in _text(folder / BAR) for folder in folders)
    bars = max(_stood(folder / BAR) for folder in folders)
    last = max(_stood(folder / name) for folder in folders for name in [*names, *changing])
    figures = (bars - committed[0]) * 1000, (last - committed[0]) * 1000
    print(f"{area}: bars {figures[0]:.0f} ms, all {figures[1]:.0f} ms", flush=True)
    return figures


def _plain(public: Path) -> float:
    """The bars' bytes and their twins, written beside themselves."""
    parts = [
        (file, file.read_bytes())
        for folder in _folders(public)
        for file in (folder / "_").glob("alert.html*")
    ]
    started = time.perf_counter()
    for file, body in parts:
        other = file.with_name("plain-" + file.name)
        other.write_bytes(body)
        other.unlink()
    return (time.perf_counter() - started) * 1000


def _rename(town: Any) -> None:
    from zhanqun.content.sites import api as sites
    from zhanqun.delivery.staticsite.api import StaleTarget

    facts = {"name": "青云市人民政府（新）"}
    sites.update_site(profile=town.portal, facts=facts, by=None, now=town.now)
    wait(lambda: StaleTarget.objects.exists())


def _folders(public: Path) -> list[Path]:
    return [bar.parents[1] for bar in public.glob(f"*/{BAR}")]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _stood(path: Path) -> float:
    """A file's inode changes when it is renamed to its place."""
    return path.stat().st_ctime


def _nothing_urgent() -> bool:
    from zhanqun.delivery.staticsite.api import StaleTarget

    return not StaleTarget.objects.filter(urgency=0).exists()


def _nothing_waits() -> bool:
    from zhanqun.delivery.staticsite.api import waiting_changes

    return waiting_changes() == 0


def _print(result: dict[str, Any]) -> None:
    print(f"\n{result['sites']} sites, {result['pages']:,} pages")
    series = {
        "bar on the last site": "bars_ms",
        "last of all its files": "all_ms",
        "bar while every page is made anew": "during_bars_ms",
        "last file while every page is made anew": "during_all_ms",
        "the bars' bytes written by a loop": "plain_ms",
    }
    rows = [(name, *_figures(result[key])) for name, key in series.items()]
    table(("commit to files, ms", "p50", "p95", "max"), rows)
    ran = "ran" if result["still_running"] else "had ended"
    print(f"the rebuild {ran} to the end; publisher {result['publisher_mb']} MB")


def _figures(values: list[float]) -> tuple[int, int, int]:
    return round(percentile(values, 0.5)), round(percentile(values, 0.95)), round(max(values))


if __name__ == "__main__":
    main()
