"""What is made of a file, and where it lies."""

from dataclasses import dataclass
from typing import NamedTuple

# Of these kinds something is made. GIF stays as it is, so that it goes on moving.
PICTURES = ("image/jpeg", "image/png", "image/webp")
VIDEOS = ("video/mp4",)
DERIVABLE = (*PICTURES, *VIDEOS)


class Derived(NamedTuple):
    """A row of `Attachment.derived`: name below the file's key, type, pixels across, bytes."""

    name: str
    content_type: str
    width: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Made:
    """One file just made; width in pixels, 0 where it has none."""

    name: str
    content_type: str
    content: bytes
    width: int = 0

    @property
    def row(self) -> Derived:
        return Derived(self.name, self.content_type, self.width, len(self.content))


def derived_path(key: str, name: str) -> str:
    """Where it lies in the private folder."""
    return f"derived/{key[:2]}/{key}/{name}"
