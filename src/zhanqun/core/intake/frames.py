"""The frame around a public form (页面外壳): masthead, navigation, footer of the site asked.

This room knows no sites. What publishes them registers where frames are found.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from zhanqun.foundation.registries import Registry


@dataclass(frozen=True)
class Place:
    """Where a form stands: the site, and the unit that answers for it (主办单位).

    language: "zh-hans" or "en".
    """

    site_id: int
    unit_id: int
    name: str
    language: str = "zh-hans"


class Frame(Protocol):
    """A site's frame, to be filled with a page."""

    @property
    def place(self) -> Place: ...

    def filled(self, *, title: str, body: str) -> bytes:
        """title as plain text, body as HTML."""


# host -> its frame, None where no such site is published; one entry, "published".
frames: Registry[Callable[[str], Frame | None]] = Registry("frames of sites")


def frame_at(host: str) -> Frame | None:
    for _name, find in frames:
        if (found := find(host)) is not None:
            return found
    return None
