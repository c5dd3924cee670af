"""Resources of an OFD document (资源): fonts, pictures, drawing parameters, composite units."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ofdkit import OFDError
from ofdkit.package import Package

# The fonts that official files name, by what stands in for them on other machines.
SERIF = "'Noto Serif CJK SC', 'Source Han Serif SC', serif"
SANS = "'Noto Sans CJK SC', 'Source Han Sans SC', 'WenQuanYi Micro Hei', sans-serif"
_ALIASES = (
    ("仿宋", f"FangSong, STFangsong, FangSong_GB2312, {SERIF}"),
    ("楷", f"KaiTi, STKaiti, KaiTi_GB2312, {SERIF}"),
    ("黑", f"SimHei, STHeiti, {SANS}"),
    ("小标宋", f"FZXiaoBiaoSong-B05S, SimSun, {SERIF}"),
    ("宋", f"SimSun, STSong, {SERIF}"),
)
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)


@dataclass
class Resources:
    """What objects refer to by their numbers."""

    package: Package
    fonts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    params: dict[str, Element] = field(default_factory=dict)
    units: dict[str, Element] = field(default_factory=dict)

    def font(self, number: str) -> str:
        """Font families for a font's number, ending in one that every machine has."""
        name = self.fonts.get(number, "")
        stand_in = next((families for part, families in _ALIASES if part in name), SERIF)
        plain = "".join(c for c in name if c.isalnum() or c in " -_")
        return f"'{plain}', {stand_in}" if plain else stand_in

    def picture(self, number: str) -> tuple[str, bytes] | None:
        """Media type and bytes of a picture that browsers show; None for the others."""
        path = self.pictures.get(number)
        try:
            return shown(self.package.read(path)) if path else None
        except OFDError:
            return None


def read(package: Package, paths: Iterable[str]) -> Resources:
    """Resources of these files; one that is broken is left out."""
    found = Resources(package)
    for path in paths:
        try:
            root = package.read_xml(path)
        except OFDError:
            continue
        folder = root.get("BaseLoc", "")
        for row in root.iter():
            _take(found, row, path, folder)
    return found


def _take(found: Resources, row: Element, path: str, folder: str) -> None:
    number = row.get("ID", "")
    match local_name(row):
        case "Font":
            found.fonts[number] = row.get("FontName") or row.get("FamilyName") or ""
        case "DrawParam":
            found.params[number] = row
        case "CompositeGraphicUnit":
            if (content := child(row, "Content")) is not None:
                found.units[number] = content
        case "MultiMedia":
            name = text_of(child(row, "MediaFile"))
            place = found.package.resolve(path, f"{folder}/{name}" if folder else name)
            if place := place or found.package.resolve(path, name):
                found.pictures[number] = place


def shown(data: bytes) -> tuple[str, bytes] | None:
    """Media type and bytes, where browsers show the picture."""
    return next(((kind, data) for start, kind in _SIGNATURES if data.startswith(start)), None)


def local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    for row in () if element is None else element:
        if local_name(row) == name:
            yield row


def child(element: Element | None, name: str) -> Element | None:
    return next(children(element, name), None)


def text_of(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def numbers(value: str | None, count: int) -> tuple[float, ...] | None:
    """The first `count` numbers of a list, or None where they are not there."""
    try:
        found = tuple(float(part) for part in (value or "").replace(",", " ").split()[:count])
    except ValueError:
        return None
    return found if len(found) == count and all(map(math.isfinite, found)) else None
