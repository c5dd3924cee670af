"""The public templates print every shape, rich and empty, as valid and strict HTML."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import zhanqun.content.pages
import zhanqun.ui
from zhanqun.content.pages.drawing import _description
from zhanqun.content.pages.tests import samples
from zhanqun.content.pages.tests.html_check import Element, faults, parse
from zhanqun.ui import face

UI = Path(zhanqun.ui.__file__).parent
TEMPLATES = (UI / "jinja2", Path(zhanqun.content.pages.__file__).parent / "jinja2")
CATALOGUE = UI / "locale/en/LC_MESSAGES/django.po"
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")

CASES = [pytest.param(*case, samples.HEAD, id=name) for name, case in samples.RICH.items()] + [
    pytest.param(*case, samples.HEAD_BARE, id=f"bare-{n}") for n, case in samples.BARE.items()
]


def render(template: str, chrome, page, head=samples.HEAD) -> str:
    context = {"chrome": chrome, "head": head, "page": page}
    return face.printed(template, context, lang=chrome.lang)


@pytest.fixture
def english_catalogue(settings, tmp_path):
    """The English messages compiled from their source, whatever set-up has built before."""
    target = tmp_path / "en/LC_MESSAGES"
    target.mkdir(parents=True)
    with CATALOGUE.open("rb") as source, (target / "django.mo").open("wb") as compiled:
        write_mo(compiled, read_po(source))
    settings.LOCALE_PATHS = [tmp_path]


@pytest.mark.parametrize(("template", "chrome", "page", "head"), CASES)
def test_given_any_shape_when_rendered_then_the_page_is_valid_and_strict(
    template, chrome, page, head
):
    html = render(template, chrome, page, head)

    assert faults(html) == []


@pytest.mark.parametrize(("template", "chrome", "page", "head"), CASES)
def test_given_any_shape_when_rendered_then_the_page_has_its_landmarks(
    template, chrome, page, head
):
    root, _ = parse(render(template, chrome, page, head))

    (document,) = root.all("html")
    is_home = template == "pages/arranged.html" and not page.breadcrumb
    look = f"p-theme-{chrome.theme}" + (" p-home" if is_home else "")
    assert document.attrs == {"lang": chrome.lang, "class": look}
    assert [e.attrs["id"] for e in root.all("main")] == ["main"]
    assert root.all("a")[0].attrs["href"] == "#main"
    assert len(root.all("footer")) == 1
    assert "/_/mode.css" in [e.attrs["href"] for e in root.all("link")]
    assert root.all("script")[0].attrs == {"type": "module", "src": "/_/alert.mjs"}
    assert [e.attrs["src"] for e in root.all("iframe") if e.within("noscript")] == ["/_/alert.html"]


def test_given_page_tags_when_rendered_then_the_head_carries_them_escaped():
    root, _ = parse(render(*samples.RICH["article"]))

    metas = [e.attrs for e in root.all("meta") if "content" in e.attrs]
    tags = [(row["name"], row["content"]) for row in metas if "name" in row]
    cards = [(row["property"], row["content"]) for row in metas if "property" in row]
    links = [(e.attrs["rel"], e.attrs["href"]) for e in root.all("link")]
    assert tuple(tag for tag in tags if tag[0] != "viewport") == samples.HEAD.tags
    assert tuple(cards) == samples.HEAD.card
    assert root.all("title")[0].text() == samples.HEAD.title
    assert ("canonical", samples.HEAD.canonical) in links
    assert ("alternate", "/ywdt/qyyw/feed.xml") in links


def test_given_a_page_without_a_text_then_search_engines_are_told_what_the_column_is():
    head = replace(samples.HEAD_BARE, description="石桥镇“便民”<服务>")

    root, _ = parse(render("pages/column.html", samples.CHROME, samples.COLUMN, head))
    bare, _ = parse(render("pages/column.html", samples.CHROME, samples.COLUMN, samples.HEAD_BARE))

    told = [e.attrs["content"] for e in root.all("meta") if e.attrs.get("name") == "description"]
    assert told == ["石桥镇“便民”<服务>"]
    assert "description" not in {e.attrs.get("name") for e in bare.all("meta")}
    common = {"ColumnDescription": "青云市便民服务"}
    assert _description(common, {}) == "青云市便民服务"
    assert _description(common, {"Description": "说明"}) == ""


def test_given_an_address_left_empty_then_no_dead_control_is_shown():
    full = render("pages/message.html", samples.CHROME_SEARCH, samples.NOT_FOUND)
    bare = render("pages/message.html", samples.CHROME_BARE, samples.NOT_FOUND)

    for mark in ("党政机关", "网站找错", "网站标识码", "主办单位", "站内搜索", "网站地图"):
        assert mark in full
        assert mark not in bare.replace(samples.NOT_FOUND.advice[1], "")


def test_given_more_than_eight_entries_then_the_navigation_keeps_eight():
    chrome = replace(samples.CHROME, nav=samples.links(*(f"第{n}项" for n in range(10))))

    root, _ = parse(render("pages/message.html", chrome, samples.NOT_FOUND))

    assert len([e for e in root.all("a") if e.attrs.get("class") == "p-nav__link"]) == 8


def test_given_an_article_then_title_time_source_and_editor_stand_on_the_page():
    html = render(*samples.RICH["article"])

    assert samples.ARTICLE.title in html
    assert '<time datetime="2026-11-24T09:30+08:00">2026-11-24 09:30</time>' in html
    assert "信息来源：青云市交通运输局" in html
    assert "责任编辑：陆文青" in html


def test_given_a_withdrawn_article_then_its_notice_stands_before_the_text():
    html = render(*samples.RICH["article_full"])

    assert 0 < html.index(samples.ARTICLE_FULL.notice) < html.index('class="p-prose"')


def test_given_a_repealed_document_then_its_mark_stands_in_table_and_above_the_title():
    root, _ = parse(render(*samples.BARE["document"]))

    marks = [e for e in root.all("span") if "p-tag--bad" in (e.attrs.get("class") or "")]
    assert [mark.text() for mark in marks] == ["已废止", "已废止"]
    assert marks[0].within("dl")
    assert marks[1].within("header")


def test_given_a_document_then_its_title_breaks_after_the_organ():
    root, _ = parse(render(*samples.RICH["document"]))

    (title,) = root.all("h1")
    assert [line.text() for line in title.all("span")] == [
        "青云市人民政府",
        "关于印发青云市冬季清洁取暖实施方案的通知",
    ]


def test_given_a_landing_page_then_it_has_no_number_and_leads_to_older_pages():
    landing = render(*samples.RICH["column"])
    numbered = render(*samples.RICH["column_numbered"])

    assert 'href="/ywdt/tzgg/146.html"' in landing
    assert "较新一页" not in landing
    assert "第 12 页" in numbered
    assert 'href="/13.html"' in numbered


def test_given_an_english_site_then_its_chrome_is_free_of_chinese(english_catalogue):
    html = render("pages/arranged.html", samples.CHROME_ENGLISH, samples.ENGLISH_HOME, ENGLISH_HEAD)

    root, _ = parse(html)
    assert _chinese_outside_marked_text(root) == []
    assert "Skip to main content" in html


def test_given_an_english_page_after_a_chinese_one_then_each_keeps_its_language(english_catalogue):
    chinese = render("pages/message.html", samples.CHROME, samples.NOT_FOUND)
    english = render("pages/message.html", samples.CHROME_ENGLISH, samples.NOT_FOUND)

    assert "跳到主要内容" in chinese
    assert "Skip to main content" in english


def test_given_the_words_of_all_templates_then_the_english_catalogue_has_each():
    with CATALOGUE.open("rb") as source:
        catalogue = {message.id: message.string for message in read_po(source) if message.id}

    found = (path for folder in TEMPLATES for path in folder.rglob("*.html"))
    paths = [path for path in found if "desk" not in path.parts]
    words = {word for path in paths for word in _words(path)}

    assert len(words) > 50
    assert {word for word in words if not catalogue.get(word)} == set()
    assert {text for text in catalogue.values() if HAN.search(text)} == set()


def test_given_visits_told_by_a_beacon_then_pages_say_where_to_tell_and_else_they_do_not(settings):
    def told() -> list[str | None]:
        root, _ = parse(render(*samples.RICH["article"]))
        return [e.attrs["content"] for e in root.all("meta") if e.attrs.get("name") == "zq-visit"]

    assert told() == []
    settings.ZHANQUN_VISITS_BY = "beacon"
    assert told() == ["/_/visit"]


ENGLISH_HEAD = replace(
    samples.HEAD_BARE, title="Qingyun City", canonical="https://en.qingyun.gov.cn/"
)


def _words(path: Path) -> list[str]:
    with path.open("rb") as template:
        return [str(message) for _line, message, *_rest in extract("jinja2", template)]


def _chinese_outside_marked_text(element: Element) -> list[str]:
    """Texts and attributes with Chinese that no lang="zh-CN" announces."""
    if element.attrs.get("lang") == "zh-CN":
        return []
    found = [value for value in element.attrs.values() if value and HAN.search(value)]
    for child in element.children:
        if isinstance(child, str):
            found += [child.strip()] if HAN.search(child) else []
        else:
            found += _chinese_outside_marked_text(child)
    return found
