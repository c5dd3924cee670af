"""A published page as an inspector reads it (网页标签与页脚)."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import html

FURNITURE = "//body/*[not(self::main)]"


@dataclass(frozen=True)
class Page:
    """What stands in a file. furniture: the words of masthead, navigation and footer."""

    title: str
    tags: Mapping[str, str]
    links: frozenset[str]
    furniture: str
    text: str

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
        )
