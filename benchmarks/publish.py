"""Click to file: from pressing 发布 until page, column and home are files on disk.

A worker runs beside, as in the demo. The baseline is what a user could pick instead: making
the whole site anew after each publication.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from _scratch import ROOT, installation, keep, percentile, table

STOCK, CLICKS = 120, 60


def main() -> None:
    with installation() as environment:
        from town import build_town
        from zhanqun.content.library.api import Article
        from zhanqun.content.review import api as review
        from zhanqun.delivery.staticsite.api import SitePublisher, waiting_changes

        town = build_town()
        articles = [town.draft(f"第{number}号工作动态") for number in range(STOCK + CLICKS)]
        for article in articles[:STOCK]:
            town.publish(article)
        for article in articles[STOCK:]:
            town.approve(article)
        worker = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "run_worker"], env=environment
        )
        try:
            _wait(lambda: waiting_changes() == 0, seconds=120)
            folder = Path(environment["ZHANQUN_PUBLIC_ROOT"]) / town.bureau_site.domain
            page_ms, all_ms = [], []
            for article in articles[STOCK:]:
                start = time.perf_counter()
                review.publish(uid=article.uid, by=town.people["signer"], now=town.now)
                address = Article.objects.get(pk=article.pk).address
                _wait((folder / address.lstrip("/")).exists)
                page_ms.append((time.perf_counter() - start) * 1000)
                for name in ("gzdt/index.html", "index.html"):
                    _wait(partial(_shows, folder / name, address))
                all_ms.append((time.perf_counter() - start) * 1000)
        finally:
            worker.terminate()
            worker.wait(30)
        rebuild = []
        for _round in range(3):
            start = time.perf_counter()
            pages = sum(1 for _step in SitePublisher(town.bureau_site.site_id).build())
            rebuild.append((time.perf_counter() - start) * 1000)
    ratio = percentile(rebuild, 0.5) / percentile(all_ms, 0.5)
    rows = [
        ("page on disk", *_figures(page_ms)),
        ("page, column and home on disk", *_figures(all_ms)),
        (f"whole site anew ({pages} targets)", *_figures(rebuild)),
    ]
    table(("click to file, ms", "p50", "p95", "max"), rows)
    print(f"\nmaking the whole site anew takes {ratio:.1f} times as long (and grows with it)")
    keep({"rows": rows, "ratio": ratio, "stock": STOCK, "clicks": CLICKS})


def _shows(page: Path, address: str) -> bool:
    return address in page.read_text("utf-8")


def _figures(values: list[float]) -> tuple[int, int, int]:
    return round(percentile(values, 0.5)), round(percentile(values, 0.95)), round(max(values))


def _wait(ready: Callable[[], bool], seconds: float = 20) -> None:
    until = time.perf_counter() + seconds
    while not ready():
        if time.perf_counter() > until:
            raise SystemExit("the file did not come")
        time.sleep(0.003)


if __name__ == "__main__":
    main()
