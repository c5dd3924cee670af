"""Pages of an OFD file drawn as SVG (版式文档的外观, GB/T 33190): text, lines, pictures, seals.

Appearance only: a seal is drawn as the picture that it carries, and no signature is verified.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice
from xml.etree.ElementTree import Element
from zipfile import BadZipFile

from django.utils.translation import gettext_lazy as _
from ofdkit import OFDError
from ofdkit.package import Package

from zhanqun.core.attachments.reading import ofd_resources, packages
from zhanqun.core.attachments.reading.ofd_resources import (
    Resources,
    child,
    children,
    local_name,
    numbers,
    text_of,
)
from zhanqun.core.attachments.reading.ofd_seals import Stamp, stamps_of
from zhanqun.core.attachments.reading.packages import TooMuch
from zhanqun.foundation.errors import DomainError

A4 = (0.0, 0.0, 210.0, 297.0)
MAX_DEPTH = 16
MAX_MARKUP_BYTES = 16 * 1024 * 1024
MAX_OBJECTS = 20_000
MAX_PICTURE_BYTES = 24 * 1024 * 1024
_OPERATORS = {"S": "M", "M": "M", "L": "L", "Q": "Q", "B": "C", "A": "A", "C": "Z"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?")


class NotDrawn(DomainError):
    """The file cannot be drawn (无法显示)."""

    code = "attachments.not_drawn"
    message = _("文件已损坏或不是 OFD 文件，无法显示外观。请下载后用 OFD 阅读器打开。")


@dataclass(frozen=True)
class DrawnPage:
    """One page: its number from 1, its size in millimetres, and its SVG."""

    number: int
    width: float
    height: float
    svg: str


@dataclass(frozen=True)
class Drawing:
    """Some pages of a document of `count` pages."""

    pages: list[DrawnPage]
    count: int


def draw(content: bytes, *, first: int = 1, limit: int = 10) -> Drawing:
    """Draw up to `limit` pages from page `first` on. Raises NotDrawn."""
    try:
        _check_size(content)
        with Package(content) as package:
            document = _Document(package)
            chosen = islice(enumerate(document.pages, start=1), first - 1, first - 1 + limit)
            pages = [document.drawn(number, row) for number, row in chosen]
    except (OFDError, BadZipFile, TooMuch) as failure:
        raise NotDrawn from failure
    return Drawing(pages, len(document.pages))


def _check_size(content: bytes) -> None:
    """A part never gives more bytes than its entry says; parsed, markup takes many times that."""
    for entry in packages.Package(content).entries:
        if entry.filename.lower().endswith(".xml") and entry.file_size > MAX_MARKUP_BYTES:
            raise TooMuch


class _Document:
    """The first document of a package: where its pages, templates and resources lie."""

    def __init__(self, package: Package) -> None:
        self.package = package
        root = package.read_xml(package.find("OFD.xml") or "OFD.xml")
        body = child(root, "DocBody")
        self.path = package.resolve("OFD.xml", text_of(child(body, "DocRoot"))) or ""
        document = package.read_xml(self.path)
        common = child(document, "CommonData")
        self.box = _box_of(child(common, "PageArea")) or A4
        self.pages = list(children(child(document, "Pages"), "Page"))
        self.templates = {
            row.get("ID", ""): package.resolve(self.path, row.get("BaseLoc"))
            for row in children(common, "TemplatePage")
        }
        named = [*children(common, "PublicRes"), *children(common, "DocumentRes")]
        paths = [package.resolve(self.path, row.text) for row in named]
        self.resources = ofd_resources.read(package, filter(None, paths))
        self.stamps = stamps_of(package, text_of(child(body, "Signatures")))
        self.left = MAX_PICTURE_BYTES

    def drawn(self, number: int, row: Element) -> DrawnPage:
        path = self.package.resolve(self.path, row.get("BaseLoc"))
        page = self.package.read_xml(path) if path else None
        box = _box_of(child(page, "Area")) or self.box
        painter = _Painter(self)
        shapes = [shape for layer in self._layers(page) for shape in painter.draw(layer)]
        shapes += [painter.stamp(s) for s in self.stamps if s.page == row.get("ID")]
        view = " ".join(f"{value:g}" for value in box)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" class="d-page__svg">'
            f'<rect x="{box[0]:g}" y="{box[1]:g}" width="{box[2]:g}" height="{box[3]:g}"'
            f' fill="#fff"/>{"".join(shapes)}</svg>'
        )
        return DrawnPage(number, box[2], box[3], svg)

    def _layers(self, page: Element | None) -> Iterator[Element]:
        """Layers from the back to the front: templates behind, the page, templates before."""
        if page is None:
            return
        before: list[Element] = []
        for row in children(page, "Template"):
            path = self.templates.get(row.get("TemplateID", ""))
            layers = _content_of(self.package.read_xml(path)) if path else []
            if row.get("ZOrder") == "Foreground":
                before += layers
            else:
                yield from layers
        yield from _content_of(page)
        yield from before


class _Painter:
    """Draws the objects of one page."""

    def __init__(self, document: _Document) -> None:
        self.document = document
        self.resources: Resources = document.resources
        self.objects = 0

    def draw(self, container: Element, depth: int = 0) -> Iterator[str]:
        for element in container:
            self.objects += 1
            if self.objects > MAX_OBJECTS or element.get("Visible") == "false":
                continue
            match local_name(element):
                case "TextObject":
                    yield self._placed(element, "".join(self._texts(element)))
                case "PathObject":
                    yield self._placed(element, self._path(element))
                case "ImageObject":
                    yield self._image(element)
                case "PageBlock" if depth < MAX_DEPTH:
                    yield from self.draw(element, depth + 1)
                case "CompositeObject" if depth < MAX_DEPTH:
                    unit = self.resources.units.get(element.get("ResourceID", ""))
                    inner = "".join(self.draw(unit, depth + 1)) if unit is not None else ""
                    yield self._placed(element, inner)

    def stamp(self, stamp: Stamp) -> str:
        x, y, width, height = stamp.box
        href = self._href(stamp.picture)
        return (
            f'<image x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
            f' preserveAspectRatio="none" href="{href}"/>'
        )

    def _placed(self, element: Element, inner: str) -> str:
        """An object in its place: its own matrix first, then the corner of its boundary."""
        x, y, *_size = numbers(element.get("Boundary"), 4) or (0.0, 0.0)
        moves = [f"translate({x:g} {y:g})"] if x or y else []
        if matrix := numbers(element.get("CTM"), 6):
            moves.append(f"matrix({' '.join(f'{value:g}' for value in matrix)})")
        alpha = numbers(element.get("Alpha"), 1)
        opacity = f' opacity="{alpha[0] / 255:.3g}"' if alpha and alpha[0] < 255 else ""
        transform = f' transform="{" ".join(moves)}"' if moves else ""
        return f"<g{transform}{opacity}>{inner}</g>" if inner else ""

    def _texts(self, element: Element) -> Iterator[str]:
        size = (numbers(element.get("Size"), 1) or (4.0,))[0]
        font = self.resources.font(element.get("Font", ""))
        weight = int((numbers(element.get("Weight"), 1) or (400.0,))[0])
        colour = self._colour(element, "FillColor", "#000")
        look = f' font-size="{size:g}" font-family="{escape(font)}" fill="{colour}"'
        look += ' font-weight="bold"' if weight >= 600 else ""
        look += ' font-style="italic"' if element.get("Italic") == "true" else ""
        x = y = 0.0
        for code in children(element, "TextCode"):
            x = (numbers(code.get("X"), 1) or (x,))[0]
            y = (numbers(code.get("Y"), 1) or (y,))[0]
            text = "".join(c for c in code.text or "" if c.isprintable())
            across = _positions(text, x, code.get("DeltaX"))
            down = _positions(text, y, code.get("DeltaY"))
            yield f'<text x="{across}" y="{down}"{look} xml:space="preserve">{escape(text)}</text>'

    def _path(self, element: Element) -> str:
        fill = "none"
        if element.get("Fill") == "true":
            fill = self._colour(element, "FillColor", "#000")
        stroke = "none"
        if element.get("Stroke") != "false":
            stroke = self._colour(element, "StrokeColor", "#000")
        params = self.resources.params.get(element.get("DrawParam", ""))
        given = element.get("LineWidth") or (params.get("LineWidth") if params is not None else "")
        width = (numbers(given, 1) or (0.353,))[0]
        rule = ' fill-rule="evenodd"' if element.get("Rule") == "Even-Odd" else ""
        path = _svg_path(text_of(child(element, "AbbreviatedData")))
        look = f'fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"{rule}'
        return f'<path d="{path}" {look}/>' if path else ""

    def _image(self, element: Element) -> str:
        href = self._href(self.resources.picture(element.get("ResourceID", "")))
        _x, _y, width, height = numbers(element.get("Boundary"), 4) or (0, 0, 1, 1)
        if element.get("CTM"):  # a matrix maps the unit square; without one the boundary does
            width = height = 1.0
        shape = f'width="{width:g}" height="{height:g}" preserveAspectRatio="none"'
        return self._placed(element, f'<image {shape} href="{href}"/>') if href else ""

    def _href(self, picture: tuple[str, bytes] | None) -> str:
        if picture is None:
            return ""
        media_type, data = picture
        self.document.left -= len(data)
        if self.document.left < 0:
            return ""
        return f"data:{media_type};base64,{base64.b64encode(data).decode()}"

    def _colour(self, element: Element, name: str, usual: str) -> str:
        found = child(element, name)
        if found is None:
            params = self.resources.params.get(element.get("DrawParam", ""))
            found = child(params, name)
        values = _NUMBER.findall(found.get("Value", "")) if found is not None else []
        parts = [max(0, min(255, int(float(value)))) for value in values]
        if len(parts) == 1:
            parts *= 3
        return f"#{parts[0]:02x}{parts[1]:02x}{parts[2]:02x}" if len(parts) == 3 else usual


def _content_of(page: Element) -> list[Element]:
    return list(children(child(page, "Content"), "Layer"))


def _box_of(area: Element | None) -> tuple[float, ...] | None:
    box = numbers(text_of(child(area, "PhysicalBox")), 4)
    return box if box and box[2] > 0 and box[3] > 0 else None


def _positions(text: str, start: float, deltas: str | None) -> str:
    """Places of the characters, one for every UTF-16 unit, as SVG counts them."""
    places, steps = [start], _steps(deltas or "", len(text) - 1)
    for step in steps:
        places.append(places[-1] + step)
    if not steps:
        return f"{start:g}"
    rows = [
        place
        for place, character in zip(places, text, strict=False)
        for _unit in range(2 if ord(character) > 0xFFFF else 1)
    ]
    return " ".join(f"{place:.4g}" for place in rows)


def _steps(deltas: str, limit: int) -> list[float]:
    """A DeltaX list, with its shorthand "g count value" written out, up to `limit` values."""
    tokens, at = deltas.split(), 0
    steps: list[float] = []
    while at < len(tokens) and len(steps) < limit:
        if tokens[at] == "g" and at + 2 < len(tokens):
            count, step = numbers(" ".join(tokens[at + 1 : at + 3]), 2) or (0.0, 0.0)
            steps += [step] * min(max(int(count), 0), limit - len(steps))
            at += 3
        else:
            steps.append((numbers(tokens[at], 1) or (0.0,))[0])
            at += 1
    return steps


def _svg_path(data: str) -> str:
    """Path data of OFD in SVG's letters; anything else in it is left out."""
    parts = []
    for token in data.split():
        if token in _OPERATORS:
            parts.append(_OPERATORS[token])
        elif _NUMBER.fullmatch(token):
            parts.append(f"{float(token):g}")
    return " ".join(parts) if parts and parts[0] == "M" else ""
