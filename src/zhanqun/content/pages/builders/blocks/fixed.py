"""What the editor writes into the block itself, and the facts of the site."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zhanqun.content.pages.builders.arranged import Arranger
from zhanqun.content.pages.builders.items import picture_from
from zhanqun.content.pages.shapes import (
    Banner,
    Block,
    FactsBlock,
    Link,
    LinkGroup,
    LinkGroups,
    TextBlock,
)

ALLOWED_TAGS = {"p", "br", "a", "strong", "em", "ul", "ol", "li"}
ALLOWED_ATTRIBUTES = {"a": {"href"}}
LOOKS_LIKE_MARKUP = re.compile(r"<(?:p|ul|ol)\b")

Values = Mapping[str, Any]


def text(page: Arranger, values: Values) -> TextBlock | None:
    typed = values["text"].strip()
    body = typed if LOOKS_LIKE_MARKUP.search(typed) else linebreaks(typed)
    clean = nh3.clean(body, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, link_rel=None)
    if not nh3.clean(clean, tags=set()).strip():
        return None
    return TextBlock(values["title"] or "", mark_safe(clean))  # noqa: S308 - cleaned just now


def facts(page: Arranger, values: Values) -> FactsBlock | None:
    rows = tuple((label, said) for label, said in values["facts"])
    return FactsBlock(values["title"], rows) if rows else None


def about(page: Arranger, values: Values) -> FactsBlock | None:
    """Address, hours and telephone, as the profile of the site has them (机构信息)."""
    profile = page.frame.profile
    rows = [
        (page.word(_("办公地址"), "Address"), profile.address),
        (page.word(_("办公时间"), "Hours"), profile.office_hours),
        (page.word(_("联系电话"), "Telephone"), profile.phone),
    ]
    found = tuple((label, said) for label, said in rows if said)
    title = page.word(_("机构信息"), "Contact")
    return FactsBlock(title, found, row=values["width"] == "full") if found else None


def lookups(page: Arranger, values: Values) -> Block | None:
    links = tuple(Link(name, url) for name, url in values["links"])
    title = values.get("title") or page.word(_("便民查询"), "Look up")
    return Block(title, "", links=links) if links else None


def link_groups(page: Arranger, values: Values) -> LinkGroups | None:
    groups = tuple(
        LinkGroup(name, "", tuple(Link(title, url) for title, url in links))
        for name, links in values["groups"]
        if links
    )
    title = page.word(_("相关网站"), "Related sites")
    return LinkGroups(title, "", groups) if groups else None


def banner(page: Arranger, values: Values) -> Banner | None:
    uid = values.get("picture")
    picture = picture_from(UUID(uid), alt=values["alt"] or "") if uid else None
    title, said = values["title"] or "", values["text"] or ""
    if not (picture or title or said):
        return None
    return Banner(title, said, picture, values["url"] or "")
