"""Pictures in RTF (剪贴板图片): Word puts their bytes there when text is copied."""

import base64
import re
from collections.abc import Iterator
from itertools import islice

MAX_PICTURES = 400

_BLIP = re.compile(rb"\\(pngblip|jpegblip)\b")
_CONTROL_WORD = re.compile(rb"\\[a-z]+-?\d*|\s+")
_DIGITS = re.compile(rb"(?:[0-9a-fA-F]{2}){32,}")
_TYPES = {b"pngblip": "image/png", b"jpegblip": "image/jpeg"}


def pictures_in(rtf: bytes) -> Iterator[str]:
    """PNG and JPEG pictures in order, as data addresses.

    A picture is a group: words that say how it is set, perhaps a group with its number, then its
    bytes in hexadecimal.
    """
    for blip in islice(_BLIP.finditer(rtf), MAX_PICTURES):
        start, end = blip.end(), rtf.find(b"}", blip.end())
        if b"{" in rtf[start:end]:
            start, end = end + 1, rtf.find(b"}", end + 1)
        digits = _CONTROL_WORD.sub(b"", rtf[start:end])
        if end > 0 and _DIGITS.fullmatch(digits):
            data = base64.b64encode(bytes.fromhex(digits.decode())).decode()
            yield f"data:{_TYPES[blip[1]]};base64,{data}"
