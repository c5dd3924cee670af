"""Pictures in RTF (剪贴板图片): Word puts their bytes there when text is copied."""

import base64
import re
from collections.abc import Iterator

# A picture is a group: control words that describe it, then its bytes in hexadecimal.
_PICTURE = re.compile(rb"\\(pngblip|jpegblip)\b([^{}]{0,400}?(?:\{[^{}]*\}[^{}]{0,400}?)?)"
                      rb"\s([0-9a-fA-F\s]{64,})\}")  # fmt: skip
_TYPES = {b"pngblip": "image/png", b"jpegblip": "image/jpeg"}


def pictures_in(rtf: bytes) -> Iterator[str]:
    """PNG and JPEG pictures in order, as data addresses."""
    for kind, _words, digits in _PICTURE.findall(rtf):
        digits = re.sub(rb"\s+", b"", digits)
        data = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        yield f"data:{_TYPES[kind]};base64,{base64.b64encode(data).decode()}"
