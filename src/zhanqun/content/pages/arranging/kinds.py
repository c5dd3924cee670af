"""The kinds of block (版块种类): each its parameters and how it is drawn. Upper rooms may add
kinds of their own, and fill the live parts of ours, at start-up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from wagtail import blocks

from zhanqun.content.pages.arranging.rules import BLOCKS_MAX
from zhanqun.content.pages.shapes import Figure, Item, Link
from zhanqun.foundation.registries import Registry


@dataclass(frozen=True, slots=True)
class BlockKind:
    """One kind of block.

    parameters: what the editor fills in. draw: (builder, parameters) -> what `component` prints,
    or None where there is nothing to show; reading notes its dependency keys. tone: see
    `shapes.BlockRow`. lead: stands before all others on its page.
    """

    parameters: blocks.StructBlock
    component: str
    draw: Callable[[Any, Mapping[str, Any]], object | None]
    tone: str = ""

    @property
    def label(self) -> str:
        return str(self.parameters.meta.label)

    @property
    def help_text(self) -> str:
        return str(getattr(self.parameters.meta, "help_text", "") or "")

    def filled(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Parameters with the defaults of those that were not stored."""
        children = self.parameters.child_blocks.items()
        return {name: value.get(name, child.get_default()) for name, child in children}


block_kinds: Registry[BlockKind] = Registry("kinds of block")


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """Figures of a room, and in words as of when and what remains (实时数字).

    items: what is new in the room, newest first; url: its own first page; links: its ways in,
    where the block names none.
    """

    figures: tuple[Figure, ...]
    note: str = ""
    items: tuple[Item, ...] = ()
    url: str = ""
    links: tuple[Link, ...] = ()


# Live figures for a block of ours, by its kind: (site id, parameters, now) -> figures, or None.
# The room that registers notes the keys of what it shows (`depends_on`).
FigureSource = Callable[[int, Mapping[str, Any], datetime], LiveFigures | None]
live_figures: Registry[FigureSource] = Registry("live figures of blocks")


@lru_cache
def stream() -> blocks.StreamBlock:
    """All kinds as one Wagtail stream: it reads, cleans and writes what is stored."""
    counts = {name: {"max_num": 1} for name in ("headline", "banner", "about") if name in kinds()}
    children = [(name, kind.parameters) for name, kind in block_kinds]
    return blocks.StreamBlock(children, required=False, max_num=BLOCKS_MAX, block_counts=counts)


def kinds() -> dict[str, BlockKind]:
    return dict(block_kinds)
