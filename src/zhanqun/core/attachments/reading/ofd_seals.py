"""Seals laid over OFD pages (电子印章, GB/T 38540): the picture in the seal, and its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ofdkit import OFDError
from ofdkit.package import Package

from zhanqun.core.attachments.reading.ofd_resources import (
    child,
    children,
    numbers,
    shown,
    text_of,
)

# The seal's picture: its kind as IA5String, then its bytes as OCTET STRING.
_PICTURE = re.compile(rb"\x16.(?:png|jpe?g|gif|bmp)\x04", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Stamp:
    """One impression: the page's number, its box in millimetres, media type and bytes."""

    page: str
    box: tuple[float, ...]
    picture: tuple[str, bytes]


def stamps_of(package: Package, location: str) -> list[Stamp]:
    """Impressions of all seals; one that cannot be read is left out."""
    path = package.resolve("OFD.xml", location)
    if path is None:
        return []
    try:
        root = package.read_xml(path)
        return [
            stamp
            for row in children(root, "Signature")
            for stamp in _of_signature(package, package.resolve(path, row.get("BaseLoc")))
        ]
    except OFDError:
        return []


def _of_signature(package: Package, path: str | None) -> Iterator[Stamp]:
    if path is None:
        return
    root = package.read_xml(path)
    info = child(root, "SignedInfo")
    seal = package.resolve(path, text_of(child(child(info, "Seal"), "BaseLoc")))
    value = package.resolve(path, text_of(child(root, "SignedValue")))
    holders = (package.read(name) for name in (seal, value) if name)
    picture = next(filter(None, map(_picture_in, holders)), None)
    for row in children(info, "StampAnnot"):
        box = numbers(row.get("Boundary"), 4)
        if picture and box:
            yield Stamp(row.get("PageRef", ""), box, picture)


def _picture_in(der: bytes) -> tuple[str, bytes] | None:
    for match in _PICTURE.finditer(der):
        if data := _octets(der, match.end()):
            return shown(data)
    return None


def _octets(der: bytes, at: int) -> bytes:
    """The content of a DER string whose length begins at `at`."""
    first = der[at] if at < len(der) else 0
    if first < 0x80:
        return der[at + 1 : at + 1 + first]
    width = first & 0x7F
    size = int.from_bytes(der[at + 1 : at + 1 + width], "big")
    return der[at + 1 + width : at + 1 + width + size]
