"""Sitemaps (搜索引擎站点地图): an index, the columns, and the texts in parts that stay small.

A part covers a block of list numbers of one column, which never change, so that a publication
touches one part and the index, however many texts a site has. Source: sitemaps.org protocol:
at most 50,000 addresses a file, one level of index, escaped absolute addresses.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from xml.sax.saxutils import escape

from zhanqun.content.library import api as library
from zhanqun.content.pages.builders.frame import Frame, frames
from zhanqun.content.pages.builders.items import stamp
from zhanqun.content.pages.mapping import sitemap_sources
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnForm
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind

XML_TYPE = "application/xml; charset=utf-8"
PARTS_MAX = 50_000
COLUMNS = "columns"


class Sitemap(TargetKind):
    """The index (key ""), home and columns (key "columns"), a part (key "column-block")."""

    def render(self, target: Target) -> Rendered | None:
        frame = frames([target.site_id])[target.site_id]
        if not target.key:
            return _index(frame)
        name, _dash, part = target.key.partition("-")
        if target.key == COLUMNS:
            urls = "".join(_url(frame.base_url + path) for path in _addresses(frame))
        elif name in sitemap_sources:
            found = sitemap_sources.get(name).listed(target.site_id, part)
            urls = "".join(_url(frame.base_url + path, at) for path, at in found)
        else:
            urls = _texts(frame, *map(int, target.key.split("-")))
        return _xml(f"/sitemap-{target.key}.xml", "urlset", urls) if urls else None

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if key == sites.created_key(site_id):
            return [Target(site_id, "sitemap", name) for name in ("", COLUMNS)]
        is_block = len(parts) == 4 and parts[0] == "column" and parts[2] == "block"
        if is_block and sites.column_of(site_id, int(parts[1])):
            return [Target(site_id, "sitemap", f"{parts[1]}-{parts[3]}")]
        return [
            Target(site_id, "sitemap", f"{name}-{part}")
            for name, source in sitemap_sources
            for part in source.opened_by(key, site_id)
        ]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        frame = frames([site_id])[site_id]
        blocks = (f"{column.pk}-{block}" for column, block in _blocks(frame))
        for name in ("", COLUMNS, *blocks, *_others(site_id)):
            yield Target(site_id, "sitemap", name)


def _index(frame: Frame) -> Rendered:
    """The parts that list anything, each with its last change (lastmod)."""
    site_id = frame.profile.site_id
    depends_on(library.sitemap_key(site_id))
    blocks = list(_blocks(frame))
    facts = library.blocks_of({column.pk for column, _block in blocks})
    entry = partial(_entry, frame.base_url)
    entries = [entry(name, None) for name in (COLUMNS, *_others(site_id))]
    for column, block in blocks:
        known = facts.get((column.pk, block))
        if known is None or known.is_listed:
            entries.append(entry(f"{column.pk}-{block}", known.changed_at if known else None))
    return _xml("/sitemap.xml", "sitemapindex", "".join(entries[:PARTS_MAX]))


def _others(site_id: int) -> list[str]:
    """Parts of upper rooms."""
    return [f"{name}-{part}" for name, source in sitemap_sources for part in source.parts(site_id)]


def _blocks(frame: Frame) -> Iterator[tuple[Column, int]]:
    for column in frame.tree.open_columns:
        for block in range(1, library.block_of(column.next_number - 1) + 1):
            yield column, block


def _texts(frame: Frame, column_id: int, block: int) -> str:
    column = frame.tree.ever_at(column_id)
    if column is None:
        return ""
    base = frame.base_url
    rows = library.listed_in(column_id, block)
    return "".join(_url(base + row.address, row.changed_at) for row in rows)


def _addresses(frame: Frame) -> Iterator[str]:
    """The home, and the columns that have a page."""
    yield "/"
    waiting = list(reversed(frame.tree.shown(frame.tree.top())))
    now = clock.now()
    while waiting:
        column = waiting.pop()
        has_page = column.form != ColumnForm.PLAIN or frame.tree.is_arranged(column)
        if has_page or library.newest_in(column.pk, 1, now):
            yield column.address
        waiting += reversed(frame.tree.shown(frame.tree.children(column)))


def _url(address: str, changed_at: datetime | None = None) -> str:
    return f"<url><loc>{escape(address)}</loc>{_lastmod(changed_at)}</url>\n"


def _entry(base_url: str, name: str, changed_at: datetime | None) -> str:
    address = escape(f"{base_url}/sitemap-{name}.xml")
    return f"<sitemap><loc>{address}</loc>{_lastmod(changed_at)}</sitemap>\n"


def _lastmod(moment: datetime | None) -> str:
    return f"<lastmod>{stamp(moment)}</lastmod>" if moment else ""


def _xml(path: str, root: str, inner: str) -> Rendered:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inner}</{root}>\n'
    )
    return Rendered(path, text.encode(), content_type=XML_TYPE)
