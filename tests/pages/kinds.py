"""What the pages are tried with (页面样例): each kind rich and bare, and what editors do at worst.

`KINDS` is the one table: a new kind of page joins `samples.RICH` and `samples.BARE`, and is tried
in every mode and width from then on.
"""

from dataclasses import replace
from typing import Any

from django.utils.safestring import mark_safe

from zhanqun.affairs.annualreports.tests import report_samples as annualreports
from zhanqun.affairs.disclosure.tests import page_samples as disclosure
from zhanqun.affairs.letters.tests import samples as letters
from zhanqun.affairs.policylibrary.tests import page_samples as policies
from zhanqun.content.pages.shapes import ArrangedPage, Block, Headline, Tabs
from zhanqun.content.pages.tests import samples
from zhanqun.ui import face

LONG = "青云市人民政府关于进一步做好冬季清洁取暖保障和困难群众温暖过冬工作的通知及其说明" * 5
UNBROKEN = "https://www.qingyun.gov.cn/" + "a1b2c3d4e5f6" * 15
RARE = "𠮷野𬭚山㙍头䶮江𫚉鱼渡口"
LONG_ITEMS = samples.items(LONG[:200], "更正", UNBROKEN, RARE, LONG[:60])
WIDE_TABLE = (
    "<table><thead><tr>"
    + "".join(f"<th>指标{number}</th>" for number in range(30))
    + "</tr></thead><tbody>"
    + ("<tr>" + "<td>1234.5万元</td>" * 30 + "</tr>") * 4
    + "</tbody></table>"
)
HUGE_PICTURE = (
    '<figure><img src="/f/huge.svg" alt="规划图" width="12000" height="9000">'
    "<figcaption>图</figcaption></figure>"
)
MANY_WORDS = "<p>" + "为了保障居民温暖过冬，减少散煤燃烧，结合本市实际制定本方案。" * 40 + "</p>"
MANY_WORDS *= 200_000 // len(MANY_WORDS)
FORTY = samples.links(*(f"栏目名称比较长的第{number}个栏目" for number in range(40)), current=3)

# Titles of 200 characters and of 2, a word that nowhere breaks, characters that few fonts have.
HOME = ArrangedPage(
    (
        samples.row(
            samples.shown(
                "headline", Headline(LONG[:200], "/a/1.html", samples.links(LONG[:80], "方案"))
            ),
            tone="lead",
        ),
        samples.row(
            samples.shown(
                "tabs_block",
                Tabs((Block(LONG[:40], "/x/", LONG_ITEMS), Block("更", "/y/", LONG_ITEMS))),
            ),
            samples.shown("list_block", Block("空", "/e/", ())),
            grid="7-5",
            tone="news",
        ),
        samples.row(samples.shown("list_block", Block("通知公告", "/n/", LONG_ITEMS))),
    ),
    samples.NOW,
)
COLUMN = replace(samples.COLUMN, title=LONG[:60], side=FORTY, items=LONG_ITEMS)
ARTICLE = replace(
    samples.ARTICLE_FULL,
    title=LONG[:200],
    author=RARE,
    body=mark_safe(f"<h2>{RARE}</h2><p>{UNBROKEN}</p>{WIDE_TABLE}{HUGE_PICTURE}"),
)
BAD = {
    "long_titles_home": ("pages/arranged.html", replace(samples.CHROME_SEARCH, nav=FORTY), HOME),
    "forty_columns": ("pages/column.html", replace(samples.CHROME, nav=FORTY), COLUMN),
    "wide_and_huge_article": ("pages/article.html", samples.CHROME, ARTICLE),
    "endless_document": (
        "pages/document.html",
        samples.CHROME,
        replace(samples.DOCUMENT, title=RARE, body=mark_safe(MANY_WORDS + WIDE_TABLE)),
    ),
}
KINDS: dict[str, tuple[str, Any, Any]] = {
    **samples.RICH,
    **{f"bare_{name}": case for name, case in samples.BARE.items()},
    **letters.RICH,
    **disclosure.RICH,
    **policies.RICH,
    **annualreports.RICH,
    **BAD,
}


def drawn(name: str) -> str:
    """The page of one kind, as the publisher would write it."""
    template, chrome, page = KINDS[name]
    head = samples.HEAD_BARE if name.startswith("bare_") else samples.HEAD
    context = {"chrome": chrome, "head": head, "page": page}
    return face.printed(template, context, lang=chrome.lang)
