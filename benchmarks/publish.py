"""Publishing one article in a cluster: from the commit until the files are on disk.

Publisher and worker run beside, as in an installation. Each size is measured in an installation of
its own: so many articles on so many sites, published one after the other on different sites;
adopted by the portal; published while the portal's new name is drawn on every page of every site.
The baselines are what a user could pick instead: the whole site anew, and Hugo's rebuild of one
segment of the same texts.

    make bench ARGS="publish --articles 10000,100000,1000000 --sites 100 --hugo 100000"
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _scratch import BASE, installation, keep, percentile, table
from _worker import running, wait

TOUCHED_MAX, PUBLISHED_MS_MAX, DURING_MS_MAX, PROCESS_MB_MAX = 15, 250, 2000, 600
GROWTH_MAX, HUGO_RATIO_MIN = 1.2, 100
# Hugo reads all texts whatever it renders, so the ratio grows with them; it counts from here on.
HUGO_FROM = 100_000
# Between small clusters the growth is noise.
GROWTH_FROM = 100_000
DURING = 8
# What changed within the last second is made when that is over, with all that came meanwhile.
SPACE_SECONDS = 1.2
SETTLE_SECONDS = 1800


def main() -> None:
    options = _options()
    if options.one:
        keep(_measure(options.one, options))
        return
    results = [_in_a_process(size, options) for size in options.articles]
    keep({"sizes": results})
    _report(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("publish")
    sizes = {"type": lambda text: [int(part) for part in text.split(",")]}
    parser.add_argument("--articles", default=[1_000, 4_000], **sizes)
    parser.add_argument("--sites", type=int, default=12)
    parser.add_argument("--publications", type=int, default=40)
    parser.add_argument("--hugo", type=int, default=4_000, help="the size to run Hugo at")
    parser.add_argument("--one", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_a_process(size: int, options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(suffix=".json") as result:
        command = [sys.executable, __file__, "--one", str(size)]
        for name in ("sites", "publications", "hugo"):
            command += [f"--{name}", str(getattr(options, name))]
        environment = os.environ | {"ZHANQUN_BENCH_RESULT": result.name}
        if subprocess.run(command, env=environment, check=False).returncode:
            raise SystemExit(f"the measurement at {size} articles failed")
        found: dict[str, Any] = json.loads(Path(result.name).read_text("utf-8"))
        return found


# --- One size --------------------------------------------------------------------------------


def _measure(size: int, options: argparse.Namespace) -> dict[str, Any]:
    with installation() as environment:
        from _cluster import keys_agree, make_cluster, note_files, settle_tables

        started = time.perf_counter()
        cluster = make_cluster(size, sites=options.sites)
        pages = note_files()
        settle_tables()
        made_seconds = time.perf_counter() - started
        result = {
            "articles": size,
            "sites": options.sites,
            "pages": pages,
            "made_seconds": round(made_seconds),
            "keys_agree": keys_agree(100),
        }
        result |= _acts(cluster.towns, options, environment)
        if size == options.hugo:
            result |= _hugo()
    _print(result)
    return result


def _acts(
    towns: list[Any], options: argparse.Namespace, environment: dict[str, str]
) -> dict[str, Any]:
    public = Path(environment["ZHANQUN_PUBLIC_ROOT"])
    drafts = [
        (town, town.draft(f"第{number}号工作动态"))
        for number in range(options.publications + DURING)
        for town in [towns[number % len(towns)]]
    ]
    for town, article in drafts:
        town.approve(article)
    with (
        running("run_publisher", environment) as publisher,
        running("run_worker", environment) as worker,
    ):
        wait(_nothing_waits, SETTLE_SECONDS)
        _publish(*drafts.pop(), public)  # the first one finds everything cold
        # The portal's map names the last day of every site: who comes within a second shares it.
        published = [_publish(*draft, public) for draft in _spaced(drafts[: options.publications])]
        adopted = [_adopt(*draft, public) for draft in _spaced(drafts[: options.publications : 4])]
        in_a_row = [_adopt(*draft, public) for draft in drafts[2 : options.publications : 4]]
        wait(_nothing_waits, SETTLE_SECONDS)
        whole_ms = _whole_site(towns[0])
        during = _during_a_rebuild(towns[0], drafts[options.publications :], public)
        return {
            "published_ms": [act.ms for act in published],
            "touched": [act.touched for act in published],
            "adopted_ms": [act.ms for act in adopted],
            "adopted_in_a_row_ms": [act.ms for act in in_a_row],
            "whole_site_ms": whole_ms,
            **during,
            "publisher_mb": publisher.peak_mb,
            "worker_mb": worker.peak_mb,
        }


def _spaced(drafts: list[Any]) -> Iterator[Any]:
    """So far apart that no page has changed within the last second."""
    for draft in drafts:
        time.sleep(SPACE_SECONDS)
        yield draft


@dataclass(frozen=True)
class Shown:
    """One act: ms from its commit until the last file it touched stood; how many they were."""

    ms: float
    touched: int


def _publish(town: Any, article: Any, public: Path) -> Shown:
    from zhanqun.content.review import api as review

    return _shown(
        lambda: review.publish(uid=article.uid, by=town.people["signer"], now=town.now), public
    )


def _adopt(town: Any, article: Any, public: Path) -> Shown:
    """The portal adopts what a site has published."""
    from zhanqun.content.library import api as library
    from zhanqun.content.review.api import Publication

    offer = library.place(
        article=library.Article.objects.get(pk=article.pk),
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )

    def adopt() -> Any:
        library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)
        return Publication.objects.filter(article_id=article.pk).latest("id")

    return _shown(adopt, public)


def _shown(act: Any, public: Path) -> Shown:
    from django.db import transaction

    from zhanqun.content.sites.api import profiles
    from zhanqun.delivery.staticsite.api import is_waiting, refreshes_of

    committed: list[float] = []
    with transaction.atomic():
        publication = act()
        transaction.on_commit(lambda: committed.append(time.time()))
    wait(lambda: not is_waiting(publication.pk), 300)
    domains = dict(profiles().values_list("site_id", "domain"))
    paths = [
        public / domains[row.site_id] / row.path.lstrip("/")
        for row in refreshes_of(publication.pk)
        if row.outcome == "written"
    ]
    # A file's inode changes when it is renamed to its place.
    stood = max(path.stat().st_ctime for path in paths)
    return Shown((stood - committed[0]) * 1000, len(paths))


def _during_a_rebuild(town: Any, drafts: list[Any], public: Path) -> dict[str, Any]:
    """The portal gets a new name, which every page of every site shows; news goes on."""
    from zhanqun.content.sites import api as sites
    from zhanqun.delivery.staticsite.api import StaleTarget, waiting_changes

    sites.update_site(
        profile=town.portal, facts={"name": "青云市人民政府（新）"}, by=None, now=town.now
    )
    wait(lambda: StaleTarget.objects.count() > len(drafts))
    shown, still = [], 0
    for draft in drafts:
        shown.append(_publish(*draft, public))
        still += waiting_changes() > 0
    return {
        "during_ms": [act.ms for act in shown],
        "during_running": f"{still} of {len(drafts)}",
        "during_left": waiting_changes(),
    }


def _whole_site(town: Any) -> float:
    """What making the site anew after each publication would cost."""
    from zhanqun.delivery.staticsite.api import SitePublisher

    started = time.perf_counter()
    for _step in SitePublisher(town.bureau_site.site_id).build():
        pass
    return (time.perf_counter() - started) * 1000


def _hugo() -> dict[str, Any]:
    """One segment of the same texts, after a build of all of them."""
    from _hugo import Hugo

    site = Hugo(BASE / "hugo")
    site.export()
    whole = site.build()
    segment = min((site.build("--renderSegments", "one") for _round in range(2)), key=_seconds)
    return {"hugo_whole_ms": whole.seconds * 1000, "hugo_segment_ms": segment.seconds * 1000}


def _seconds(run: Any) -> float:
    return float(run.seconds)


def _nothing_waits() -> bool:
    from zhanqun.delivery.staticsite.api import waiting_changes

    return waiting_changes() == 0


# --- Telling ---------------------------------------------------------------------------------


def _print(result: dict[str, Any]) -> None:
    print(
        f"\n{result['articles']:,} articles on {result['sites']} sites, {result['pages']:,} pages"
    )
    series = {
        "published": result["published_ms"],
        "adopted by the portal": result["adopted_ms"],
        "adopted one upon the other": result["adopted_in_a_row_ms"],
        "published while every page is made anew": result["during_ms"],
        "whole site anew": [result["whole_site_ms"]],
    }
    if "hugo_segment_ms" in result:
        series["Hugo, one segment anew"] = [result["hugo_segment_ms"]]
    table(
        ("commit to files, ms", "p50", "p95", "max"),
        [(name, *_figures(values)) for name, values in series.items()],
    )
    if "hugo_segment_ms" in result:
        ratio = result["hugo_segment_ms"] / percentile(result["published_ms"], 0.5)
        print(f"Hugo's rebuild of one segment takes {ratio:.0f} times as long as a publication")
    print(
        f"addresses touched: {max(result['touched'])} at most;"
        f" the rebuild ran during {result['during_running']} publications;"
        f" publisher {result['publisher_mb']} MB, worker {result['worker_mb']} MB;"
        f" keys as drawn: {result['keys_agree']:.0%}"
    )


def _figures(values: list[float]) -> tuple[int, int, int]:
    return round(percentile(values, 0.5)), round(percentile(values, 0.95)), round(max(values))


def _report(results: list[dict[str, Any]]) -> None:
    faults = [fault for result in results for fault in _faults(result)]
    first, last = results[0], results[-1]
    growth = percentile(last["published_ms"], 0.5) / percentile(first["published_ms"], 0.5)
    print(f"\n{last['articles']:,} against {first['articles']:,} articles: {growth:.2f} times")
    if last["articles"] >= GROWTH_FROM and growth > GROWTH_MAX:
        faults.append(f"growth {growth:.2f}, at most {GROWTH_MAX}")
    if faults:
        raise SystemExit("missed: " + "; ".join(faults))


def _faults(result: dict[str, Any]) -> list[str]:
    limits = {
        "addresses touched": (max(result["touched"]), TOUCHED_MAX),
        "p95 ms": (percentile(result["published_ms"], 0.95), PUBLISHED_MS_MAX),
        "ms during a rebuild": (max(result["during_ms"]), DURING_MS_MAX),
        "MB of the publisher": (result["publisher_mb"], PROCESS_MB_MAX),
        "MB of the worker": (result["worker_mb"], PROCESS_MB_MAX),
    }
    faults = [
        f"{result['articles']:,}: {name} {value:.0f}, at most {limit}"
        for name, (value, limit) in limits.items()
        if value > limit
    ]
    if result["articles"] >= HUGO_FROM and "hugo_segment_ms" in result:
        ratio = result["hugo_segment_ms"] / percentile(result["published_ms"], 0.5)
        if ratio < HUGO_RATIO_MIN:
            faults.append(f"Hugo's segment takes {ratio:.0f} times as long, not {HUGO_RATIO_MIN}")
    return faults


if __name__ == "__main__":
    main()
