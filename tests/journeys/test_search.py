"""A reader looks for something, on the phone and at a desk, with scripts and without."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from journeys.conftest import BUREAU, PORTAL, WIDTHS, RunningTown, wait_until
from journeys.steps import follow
from zhanqun.content.review import api as review

pytestmark = pytest.mark.browser

TITLE = "青云山索道冬季安全检查的通知"
NUMBER = "青交〔2026〕18号"
ISSUES = 11
# Promised: gone within two seconds of the act. A busy test machine gets more.
GONE_SECONDS = 10


@pytest.fixture(scope="module")
def texts(running_town: RunningTown) -> dict[str, Any]:
    """A document and a year's bulletins in the index, about what no other journey writes of."""
    town = running_town.town
    facts = {
        "kind": "document",
        "number": NUMBER,
        "issuing_organs": ["青云市交通运输局"],
        "body": "<p>各索道应当配备救护设备，做好防滑防冻。</p>",
        "column": town.column("zcwj"),
    }
    document = town.published(TITLE, **facts)
    for number in range(1, ISSUES + 1):
        town.published(f"索道运行简报第{number}期", body="<p>全市索道运行平稳。</p>")
    asked = f"/search/api/v1?q={quote('索道')}"
    wait_until(
        lambda: json.loads(running_town.get(BUREAU, asked).body)["total"] == ISSUES + 1,
        "the index follows",
    )
    return {"document": document}


@pytest.fixture
def reader(running_town: RunningTown) -> Iterator[Callable[..., Any]]:
    """A reader's browser on a public site, of a width, with scripts or without."""
    opened = []

    def open_site(host: str, width: int, *, scripts: bool = True) -> Any:
        context = running_town.browser.new_context(
            base_url=f"http://{host}:{running_town.port}",
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            locale="zh-CN",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.goto("/")
        return page

    yield open_site
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_given_a_reader_then_they_find_narrow_turn_pages_and_widen(
    texts: dict[str, Any],
    running_town: RunningTown,
    reader: Callable[..., Any],
    look: Callable[[Any, str], None],
    width: int,
):
    page = reader(BUREAU, width)

    # Typing offers titles; arrows choose one, Escape brings back what was typed.
    box = page.get_by_role("combobox", name="搜索全站")
    box.press_sequentially("索道")
    page.get_by_role("option").first.wait_for()
    look(page, f"search-typing-{width}")
    page.set_viewport_size({"width": width, "height": 900})
    box.press("ArrowDown")
    assert "索道" in box.input_value() != "索道"
    box.press("Escape")
    assert box.input_value() == "索道"
    assert page.get_by_role("option").count() == 0
    follow(box, "Enter")
    page.wait_for_url("**/search?q=*")
    _is_found(page, ISSUES + 1)
    look(page, f"search-found-{width}")
    page.set_viewport_size({"width": width, "height": 900})

    # Page two, then one kind only, and off again.
    follow(page.get_by_role("link", name="2", exact=True))
    assert page.url.endswith("page=2")
    assert page.locator(".p-hit").count() == 2
    follow(page.get_by_role("link", name="上一页"))
    if width < 960:
        page.get_by_text("筛选", exact=True).first.click()
    follow(page.locator(".p-narrow__choice:visible", has_text="政策文件"))
    _is_found(page, 1)
    assert NUMBER in page.locator(".p-hit").inner_text()
    assert page.locator(".p-hit__mark").first.inner_text() == "索道"
    look(page, f"search-narrowed-{width}")
    page.set_viewport_size({"width": width, "height": 900})
    follow(page.get_by_role("link", name="去掉这个条件"))
    _is_found(page, ISSUES + 1)

    # The portal shows none of them itself, and all in the whole cluster.
    page.goto(f"http://{PORTAL}:{running_town.port}/search?q=索道")
    page.get_by_text("没有找到与").wait_for()
    look(page, f"search-none-{width}")
    page.set_viewport_size({"width": width, "height": 900})
    follow(page.get_by_role("link", name="全站群", exact=True))
    _is_found(page, ISSUES + 1)
    assert "青云市交通运输局" in page.locator(".p-hit").first.inner_text()
    page.goto("/search")
    look(page, f"search-start-{width}")


def test_given_no_scripts_then_everything_works_and_what_is_withdrawn_is_gone(
    texts: dict[str, Any],
    running_town: RunningTown,
    reader: Callable[..., Any],
):
    page = reader(BUREAU, WIDTHS[0], scripts=False)

    page.get_by_label("搜索全站").fill("青交[2026]18")
    follow(page.get_by_role("button", name="搜索"))
    assert page.locator(".p-hit__link").first.inner_text() == TITLE
    page.get_by_label("搜索全站").fill("索道")
    follow(page.get_by_role("button", name="搜索"))
    follow(page.get_by_role("link", name="最新发布"))
    page.get_by_text("筛选", exact=True).first.click()
    follow(page.locator(".p-narrow__choice:visible", has_text="政策文件"))
    follow(page.get_by_role("link", name=TITLE))
    page.get_by_role("heading", name=TITLE).wait_for()

    town = running_town.town
    review.withdraw(
        uid=texts["document"].uid,
        kind="error",
        note="文号有误",
        by=town.people["signer"],
        now=town.later(minutes=1),
    )
    begun = time.monotonic()
    wait_until(
        lambda: TITLE not in running_town.get(BUREAU, f"/search?q={quote(NUMBER)}").body,
        "what is withdrawn is found no more",
        GONE_SECONDS,
    )
    assert time.monotonic() - begun < GONE_SECONDS
    page.goto(f"/search?q={NUMBER}")
    assert page.get_by_role("link", name=TITLE).count() == 0


def _is_found(page: Any, total: int) -> None:
    page.locator(".p-results__lead strong", has_text=f"{total}").last.wait_for()
    assert page.locator(".p-results__lead strong").last.inner_text() == f"{total}"
