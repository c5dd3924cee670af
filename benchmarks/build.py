"""A full build of a cluster, read from PostgreSQL, with .gz and .br beside every page.

Beside it, in the same run: our HTML alone; twins and files of finished pages alone, which bounds
what drawing could gain; Hugo on the same texts, without compression; wagtail-bakery on pages drawn
with the same template. Hugo's layouts are cut from our own pages, so that the pages of both are the
same words (see `_hugo.py`).

    make bench ARGS="build --articles 100000 --sites 100 --bakery 2000"
"""

import argparse
import random
import re
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from _scratch import BASE, ROOT, installation, keep, table

HUGO_RATIO_MIN, HTML_HUGO_RATIO_MIN, BAKERY_RATIO_MIN, WORKER_MB_MAX = 0.7, 1.2, 20, 600
# In a small build it counts how long a process takes to start; rates are judged from here on.
JUDGED_FROM = 20_000
SAMPLE = 60
SAME_SIZE = 0.03
RELATED = re.compile(r'<section class="p-article__part p-related".*?</section>', re.DOTALL)


@dataclass(frozen=True)
class Built:
    """pages: HTML and other files, without their compressed twins; mb: of the largest process."""

    name: str
    seconds: float
    pages: int
    mb: int

    @property
    def rate(self) -> float:
        return self.pages / self.seconds


def main() -> None:
    options = _options()
    with installation() as environment:
        from _cluster import make_cluster

        make_cluster(options.articles, sites=options.sites)
        ours = _ours(options.processes, environment)
        alone = _html_alone(options.processes, environment)
        writing = _writing_alone(options.processes, environment)
        baked = _bakery(options.bakery, environment)
        hugo, alike = _hugo(Path(environment["ZHANQUN_PUBLIC_ROOT"]))
    rows = [ours, alone, writing, hugo, baked]
    table(
        ("full build", "s", "pages", "pages/s", "MB"),
        [(r.name, f"{r.seconds:.1f}", r.pages, f"{r.rate:,.0f}", r.mb) for r in rows],
    )
    ratios = {
        "with twins / Hugo": (ours.rate / hugo.rate, HUGO_RATIO_MIN),
        "HTML alone / Hugo": (alone.rate / hugo.rate, HTML_HUGO_RATIO_MIN),
        "with twins / bakery": (ours.rate / baked.rate, BAKERY_RATIO_MIN),
    }
    for name, (ratio, least) in ratios.items():
        print(f"{name}: {ratio:.2f} (at least {least})")
    print(f"of {SAMPLE} pages, ours and Hugo's: {alike['same']:.0%} the same words besides related")
    print(f"items, which are chosen otherwise; sizes {alike['size_ratio']:.3f} to 1")
    keep(
        {
            "articles": options.articles,
            "sites": options.sites,
            "builds": [asdict(row) for row in rows],
            "ratios": {name: ratio for name, (ratio, _least) in ratios.items()},
            **alike,
        }
    )
    _judge(ratios if options.articles >= JUDGED_FROM else {}, alike, ours)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("build")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--sites", type=int, default=12)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--bakery", type=int, default=100, help="pages that bakery bakes")
    return parser.parse_args()


def _judge(ratios: dict[str, tuple[float, float]], alike: dict[str, float], ours: Built) -> None:
    faults = [
        f"{name} {ratio:.2f}, at least {least}"
        for name, (ratio, least) in ratios.items()
        if ratio < least
    ]
    if ours.mb > WORKER_MB_MAX:
        faults.append(f"{ours.mb} MB, at most {WORKER_MB_MAX}")
    if abs(alike["size_ratio"] - 1) > SAME_SIZE:
        faults.append("Hugo's pages are of another size")
    if faults:
        raise SystemExit("missed: " + "; ".join(faults))


def _ours(processes: int, environment: dict[str, str]) -> Built:
    command = [sys.executable, str(ROOT / "manage.py"), "build_site"]
    started = time.perf_counter()
    subprocess.run([*command, "--processes", str(processes)], env=environment, check=True)
    seconds = time.perf_counter() - started
    twins = {".gz", ".br"}
    public = Path(environment["ZHANQUN_PUBLIC_ROOT"])
    pages = sum(1 for p in public.rglob("*") if p.is_file() and p.suffix not in twins)
    mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return Built("Zhanqun with .gz and .br", seconds, pages, mb)


def _html_alone(processes: int, environment: dict[str, str]) -> Built:
    return _side_by_side(
        "Zhanqun, HTML alone", "_html_alone.py", [BASE / "html"], processes, environment
    )


def _writing_alone(processes: int, environment: dict[str, str]) -> Built:
    """Finished pages compressed and written again: the bound of every way to draw them."""
    folders = [Path(environment["ZHANQUN_PUBLIC_ROOT"]), BASE / "written"]
    return _side_by_side(
        "twins and files alone, no drawing", "_writing_alone.py", folders, processes, environment
    )


def _side_by_side(
    name: str, script: str, folders: list[Path], processes: int, environment: dict[str, str]
) -> Built:
    command = [sys.executable, str(ROOT / "benchmarks" / script), *map(str, folders)]
    started = time.perf_counter()
    running = [
        subprocess.Popen(
            [*command, str(share), str(processes)], env=environment, stdout=subprocess.PIPE
        )
        for share in range(processes)
    ]
    written = [int(process.communicate()[0]) for process in running]
    return Built(name, time.perf_counter() - started, sum(written), 0)


def _bakery(count: int, environment: dict[str, str]) -> Built:
    command = [sys.executable, str(ROOT / "benchmarks/_bakery/bake.py"), str(count)]
    told = subprocess.run(
        command,
        env=environment | {"DJANGO_SETTINGS_MODULE": "_bakery.settings"},
        check=True,
        stdout=subprocess.PIPE,
    ).stdout.split()
    return Built(f"wagtail-bakery, pages of {int(told[1]):,} bytes", float(told[0]), count, 0)


def _hugo(public: Path) -> tuple[Built, dict[str, float]]:
    from _hugo import Hugo

    site = Hugo(BASE / "hugo")
    site.export()
    run = site.build()
    return Built("Hugo", run.seconds, run.files, run.peak_mb), _alike(site, public)


def _alike(site: Any, public: Path) -> dict[str, float]:
    """How far Hugo's pages are ours: whole words and bytes of a sample."""
    theirs = sorted(site.public.glob("*/a/*/*.html"))
    pairs = [
        (path.read_text("utf-8"), (public / path.relative_to(site.public)).read_text("utf-8"))
        for path in random.Random(1).sample(theirs, min(SAMPLE, len(theirs)))
    ]
    same = sum(RELATED.sub("", one) == RELATED.sub("", other) for one, other in pairs)
    full = [pair for pair in pairs if all(text.count("p-list__item") >= 5 for text in pair)]
    sizes = [sum(len(text.encode()) for text in texts) for texts in zip(*full, strict=True)]
    return {"same": same / len(pairs), "size_ratio": sizes[0] / sizes[1]}


if __name__ == "__main__":
    main()
