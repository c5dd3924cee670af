"""Pictures whose bytes came with a text (粘贴带来的图片), and what a person pastes (粘贴)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library import rtf_pictures
from zhanqun.content.library.import_files import ENDINGS, address_of
from zhanqun.content.library.rich_text import (
    Cleaned,
    ImageRef,
    clean_html,
    drop_images,
    pending_uploads,
    replace_images,
)
from zhanqun.core.attachments import api as attachments
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation.errors import DomainError

MAX_BYTES = 8 * 1024 * 1024
MAX_PICTURES = 200

_DISK_IMAGE = re.compile(
    r"(<img\b[^<>]{0,2000}?\bsrc\s*=\s*)([\"'])(file:[^\"'>]*)\2", re.IGNORECASE
)


class PasteTooLarge(DomainError):
    """More than is cleaned in one go (粘贴内容过大)."""

    code = "library.paste_too_large"
    message = gettext_lazy(
        "粘贴的内容有 {megabytes} MB，超过上限 {limit} MB，没有放入正文；剪贴板里的内容还在。"
        "请分几次粘贴，或用“导入”上传 Word 文件。"
    )
    status = 413


@dataclass(frozen=True)
class Pasted:
    """Clean HTML with the addresses of kept pictures; dropped: what was left out, in Chinese."""

    html: str
    dropped: list[str]


def clean_paste(*, html: str, rtf: bytes, unit: Unit, by: User, now: datetime) -> Pasted:
    """Clean what was pasted, and keep the pictures that came with it.

    rtf: the same as Word puts it beside the HTML; it holds the bytes of pictures that the HTML
    names on the writer's disk only. Raises PasteTooLarge, TextNestedTooDeep.
    """
    size = len(html.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise PasteTooLarge(megabytes=-(-size >> 20), limit=MAX_BYTES >> 20)
    cleaned = clean_html(_with_pictures(html, rtf))
    body, notes = keep_pictures(cleaned, unit=unit, by=by, now=now)
    return Pasted(body, [*cleaned.dropped, *notes])


def keep_pictures(
    cleaned: Cleaned, *, unit: Unit, by: User, now: datetime
) -> tuple[str, list[str]]:
    """The text's HTML once the pictures in it are kept, and what to say of those that are not.

    No upload mark is left: what has no bytes, or is refused, goes and is named.
    """
    known, notes = {}, []
    inline = {image.src: image for image in cleaned.images if image.kind == "inline"}
    for number, mark in enumerate(pending_uploads(cleaned.html), start=1):
        image = inline.get(mark)
        try:
            known[mark] = _kept(number, image, unit, by, now)
        except DomainError as refusal:
            notes.append(_("第{n}张图片没有保存：{why}").format(n=number, why=refusal))
    html = replace_images(cleaned.html, known)
    return drop_images(html, pending_uploads(html)), notes


class PictureNotKept(DomainError):
    code = "library.picture_not_kept"
    message = gettext_lazy("没有收到图片的内容，或图片过多，请单独上传。")


def _kept(number: int, image: ImageRef | None, unit: Unit, by: User, now: datetime) -> str:
    if image is None or not image.data or number > MAX_PICTURES:
        raise PictureNotKept
    name = f"{_('图')}{number}.{ENDINGS.get(image.media_type, 'png')}"
    kept = attachments.store_attachment(name=name, content=image.data, unit=unit, by=by, now=now)
    return address_of(kept)


def _with_pictures(html: str, rtf: bytes) -> str:
    """Put the pictures of the RTF where the HTML names files of the writer's disk.

    Only where both have as many: else none can be told from another.
    """
    named = [match[3] for match in _DISK_IMAGE.finditer(html)]
    pictures = list(rtf_pictures.pictures_in(rtf)) if named else []
    distinct = dict.fromkeys(named)
    for wanted in (named, list(distinct)):
        if pictures and len(pictures) == len(wanted):
            return _put(html, wanted, pictures)
    return html


def _put(html: str, wanted: Iterable[str], pictures: list[str]) -> str:
    by_name = dict(zip(wanted, pictures, strict=True))

    def put(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}{escape(by_name[match[3]])}{match[2]}"

    return _DISK_IMAGE.sub(put, html)
