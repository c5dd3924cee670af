"""A reader of the policy library, on the phone and at a desk: finds, reads on, takes away."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document

from journeys.conftest import BUREAU, PORTAL, WIDTHS, RunningTown, wait_until
from journeys.steps import follow
from zhanqun.affairs.policylibrary import api as policylibrary
from zhanqun.affairs.policylibrary.api import RelationFacts
from zhanqun.core.papers.api import words_of

pytestmark = pytest.mark.browser

OLD, NEW = "青交〔2015〕67号", "青交〔2026〕68号"
TITLE = "青云市渡槽保护办法"
BODY = "<p>第一条　渡槽两侧各{}米为保护范围。</p><p>第二条　本办法由市交通运输局解释。</p>"


@pytest.fixture(scope="module")
def documents(running_town: RunningTown) -> dict[str, Any]:
    """An old document and the one that took its place, in the index and on the sites."""
    town = running_town.town
    common = {
        "kind": "document",
        "column": town.column("zcwj"),
        "issuing_organs": ["青云市交通运输局"],
        "topic_class": "工业、交通",
        "validity": "in_force",
    }
    old = town.published(
        TITLE, **common, number=OLD, body=BODY.format("五"), written_on=date(2015, 3, 2)
    )
    new = town.published(
        f"{TITLE}（修订）",
        **common,
        number=NEW,
        body=BODY.format("十"),
        written_on=date(2026, 5, 8),
    )
    policylibrary.relate(
        uid=new.uid,
        facts=RelationFacts(kind="replaces", number=OLD, effective_on=date(2026, 6, 1)),
        by=town.people["signer"],
        now=town.now,
    )
    asked = f"/search/api/v1?q={quote(OLD)}&validity=repealed"
    wait_until(
        lambda: json.loads(running_town.get(BUREAU, asked).body)["total"] == 1,
        "the index says that the old one is repealed",
    )
    running_town.wait_for(PORTAL, "/policies/validity-repealed/", shows=TITLE)
    running_town.wait_for(BUREAU, old.address, shows="本文件自2026年6月1日起被")
    return {"old": old, "new": new}


@pytest.fixture
def reader(running_town: RunningTown) -> Iterator[Callable[[int], Any]]:
    opened = []

    def open_portal(width: int) -> Any:
        context = running_town.browser.new_context(
            base_url=f"http://{PORTAL}:{running_town.port}",
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            locale="zh-CN",
        )
        context.set_default_timeout(20_000)
        opened.append(context)
        return context.new_page()

    yield open_portal
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_given_a_reader_then_they_find_a_document_see_its_history_and_take_it_away(
    documents: dict[str, Any],
    running_town: RunningTown,
    reader: Callable[[int], Any],
    look: Callable[[Any, str], None],
    width: int,
):
    page = reader(width)

    def seen(name: str) -> None:
        look(page, f"policies-{name}-{width}")
        page.set_viewport_size({"width": width, "height": 900})

    # A number typed as people type it.
    page.goto("/policies/")
    seen("index")
    page.get_by_role("searchbox", name="标题、正文或者发文字号").fill("青交[2015]67号")
    follow(page.get_by_role("button", name="找文件"))
    hit = page.locator(".p-hit").first
    assert OLD in hit.inner_text() and "自2026年6月1日起废止" in hit.inner_text()
    seen("found")

    # The lists, by what is no longer in force.
    page.goto("/policies/")
    follow(page.locator(".p-facet__link", has_text="废止").first)
    row = page.locator(".p-list__item", has_text=OLD)
    assert f"《{TITLE}（修订）》（{NEW}）" in row.inner_text()
    seen("list")
    follow(row.get_by_role("link", name=TITLE).first)

    # The old document leads to the new one, which leads back and shows what changed.
    assert "本文件自2026年6月1日起被" in page.locator("main").inner_text()
    follow(page.get_by_role("link", name=f"{TITLE}（修订）").first)
    seen("document")
    with page.expect_download() as word:
        page.locator(".p-files__item", has_text="Word").get_by_role("link").click()
    told = "\n".join(line.text for line in Document(word.value.path()).paragraphs)
    address = page.locator(".p-files__item", has_text="PDF").get_by_role("link")
    path = str(address.get_attribute("href"))
    assert running_town.get(BUREAU, path).status == 200
    read = words_of(Path(running_town.file(BUREAU, path)).read_bytes())
    for words in (told, read):
        assert NEW in words and "渡槽两侧各十米为保护范围" in "".join(words.split())
    follow(page.get_by_role("link", name=f"与{OLD}对照"))
    assert page.locator("ins").first.inner_text().endswith("（修订）")
    seen("comparison")

    # Filters alone, and what is for programs.
    page.goto("/policies/")
    follow(page.get_by_role("link", name="按多个条件查找"))
    assert TITLE in page.locator(".p-hits").inner_text()
    seen("filters")
    for name in ("calendar", "api"):
        page.goto(f"/policies/{name}/")
        seen(name)
