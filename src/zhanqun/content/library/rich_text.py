"""The one cleaner of running text (正文清洗): paste, Word and legacy pages all pass here.

Whatever comes in, what comes out is a small set of elements in one spelling, so that equal
content has equal bytes and a hash of it can be signed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library.characters import drop_forbidden
from zhanqun.content.library.rich_text_blocks import Block
from zhanqun.content.library.rich_text_reading import (
    UPLOAD_SCHEME,
    HiddenLink,
    ImageRef,
    Reader,
    inline_image,
    safe_link,
)
from zhanqun.content.library.rich_text_writing import to_html, to_text

__all__ = [
    "UPLOAD_SCHEME",
    "Cleaned",
    "ImageRef",
    "clean_blocks",
    "clean_html",
    "drop_images",
    "hidden_link_notes",
    "inline_image",
    "pending_uploads",
    "plain_text",
    "replace_images",
    "safe_link",
]

_KINDS = {
    "script": gettext_lazy("脚本"),
    "style": gettext_lazy("样式表"),
    "frame": gettext_lazy("内嵌框架"),
    "plugin": gettext_lazy("插件内容"),
    "form": gettext_lazy("表单控件"),
    "media": gettext_lazy("音视频"),
    "drawing": gettext_lazy("矢量图形或公式"),
    "word": gettext_lazy("Word 专用标记"),
    "handler": gettext_lazy("脚本事件"),
    "link": gettext_lazy("不安全或无效的链接地址"),
    "empty_image": gettext_lazy("没有地址的图片"),
}
_KIND_OF_TAG = {
    "script": "script", "style": "style", "iframe": "frame", "object": "plugin",
    "embed": "plugin", "applet": "plugin", "input": "form", "select": "form",
    "textarea": "form", "button": "form", "video": "media", "audio": "media", "svg": "drawing",
    "canvas": "drawing", "math": "drawing",
}  # fmt: skip
_TAGS = re.compile(rf"<({'|'.join(_KIND_OF_TAG)})\b", re.IGNORECASE)
_WORD = re.compile(r"<!(?:--)?\[if\b|<[owvm]:\w+", re.IGNORECASE)
_HANDLER = re.compile(r"<\w[^<>]{0,2000}?\son[a-z]{3,20}\s*=", re.IGNORECASE)
_SCRIPT_LINK = re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE)
_IMAGE = re.compile(r'<img src="([^"]*)"[^>]*>')
_IMAGE_SRC = re.compile(r'(<img src=")([^"]*)(")')


@dataclass(frozen=True)
class Cleaned:
    """Clean text with what was left out, in words for the person who pasted it.

    html: canonical; cleaning it again changes nothing. text: the same without markup.
    """

    html: str
    text: str
    dropped: list[str]
    images: list[ImageRef]
    blocks: list[Block]


def clean_html(html: str, base_url: str | None = None) -> Cleaned:
    """Clean HTML of any origin.

    base_url: address of the page it comes from; relative addresses become absolute with it.
    Pictures whose bytes are in the text get an upload mark as address, for the caller to
    replace (`replace_images`); pictures on the writer's own disk are listed as missing.
    """
    html = drop_forbidden(html)
    reader = Reader(base_url)
    blocks = reader.read(html)
    notes = _notes(_left_out(html) + reader.dropped, reader.images)
    notes = [*hidden_link_notes(reader.hidden_links, html), *notes]
    return Cleaned(to_html(blocks), to_text(blocks), notes, reader.images, blocks)


def clean_blocks(blocks: list[Block], cleaned: Cleaned) -> Cleaned:
    """`cleaned` with other blocks, after a part was moved into fields of its own."""
    return Cleaned(to_html(blocks), to_text(blocks), cleaned.dropped, cleaned.images, blocks)


def plain_text(html: str) -> str:
    """Text of HTML: a paragraph or table row a line."""
    return clean_html(html).text


def pending_uploads(html: str) -> list[str]:
    """Upload marks in clean HTML that still wait for an address."""
    sources = (unescape(match[2]) for match in _IMAGE_SRC.finditer(html))
    return list(dict.fromkeys(src for src in sources if src.startswith(UPLOAD_SCHEME)))


def replace_images(html: str, addresses: Mapping[str, str]) -> str:
    """Clean HTML with the addresses of pictures changed as `addresses` (old to new) says."""

    def changed(match: re.Match[str]) -> str:
        new = addresses.get(unescape(match[2]))
        return match[0] if new is None else match[1] + escape(new) + match[3]

    return _IMAGE_SRC.sub(changed, html)


def drop_images(html: str, sources: Iterable[str]) -> str:
    """Clean HTML without the pictures of these addresses."""
    gone = set(sources)
    if not gone:
        return html
    return _IMAGE.sub(lambda found: "" if unescape(found[1]) in gone else found[0], html)


def _left_out(html: str) -> Counter[str]:
    found = Counter(_KIND_OF_TAG[tag.lower()] for tag in _TAGS.findall(html))
    for kind, pattern in (("word", _WORD), ("handler", _HANDLER), ("link", _SCRIPT_LINK)):
        if count := sum(1 for _match in pattern.finditer(html)):
            found[kind] += count
    return found


def hidden_link_notes(links: list[HiddenLink], html: str) -> list[str]:
    """A sentence for each planted link, with its line in the source where that has lines."""
    notes = []
    for link in dict.fromkeys(links):
        at = html.find(link.href)
        line = html.count("\n", 0, at) + 1 if at >= 0 and "\n" in html else 0
        place = _("（第{line}行）").format(line=line) if line else ""
        text = _("已去除隐藏的外部链接“{text}”：{href}{place}，可能是被植入的暗链，请核查来源。")
        notes.append(text.format(text=link.text, href=link.href, place=place))
    return notes


def _notes(left_out: Counter[str], images: list[ImageRef]) -> list[str]:
    notes = [
        _("已去除{kind} {count} 处。").format(kind=_KINDS[kind], count=left_out[kind])
        for kind in _KINDS
        if left_out[kind]
    ]
    missing = dict.fromkeys(image.name for image in images if image.kind == "missing")
    notes += [_("图片“{name}”没有随文粘贴进来，请单独上传。").format(name=name) for name in missing]
    return notes
