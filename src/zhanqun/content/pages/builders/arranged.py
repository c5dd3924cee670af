"""Pages built of blocks (版面绘制): homes, topics, overviews. Live page and preview alike."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Heading, Row
from zhanqun.content.pages.arranging.kinds import (
    LiveFigures,
    block_kinds,
    live_figures,
)
from zhanqun.content.pages.arranging.rules import Blocks, columns_named, grid_of, rows_of
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.builders.items import items_of
from zhanqun.content.pages.builders.subsites import subsite_links
from zhanqun.content.pages.keys import arrangement_key
from zhanqun.content.pages.shapes import (
    ArrangedPage,
    Banner,
    Block,
    BlockRow,
    Item,
    Link,
    Shown,
)
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, once_each


class Arranger:
    """What the blocks of one page are drawn from; remembers the newest change they showed."""

    def __init__(self, frame: Frame, now: datetime) -> None:
        self.frame = frame
        self.now = now
        self.today: date = clock.day_of(now)
        self.site_id = frame.profile.site_id
        self.updated_at: datetime | None = None

    # --- Columns of the site -------------------------------------------------------------

    def column(self, values: Mapping[str, Any]) -> Column | None:
        """The open column that a block names; closed and moved ones are left out."""
        return self._open(values.get("column"))

    def shown_column(self, values: Mapping[str, Any]) -> Column | None:
        return next(self._shown([values.get("column")]), None)

    def columns(self, values: Mapping[str, Any]) -> list[Column]:
        """The open columns that a block names and that have something to show, in order."""
        return list(self._shown(values.get("columns", [])))

    def children(self, column: Column) -> list[Column]:
        return self.frame.tree.shown(self.frame.tree.children(column))

    def topics_below(self, group: Column) -> list[Column]:
        """Topics that run now: archived ones leave the home (专题归档)."""
        topics = self.children(group)
        depends_on(*(arrangement_key(row.pk) for row in topics))
        return [row for row in topics if not self.frame.tree.is_archived(row)]

    def _open(self, column_id: int | None) -> Column | None:
        if not column_id:
            return None
        depends_on(sites.column_key(column_id))
        return self.frame.tree.at(column_id)

    def _shown(self, column_ids: Iterable[int | None]) -> Iterator[Column]:
        tree = self.frame.tree
        for column in map(self._open, column_ids):
            if column is None:
                continue
            if tree.is_shown(column):
                yield column
            else:
                depends_on(sites.opened_key(column.pk), tree.key_of_siblings(column))

    def address_of(self, columns: list[Column]) -> str:
        return columns[0].address if columns else ""

    def address_above(self, columns: list[Column]) -> str:
        """The address of the group the first column stands in, else its own."""
        above = self.frame.tree.above(columns[0]) if columns else []
        return above[-1].address if above else self.address_of(columns)

    # --- What lies in them ---------------------------------------------------------------

    def newest(self, column: Column, count: int) -> list[Row]:
        found = library.newest_in(column.pk, count, self.now)
        self._note([row.shown_at for row in found])
        return found

    def items(self, column: Column, count: int) -> tuple[Item, ...]:
        return items_of(self.newest(column, count), today=self.today, pins_on=self.now)

    def list_of(self, column: Column, count: int) -> Block:
        heading = self.frame.link(column)
        return Block(heading.title, heading.url, self.items(column, count))

    def newest_elsewhere(self, column_ids: Iterable[int], count: int) -> list[Heading]:
        """The newest of open columns of any site."""
        wanted = list(column_ids)
        columns = once_each("any column", wanted, sites.open_columns)
        depends_on(*(sites.column_key(key) for key in wanted))
        known = [key for key in wanted if columns[key] is not None]
        library.tops(known)
        return [row.heading for key in known for row in library.newest_in(key, count, self.now)]

    def saw(self, headings: Iterable[Heading]) -> None:
        self._note([row.heading_at or row.first_published_at for row in headings])

    def _note(self, moments: list[datetime]) -> None:
        if moments and (self.updated_at is None or max(moments) > self.updated_at):
            self.updated_at = max(moments)

    # --- The rest --------------------------------------------------------------------------

    def subsites(self) -> tuple[Link, ...]:
        return subsite_links(self.frame)

    def live_figures(self, kind: str, values: Mapping[str, Any]) -> LiveFigures | None:
        """What an upper room registered for this kind; nothing while nobody has."""
        if kind not in live_figures:
            return None
        found = live_figures.get(kind)(self.site_id, values, self.now)
        self._note([row.published_at for row in found.items] if found else [])
        return found

    def word(self, chinese: str, english: str) -> str:
        return english if self.frame.chrome.lang == "en" else chinese


def arranged_page(frame: Frame, blocks: Blocks, now: datetime, **facts: Any) -> ArrangedPage:
    """The page that these blocks make; `facts` are those of a topic: title, summary, way.

    Blocks of a kind that is gone are left out.
    """
    page = Arranger(frame, now)
    library.tops(columns_named(blocks))
    shown = draw_blocks(page, blocks)
    if facts and shown and isinstance(head := _block_of(shown[0]), Banner):
        shown, facts = shown[1:], facts | _of_banner(head, facts)
    rows = _rows(shown)
    updated = clock.beijing(page.updated_at) if page.updated_at else None
    return ArrangedPage(rows, updated, **facts)


def draw_blocks(page: Arranger, blocks: Blocks) -> list[tuple[str, Shown | None, str]]:
    """Each block's width, what it shows (None: nothing), and the tone of its kind."""
    drawn: list[tuple[str, Shown | None, str]] = []
    for number, block in enumerate(blocks, start=1):
        if block["type"] not in block_kinds:
            continue
        kind = block_kinds.get(block["type"])
        made = kind.draw(page, kind.filled(block["value"]))
        shown = Shown(kind.component, made, f"b{number}") if made is not None else None
        drawn.append((block["value"].get("width", "full"), shown, kind.tone))
    return drawn


def _of_banner(banner: Banner, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A banner in the first place is the head of its topic."""
    return {
        "title": banner.title or facts["title"],
        "summary": banner.text or facts["summary"],
        "picture": banner.picture,
    }


def _block_of(entry: tuple[str, Shown | None, str]) -> object:
    return entry[1].block if entry[1] else None


def _rows(drawn: list[tuple[str, Shown | None, str]]) -> tuple[BlockRow, ...]:
    tones = {shown.id: tone for _width, shown, tone in drawn if shown}
    rows: list[BlockRow] = []
    for row in rows_of((width, shown) for width, shown, _tone in drawn):
        tone = tones[row.cells[0][0].id] if len(row.cells) == 1 == len(row.cells[0]) else ""
        if rows and rows[-1].tone == "lead" and not tone:
            tone = "news"
        rows.append(BlockRow(row.cells, grid_of(row.widths), tone))
    return tuple(rows)
