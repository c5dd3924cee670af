"""Which elements and attributes may stay (标记白名单), and the parsers that see to it."""

import re

import nh3
from django.utils.translation import gettext_lazy
from lxml import etree

from zhanqun.content.library.rich_text_reading.looks import MARKS
from zhanqun.foundation.errors import DomainError

SPAN_LIMIT = 1000

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
CONTAINERS = {
    "address", "article", "aside", "center", "details", "dd", "div", "dl", "fieldset", "footer",
    "header", "legend", "main", "nav", "section", "summary",
}  # fmt: skip
INLINE = {
    "a", "br", "font", "img", "span", "big", "small", "label", "code", "cite", "q", "marquee",
}  # fmt: skip
STRUCTURE = {
    "blockquote", "caption", "dt", "figcaption", "figure", "hr", "li", "ol", "p", "pre", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_DROPPED_WITH_CONTENT = {
    "applet", "audio", "button", "canvas", "iframe", "math", "noembed", "noframes", "noscript",
    "object", "option", "script", "select", "style", "svg", "template", "textarea", "title",
    "video", "xml",
}  # fmt: skip
SANITIZER = nh3.Cleaner(
    tags=CONTAINERS | INLINE | STRUCTURE | set(HEADINGS) | set(MARKS),
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes={
        "*": {"style", "align", "class", "bgcolor"},
        "a": {"href"},
        "font": {"color"},
        "marquee": {"width", "height"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "ol": {"start", "type"},
        "li": {"id"},
        "sup": {"id"},
    },
    url_schemes={
        "http",
        "https",
        "mailto",
        "tel",
        "upload",
        "data",
        "file",
        "cid",
        "blob",
        "about",
    },  # fmt: skip
    link_rel=None,
    strip_comments=True,
)
_ANCHOR = re.compile(r"(?:note|ref)-\d{1,4}")
_STYLE_SIZE = re.compile(r"(?<![-\w])(width|height)\s*:\s*(\d+)(?:\.\d+)?(px|pt)", re.IGNORECASE)


class TextNestedTooDeep(DomainError):
    """The markup is nested beyond all reason (嵌套过深): its text could not be kept whole."""

    code = "library.text_nested_too_deep"
    message = gettext_lazy("网页结构嵌套过深，无法完整读取。请复制其文字，以纯文本粘贴。")


def check_read_whole(parser: etree.HTMLParser) -> None:
    """Raise TextNestedTooDeep where the parser left off at its limit of depth."""
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise TextNestedTooDeep


def anchor_of(element: etree._Element) -> str:
    anchor = element.get("id", "")
    return anchor if _ANCHOR.fullmatch(anchor) else ""


def span_of(value: str) -> int:
    return min(max(int(value), 1), SPAN_LIMIT) if re.fullmatch(r"\d{1,6}", value) else 1


def size_of(element: etree._Element) -> tuple[int | None, int | None]:
    """Width and height in pixels, from attributes first and style second."""
    found: dict[str, int] = {}
    for name, value, unit in _STYLE_SIZE.findall(element.get("style", "")):
        found[name.lower()] = int(value) if unit.lower() == "px" else int(value) * 4 // 3
    for name in ("width", "height"):
        if match := re.fullmatch(r"(\d{1,5})(?:\.\d+)?(?:px)?", element.get(name, "").strip()):
            found[name] = int(match[1])
    return found.get("width") or None, found.get("height") or None
