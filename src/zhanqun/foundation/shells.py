"""Published pages with places to fill in (页面外壳): drawn as files, filled when asked.

What is answered by the application looks like every page of its site without reading a database:
the frame lies in the site's tree, with places by name and, in a comment, what the room that fills
it must know.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# Within a comment nothing may look like its end.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_DASH = "\\u002D"


@dataclass(frozen=True, slots=True)
class Shell:
    """A page cut at its places: `pieces` are text, or the name of a place; about: what it says."""

    about: Mapping[str, Any]
    pieces: tuple[tuple[str, str], ...]

    def filled(self, given: Mapping[str, str]) -> bytes:
        """given: HTML for every place."""
        return "".join(text or given[place] for text, place in self.pieces).encode()


def marker(place: str, about: Mapping[str, Any]) -> SafeString:
    """The place of the body, as a comment that carries `about`."""
    text = json.dumps(about, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f"<!--{place} {text.replace('--', '-' + _DASH)}-->")  # noqa: S308 - escaped


def cut(page: str, *, body: str, words: tuple[str, ...]) -> Shell:
    """body: name of the place in a comment; words: names that stand as they are in the text."""
    places = re.compile("|".join([*map(re.escape, words), f"<!--{re.escape(body)} (.*?)-->"]), re.S)
    pieces: list[tuple[str, str]] = []
    about, end = "{}", 0
    for place in places.finditer(page):
        about = place[1] or about
        pieces += [(page[end : place.start()], ""), ("", body if place[1] else place[0])]
        end = place.end()
    pieces.append((page[end:], ""))
    return Shell(json.loads(about), tuple(pieces))
