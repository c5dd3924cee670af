"""What every kind of mirror can do (镜像接口)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from zhanqun.delivery.mirrors.entries import Entry


class MirrorAway(Exception):
    """A mirror did not take what it was sent; the text says why, without any secret."""


@dataclass
class Comparison:
    """How a mirror differs from the manifest (核对结果): addresses that it lacks or has otherwise,
    and names that stand there alone."""

    wrong: list[Entry] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


class Transport(Protocol):
    """One mirror; every method raises MirrorAway."""

    def send(self, stages: Sequence[Sequence[Entry]]) -> None:
        """Make these addresses as they are here, one stage after the other; what is to vanish
        goes last."""

    def send_assets(self) -> None:
        """Styles and scripts; older ones stay, since older pages show them."""

    def compare(self, chunks: Iterable[list[Entry]], names: set[str]) -> Comparison:
        """Every byte of every address, and what stands there besides `names`."""

    def delete(self, names: Sequence[str]) -> None:
        """Delete files by their name below public/."""
