"""Addresses of links and pictures (链接与图片地址): which may stay, and what a picture is."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

UPLOAD_SCHEME = "upload:"
# Addresses of attachments, at the desk and in public.
OWN_FILES = "/f/"
WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_LINK_SCHEMES = {"http", "https", "mailto", "tel"}
DATA_IMAGE = re.compile(r"data:image/[\w.+-]+;base64,(.*)", re.IGNORECASE | re.DOTALL)
_IMAGE_TYPES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"BM"), "image/bmp"),
)


@dataclass(frozen=True)
class ImageRef:
    """A picture of the text and where its bytes are.

    kind: "linked" (src is its address), "inline" (bytes came along; src is its upload mark),
    "missing" (src is all that is known of it; it is not in the text).
    """

    kind: str
    src: str
    alt: str = ""
    data: bytes | None = None
    media_type: str = ""

    @property
    def name(self) -> str:
        return unquote(re.split(r"[\\/]", self.src.split("?")[0])[-1])


def inline_image(data: bytes, alt: str = "") -> ImageRef | None:
    """Reference to a picture whose bytes we hold, marked by its content; None for other files."""
    for signature, media_type in _IMAGE_TYPES:
        if signature.match(data):
            mark = UPLOAD_SCHEME + hashlib.sha256(data).hexdigest()[:40]
            return ImageRef("inline", mark, alt, data, media_type)
    return None


def data_image(encoded: str, alt: str) -> ImageRef | None:
    try:
        data = base64.b64decode(unquote(re.sub(r"\s+", "", encoded)), validate=True)
    except (binascii.Error, ValueError):
        return None
    return inline_image(data, alt)


def safe_link(address: str, base_url: str | None = None) -> str:
    """Address a link may lead to (http, https, mailto, tel, relative), or "" where it may not."""
    address = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+", "", address)
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in _LINK_SCHEMES:
        return ""
    if not scheme or scheme[1].lower() in {"http", "https"}:
        address = address.replace("\\", "/")
    if not address or address == "#":
        return ""
    if scheme or address.startswith("#") or not base_url:
        return address
    try:
        return urljoin(base_url, address)
    except ValueError:
        return ""
