"""A published page as an inspector reads it (网页标签与页脚)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html

FURNITURE = "//body/*[not(self::main)]"
AID_WORDS = re.compile("无障碍|长者|适老|关怀|关爱|Accessib|Senior", re.IGNORECASE)
IMAGES_WITHOUT_WORDS = "//img[not(@alt)] | //input[@type='image'][not(@alt)]"
FIELDS = (
    "//select | //textarea |"
    " //input[not(contains(' hidden submit button reset image ', concat(' ', @type, ' ')))]"
)
# What only a mouse reaches, and what breaks the order in which the keyboard goes.
OUT_OF_REACH = (
    "//*[@onclick][not(self::a[@href] or self::button or self::input or @tabindex)]"
    " | //*[@tabindex > 0]"
)


@dataclass(frozen=True)
class Page:
    """What stands in a file. furniture: the words of masthead, navigation and footer.

    aids: where the entries to accessibility and elder mode lead (无障碍、长者模式入口).
    without_words, without_label, out_of_reach: how many pictures have no alternative text, how many
    fields no label, and what the keyboard does not reach in its order.
    """

    title: str
    tags: Mapping[str, str]
    links: frozenset[str]
    furniture: str
    text: str
    aids: tuple[str, ...]
    without_words: int
    without_label: int
    out_of_reach: int

    @classmethod
    def of(cls, body: bytes) -> "Page":
        tree = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
        metas = tree.xpath("//head/meta[@name]")
        return cls(
            title=str(tree.findtext(".//title") or "").strip(),
            tags={row.get("name"): row.get("content", "").strip() for row in metas},
            links=frozenset(tree.xpath("//a/@href")),
            furniture=" ".join(" ".join(row.itertext()) for row in tree.xpath(FURNITURE)),
            text=" ".join(" ".join(row.itertext()) for row in tree.xpath("//main")),
            aids=tuple(
                link.get("href", "").strip()
                for link in tree.xpath("//a")
                if AID_WORDS.search(link.text_content())
            ),
            without_words=len(tree.xpath(IMAGES_WITHOUT_WORDS)),
            without_label=sum(not _has_label(field) for field in tree.xpath(FIELDS)),
            out_of_reach=len(tree.xpath(OUT_OF_REACH)),
        )


def _has_label(field: Any) -> bool:
    named = any(field.get(name, "").strip() for name in ("aria-label", "aria-labelledby", "title"))
    return named or bool(
        field.xpath("ancestor::label") or field.xpath("//label[@for=$id]", id=field.get("id") or "")
    )
