"""The pages of the demo city, as nginx serves them, before the judges that inspectors use.

For `make pages`, which serves the city and says where; skipped in every other run.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from pages.gallery import NARROW, TOO_WIDE, WIDTHS
from zhanqun.config.commands.city import SIGHTS, Sight, open_sight
from zhanqun.config.commands.pages import FIGURES, JUDGES

PORT = int(os.environ.get("ZHANQUN_PAGES") or 0)
JAVA = os.environ.get("ZHANQUN_JAVA", "")
CHECKER = JUDGES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = JUDGES / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES_CHECKED = 300
# Least scores of Lighthouse on a phone, of 100.
SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
JUDGED = ("home", "column", "article", "document")
# A first visit to an article, without its pictures.
FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS = 60 * 1024, 8
CITY_MODES = ("normal", "zq_elder=1", "more contrast")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not PORT, reason="make pages serves the demo city"),
]


def sight(name: str) -> Sight:
    return next(sight for sight in SIGHTS if sight.name == name)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
    yield context.new_page()
    context.close()


def address_of(page: Any, name: str) -> str:
    assert open_sight(page, sight(name), PORT), f"the city has no {name}"
    return str(page.url)


@pytest.mark.parametrize("mode", CITY_MODES)
def test_given_the_pages_of_the_city_then_axe_finds_nothing_and_none_is_too_wide(
    page: Any, accessibility_faults: Any, mode: str
):
    if "=" in mode:
        name, _equals, value = mode.partition("=")
        domains = {f"{sight.host}.qingyun.localhost" for sight in SIGHTS}
        cookies = [{"name": name, "value": value, "domain": d, "path": "/"} for d in domains]
        page.context.add_cookies(cookies)
    page.emulate_media(contrast="more" if mode == "more contrast" else "no-preference")
    wrong = []
    for each in SIGHTS:
        if not open_sight(page, each, PORT):
            wrong.append((each.name, "the city has none"))
            continue
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [(each.name, width, fault) for fault in accessibility_faults(page)]
        page.set_viewport_size(NARROW)
        if wide := page.evaluate(TOO_WIDE):
            wrong.append((each.name, wide))

    assert wrong == []


def test_given_pages_of_all_sites_then_the_html_checker_finds_no_fault():
    if not JAVA or not CHECKER.exists():
        pytest.skip("the HTML checker (vnu-jar, Java) could not be had")
    pages = _spread(sorted((settings.VAR / "public").rglob("*.html")), PAGES_CHECKED)

    done = subprocess.run(
        [JAVA, "-jar", str(CHECKER), "--format", "json", *map(str, pages)],
        capture_output=True,
        text=True,
    )

    found = json.loads(done.stderr)["messages"]
    faults = {f"{Path(m['url']).name}: {m['message']}" for m in found if m["type"] == "error"}
    assert len(pages) == PAGES_CHECKED
    assert faults == set()


@pytest.mark.parametrize("name", JUDGED)
def test_given_a_phone_then_lighthouse_is_content(page: Any, tmp_path: Path, name: str):
    if not LIGHTHOUSE.exists():
        pytest.skip("Lighthouse could not be had")
    address = address_of(page, name)
    report = tmp_path / "report.json"

    subprocess.run(
        [
            "node",
            str(LIGHTHOUSE),
            address,
            "--output=json",
            f"--output-path={report}",
            "--quiet",
            f"--only-categories={','.join(SCORES)}",
            "--chrome-flags=--headless --no-sandbox",
        ],
        env=os.environ | {"CHROME_PATH": os.environ["ZHANQUN_CHROMIUM"]},
        check=True,
        timeout=180,
    )

    result = json.loads(report.read_text(encoding="utf-8"))
    scores = {key: round(result["categories"][key]["score"] * 100) for key in SCORES}
    lost = [
        f"{audit['id']}: {audit.get('displayValue', audit['title'])}"
        for audit in result["audits"].values()
        if audit["score"] is not None and audit["score"] < 0.9
    ]
    note(f"Lighthouse {name}", " ".join(f"{key} {score}" for key, score in scores.items()))
    assert all(scores[key] >= least for key, least in SCORES.items()), (scores, lost)


def test_given_a_first_visit_to_an_article_then_it_is_light(page: Any):
    address = address_of(page, "article")
    reader = page.context.browser.new_context()
    first = reader.new_page()
    network = reader.new_cdp_session(first)
    network.send("Network.enable")
    asked: dict[str, Any] = {}
    network.on("Network.responseReceived", lambda e: asked.setdefault(e["requestId"], e))
    loaded: dict[str, Any] = {}
    network.on("Network.loadingFinished", lambda e: loaded.update({e["requestId"]: e}))
    first.goto(address, wait_until="networkidle")

    sizes = {
        asked[key]["response"]["url"]: done["encodedDataLength"]
        for key, done in loaded.items()
        if key in asked and asked[key]["type"] != "Image"
    }
    reader.close()
    note("first visit", f"{sum(sizes.values()) / 1024:.1f} KB in {len(sizes)} requests")
    assert len(sizes) <= FIRST_VISIT_REQUESTS
    assert sum(sizes.values()) <= FIRST_VISIT_BYTES


def note(name: str, figures: str) -> None:
    """For the table that `make pages` prints at its end."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    (FIGURES / f"{name}.txt").write_text(figures + "\n", encoding="utf-8")


def _spread(pages: list[Path], count: int) -> list[Path]:
    """So many, spread evenly over all."""
    return [pages[number * len(pages) // count] for number in range(min(count, len(pages)))]
