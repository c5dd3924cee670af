"""The files that a line of the manifest stands for (清单条目)."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from zhanqun.delivery.integrity.manifest.lines import Line
from zhanqun.delivery.staticsite.api import GONE, MOVED, TWINS

CORNERS = {410: f"{GONE}/", 301: f"{MOVED}/"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One file as it lies below the site's folder. size_bytes: None for twins."""

    path_on_disk: str
    sha256: str
    size_bytes: int | None


def entries_of(line: Line) -> Iterator[Entry]:
    """The files of one address: the page and its twins."""
    place = CORNERS.get(line.status, "") + unquote(line.path).strip("/")
    yield Entry(place, line.sha256, line.size_bytes)
    for ending, sha256 in zip(TWINS, (line.br, line.gz), strict=True):
        if sha256:
            yield Entry(place + ending, sha256, None)
