"""Links that search engines follow and readers do not see (暗链): found, taken out, told.

A link that leads out of the page and stands where nobody sees it was planted. A skip link for
keyboards is off-screen too, but leads to a place in the page itself.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from zhanqun.content.library.rich_text_reading.looks import STYLE_LIMIT

_OUTSIDE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
# Templates hide menus of their own; nobody plants links to the government.
_GOVERNMENT = re.compile(r"(?:https?:)?//(?:[\w-]+\.)*gov\.cn(?:[:/?#]|$)", re.IGNORECASE)
_FAR = r"-(?:[5-9]\d\d|\d{4,})"
_CONCEALING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"display\s*:\s*none",
        r"visibility\s*:\s*(?:hidden|collapse)",
        r"mso-hide\s*:\s*all",
        r"opacity\s*:\s*0?\.?0*\s*(?:[;!]|$)",
        r"font-size\s*:\s*[01](?:\.\d+)?\s*(?:px|pt|em|%)?\s*(?:[;!]|$)",
        rf"text-indent\s*:\s*{_FAR}",
        rf"position\s*:\s*(?:absolute|fixed).*(?:left|right|top|bottom)\s*:\s*{_FAR}",
        rf"(?:left|right|top|bottom)\s*:\s*{_FAR}.*position\s*:\s*(?:absolute|fixed)",
        rf"margin(?:-left|-top)?\s*:\s*{_FAR}",
        r"clip\s*:\s*rect\(\s*[01]",
        r"(?<![-\w])(?:width|height)\s*:\s*[0-2](?:px|pt)?\s*(?:[;!]|$)",
        r"transform\s*:[^;]*scale\(\s*0",
    )
)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_TINY = re.compile(r"[0-2](?:px)?")
_WHITE_FROM = 0xF8


class HiddenLink(NamedTuple):
    """An outside link that readers do not see: its words and its address."""

    text: str
    href: str


def take_hidden_links(root: etree._Element) -> list[HiddenLink]:
    """Take what hides outside links out of the tree; returns those links in order."""
    found: list[HiddenLink] = []
    seen: set[etree._Element] = set()
    for element in list(root.iter(etree.Element)):
        if element is root or not _is_concealed(element):
            continue
        links = [link for link in _outside_links(element) if link not in seen]
        if links:
            seen.update(links)
            found += [HiddenLink(_words(link), link.get("href", "")) for link in links]
            _remove(element)
    return found


def _outside_links(element: etree._Element) -> Iterator[etree._Element]:
    for link in element.iter("a"):
        address = link.get("href", "").strip()
        if _OUTSIDE.match(address) and not _GOVERNMENT.match(address) and _words(link):
            yield link


def _is_concealed(element: etree._Element) -> bool:
    style = (element.get("style") or "")[:STYLE_LIMIT]
    if style and _conceals(style):
        return True
    if element.tag == "marquee":
        return any(_TINY.fullmatch(element.get(side, "").strip()) for side in ("width", "height"))
    colour = _colour_of(style) or element.get("color", "")
    return bool(colour) and _is_white(colour) and not _has_ground(element)


@lru_cache(maxsize=8192)
def _conceals(style: str) -> bool:
    return any(pattern.search(style) for pattern in _CONCEALING)


def _colour_of(style: str) -> str:
    found = _COLOUR.search(style)
    return found[1] if found else ""


@lru_cache(maxsize=1024)
def _is_white(colour: str) -> bool:
    colour = colour.strip().lower()
    if colour in {"white", "transparent", "snow", "ghostwhite"}:
        return True
    if match := re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", colour):
        digits = match[1] if len(match[1]) == 6 else "".join(d * 2 for d in match[1])
        return all(int(digits[at : at + 2], 16) >= _WHITE_FROM for at in (0, 2, 4))
    parts = re.findall(r"\d+(?:\.\d+)?", colour) if colour.startswith("rgb") else []
    if len(parts) == 4 and float(parts[3]) == 0:
        return True
    return len(parts) >= 3 and all(float(part) >= _WHITE_FROM for part in parts[:3])


def _has_ground(element: etree._Element) -> bool:
    """Whether white words stand on another colour, as in the head of many tables."""
    for holder in (element, *element.iterancestors()):
        ground = _BACKGROUND.search((holder.get("style") or "")[:STYLE_LIMIT])
        colour = ground[1] if ground else holder.get("bgcolor", "")
        if colour.strip():
            return not _is_white(colour)
    return False


def _words(link: etree._Element) -> str:
    return " ".join("".join(link.itertext()).split())[:60]


def _remove(element: etree._Element) -> None:
    """Take an element out; the text that follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)
