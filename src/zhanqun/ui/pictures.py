"""A picture in a page (图片标记): formats and sizes to choose from, and room kept for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

# As wide as running text: the whole of a phone, 38 characters of 18 pixels elsewhere.
SIZES_IN_TEXT = "(min-width: 45rem) 684px, 100vw"
_IN_TEXT = re.compile(r'<img src="([^"]*)" alt="([^"]*)"(?: width="(\d+)")?(?: height="(\d+)")?>')


@dataclass(frozen=True, slots=True)
class Source:
    """One format of a picture: its type, and addresses with their widths ("/f/… 480w, …")."""

    content_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """What a picture consists of: the original with its size in pixels, and what may stand in."""

    src: str
    width: int
    height: int
    sources: tuple[Source, ...] = ()


def tag(
    shown: ShownPicture,
    alt: str,
    *,
    sizes: str,
    css: str = "",
    is_lazy: bool = False,
    is_first: bool = False,
) -> str:
    """The markup of a picture; without sources the original alone.

    is_lazy: below the fold. is_first: what the reader sees first, fetched before the rest.
    """
    attributes = f' class="{css}"' if css else ""
    attributes += ' loading="lazy"' if is_lazy else ""
    attributes += ' fetchpriority="high"' if is_first else ""
    image = (
        f'<img src="{escape(shown.src)}" alt="{escape(alt)}"'
        f' width="{shown.width}" height="{shown.height}"{attributes}>'
    )
    if not shown.sources:
        return image
    sources = "".join(
        f'<source type="{row.content_type}" srcset="{escape(row.srcset)}" sizes="{escape(sizes)}">'
        for row in shown.sources
    )
    return f"<picture>{sources}{image}</picture>"


def dress_pictures(html: str, pictures: Mapping[str, ShownPicture]) -> str:
    """Running text whose pictures can be chosen from; all but the first come when they are near.

    pictures: by address. A size that the writer gave stays. Others keep their markup.
    """
    count = 0

    def dressed(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        src, alt, *size = found.groups()
        shown = pictures.get(unescape(src))
        if shown is None:
            lazy = "" if count == 1 else ' loading="lazy"'
            return f"{found[0][:-1]}{lazy}>"
        width, height = _size(size, shown)
        sizes = SIZES_IN_TEXT if width >= 684 else f"{width}px"
        sized = ShownPicture(shown.src, width, height, shown.sources)
        return tag(sized, unescape(alt), sizes=sizes, is_lazy=count > 1)

    return _IN_TEXT.sub(dressed, html)


def _size(given: list[str | None], shown: ShownPicture) -> tuple[int, int]:
    """The writer's width or the picture's own; the height always follows from its shape."""
    width = int(given[0]) if given[0] else shown.width
    if not given[0] and given[1]:
        width = max(1, round(int(given[1]) * shown.width / shown.height))
    return width, max(1, round(width * shown.height / shown.width))
