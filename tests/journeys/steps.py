"""What people do at the desk, step by step, as they would tell it."""

import re
import time
from collections.abc import Sequence
from typing import Any

from lxml import html

from zhanqun.content.library.api import Article

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# How long the page of an act may take to show the pages that were refreshed.
FOLLOWED_SECONDS = 15
ALL_STEPS = (("初审", "reviewer"), ("复审", "liaison"), ("终审", "signer"))


def follow(control: Any, key: str = "") -> None:
    """Click what opens a page, or press the key on it, and wait until that page is there whole: a
    click alone comes back while the old page or half of the new one still stands."""
    with control.page.expect_navigation(wait_until="load"):
        control.press(key) if key else control.click()


def upload(page: Any, files: Sequence[tuple[str, bytes]]) -> None:
    """导入: choose files and read what would happen."""
    page.goto("/desk/articles/import/")
    sent = [{"name": name, "mimeType": _type_of(name), "buffer": data} for name, data in files]
    page.set_input_files("[name=files]", sent)
    follow(page.get_by_role("button", name="先看看会怎样"))
    page.wait_for_url(re.compile("/import/.{36}/$"))


def add_to_body(page: Any, words: str, *, scripts: bool) -> None:
    """Write at the end of the text: in the editor, or in the plain field."""
    if scripts:
        text = page.frame_locator("iframe.tox-edit-area__iframe").locator("body")
        text.press("Control+End")
        text.press_sequentially(words)
    else:
        field = page.locator("[name=body]")
        field.fill(f"{field.input_value()}<p>{words}</p>")


def place(page: Any, column: str, *, is_home: bool = False) -> None:
    """增加栏目或报送, on the article's page."""
    if not page.locator("[name=column]").is_visible():
        page.get_by_text("增加栏目或报送").click()
    page.select_option("[name=column]", label=column)
    if is_home:
        page.get_by_label("作为首发栏目").check()
    follow(page.get_by_role("button", name="确定"))
    page.get_by_text("：已采用。" if is_home else "：待采用。").wait_for()


def submit(page: Any) -> None:
    """送审, on the article's page."""
    follow(page.get_by_role("button", name="送审", exact=True))
    page.get_by_text("已送审。").wait_for()


def submit_in_vain(page: Any, why: str) -> None:
    """送审, refused: the page says why and keeps the text."""
    follow(page.get_by_role("button", name="送审", exact=True))
    page.get_by_text(why).first.wait_for()


def open_task(page: Any, title: str, step: str) -> None:
    page.goto("/desk/review/tasks/")
    row = page.get_by_role("row").filter(has_text=title).filter(has_text=step)
    follow(row.get_by_role("link", name=title))
    page.get_by_role("heading", name=f"{step}：{title}").wait_for()


def pass_step(page: Any, title: str, step: str) -> None:
    open_task(page, title, step)
    follow(page.get_by_role("button", name="通过", exact=True))
    page.get_by_text(f"《{title}》已通过{step}。").wait_for()


def return_to_author(page: Any, title: str, step: str, reason: str) -> None:
    open_task(page, title, step)
    page.get_by_label("理由").fill(reason)
    follow(page.get_by_role("button", name="退回", exact=True))
    page.get_by_text(f"《{title}》已退回。").wait_for()


def clear(page: Any, title: str) -> None:
    """保密审查: 公开, on the first of the common grounds."""
    open_task(page, title, "保密审查")
    page.get_by_label("可以公开").check()
    page.select_option("[name=common_ground]", index=1)
    follow(page.get_by_role("button", name="作出保密审查结论"))
    page.get_by_text(f"《{title}》保密审查结论").wait_for()


def approve(desk: Any, title: str, **how: Any) -> None:
    """Three steps by three people, and the secrecy reviewer."""
    for step, person in ALL_STEPS:
        pass_step(desk(person, **how), title, step)
    clear(desk("secrecy", **how), title)


def open_gate(page: Any, title: str) -> None:
    """发布与定时: the page of one article."""
    page.goto("/desk/review/publishing/")
    follow(page.get_by_role("link", name=title).first)
    page.get_by_role("heading", name=f"发布：{title}").wait_for()


def publish(page: Any, title: str) -> str:
    """发布, until the act's page shows what was refreshed; returns the path the article got."""
    open_gate(page, title)
    follow(page.get_by_role("button", name="发布", exact=True))
    page.get_by_text(f"《{title}》已发布。").wait_for()
    path = str(Article.objects.get(title=title, live=True).address)
    wait_until_refreshed(page, path)
    return path


def withdraw(page: Any, title: str, note: str) -> None:
    """撤稿, published in error; ends on the page that lists what was removed."""
    page.goto("/desk/review/publishing/live/")
    follow(page.get_by_role("row").filter(has_text=title).get_by_role("link", name="撤稿"))
    page.get_by_label("发布有误").check()
    page.get_by_label("撤稿说明").fill(note)
    follow(page.get_by_role("button", name="确认撤稿"))
    page.get_by_text(f"《{title}》已撤稿。").wait_for()


def wait_until_refreshed(page: Any, path: str) -> None:
    """Wait until the page of an act shows this address among what was refreshed.

    With scripts it follows the work by itself; without them the reader asks for it again.
    """
    until = time.monotonic() + FOLLOWED_SECONDS
    while path not in [row for _host, row in addresses(page)]:
        assert time.monotonic() < until, f"{path} was not refreshed"
        page.wait_for_timeout(200)
        if not runs_scripts(page):
            page.reload()


def runs_scripts(page: Any) -> bool:
    """Whether this person's browser runs scripts: the desk and the public sites have a part each
    for those without."""
    return not page.evaluate("() => document.querySelector('.d-plain-menu, .p-alerts__frame')")


def addresses(page: Any) -> list[tuple[str, str]]:
    """Hosts and paths of the pages that a publication put up or took down."""
    texts = page.locator(".r-address").all_inner_texts()
    found = [re.match(r"https?://([^/:]+)(?::\d+)?(/a/\S+)", text) for text in texts]
    return [(match[1], match[2]) for match in found if match]


def meta_of(page: str) -> dict[str, str]:
    """The tags that the guideline asks for: name to content."""
    tags = html.document_fromstring(page).iterfind(".//meta[@name]")
    return {tag.get("name"): tag.get("content", "") for tag in tags}


def canonical_of(page: str) -> str:
    link = html.document_fromstring(page).find(".//link[@rel='canonical']")
    return "" if link is None else link.get("href")


def _type_of(name: str) -> str:
    return WORD if name.endswith(".docx") else "text/html"
