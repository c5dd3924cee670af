"""The library's home and its lists as pages show them (文件库首页、文件清单)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary.holdings.endings import said_of, words_of
from zhanqun.affairs.policylibrary.holdings.keys import bucket_key, holding_key
from zhanqun.affairs.policylibrary.holdings.models import Facet, Holding, Shelf
from zhanqun.affairs.policylibrary.public import reading
from zhanqun.affairs.policylibrary.public.addresses import (
    API,
    CALENDAR,
    INDEX,
    bucket_path,
    search_url,
    shelf_path,
    url_of,
)
from zhanqun.affairs.policylibrary.public.shapes import Counted, Group, IndexPage, ListPage, Row
from zhanqun.content.library.api import Validity
from zhanqun.content.pages.api import SEARCH_PATH, Frame, Link, Pager
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on

NEWEST = 10
# So many values of a facet stand open on the home page.
OPEN = 8
ENDED = (Validity.REPEALED, Validity.EXPIRED)
GROUPS = (Facet.TOPIC, Facet.ORGAN, Facet.GENRE, Facet.YEAR, Facet.VALIDITY)


def index_page(frame: Frame) -> IndexPage | None:
    """The library's home; None where the site has no library."""
    site_id = frame.profile.site_id
    everything = reading.shelf_at(site_id, Facet.ALL)
    if not reading.has_library(site_id) or everything is None:
        return None
    rows = reading.newest_in(everything, NEWEST)
    shelves = reading.shelves_on(site_id)
    return IndexPage(
        title=_("政策文件库"),
        breadcrumb=crumbs(frame),
        total=next(row.count for row in shelves if row.facet == Facet.ALL),
        search_action=SEARCH_PATH,
        ways=(
            Link(_("按多个条件查找"), search_url()),
            Link(_("政策日历"), CALENDAR),
            Link(_("开放接口和批量下载"), API),
        ),
        groups=_groups(shelves),
        rows=rows_of(rows, site_id),
        all_url=shelf_path(Facet.ALL),
        updated_at=latest(rows),
    )


def _groups(shelves: Iterable[Shelf]) -> tuple[Group, ...]:
    by_facet = {
        facet: [row for row in rows if row.count]
        for facet, rows in groupby(shelves, key=lambda row: row.facet)
    }
    made = []
    for facet in GROUPS:
        rows = sorted(by_facet.get(facet, ()), key=_order_of(facet))
        values = tuple(Counted(value_of(row), shelf_path(row.code), row.count) for row in rows)
        if values:
            made.append(Group(str(facet.label), values[:OPEN], values[OPEN:]))
    return tuple(made)


def _order_of(facet: Facet) -> Callable[[Shelf], Any]:
    """The newest year first; subjects as officially ordered; else what has most."""
    if facet == Facet.YEAR:
        return lambda row: -int(row.value)
    if facet == Facet.TOPIC:
        return lambda row: row.code
    return lambda row: (-row.count, row.value)


def landing(frame: Frame, code: str) -> ListPage | None:
    """The newest of a list; None where the site has no such list."""
    site_id = frame.profile.site_id
    shelf = reading.shelf_at(site_id, code)
    if shelf is None:
        return None
    rows, last = reading.newest_in(shelf), reading.last_bucket(shelf)
    pager = Pager(
        number=None,
        newer=None,
        older=_page(code, last) if last > 1 else None,
        newest=None,
        oldest=_page(code, 1) if last > 1 else None,
    )
    here = Link(title_of(shelf), shelf_path(code), current=True)
    return _page_of(frame, shelf, rows, pager, here)


def numbered(frame: Frame, code: str, bucket: int) -> ListPage | None:
    """One numbered page, or None while it has not come into being."""
    site_id = frame.profile.site_id
    shelf = reading.shelf_at(site_id, code)
    if shelf is None or not 1 <= bucket <= reading.last_bucket(shelf):
        depends_on(bucket_key(site_id, code, bucket))
        return None
    last = reading.last_bucket(shelf)
    if bucket == last:
        depends_on(bucket_key(site_id, code, bucket + 1))
    pager = Pager(
        number=bucket,
        newer=_page(code, bucket + 1) if bucket < last else None,
        older=_page(code, bucket - 1) if bucket > 1 else None,
        newest=Link("", shelf_path(code)),
        oldest=_page(code, 1) if bucket > 1 else None,
    )
    rows = reading.bucket_in(shelf, bucket)
    return _page_of(frame, shelf, rows, pager, Link(title_of(shelf), shelf_path(code)))


def _page_of(frame: Frame, shelf: Shelf, rows: list[Holding], pager: Pager, here: Link) -> ListPage:
    return ListPage(
        title=here.title,
        breadcrumb=crumbs(frame, here),
        rows=rows_of(rows, frame.profile.site_id),
        pager=pager,
        search_url=search_url(shelf),
        updated_at=latest(rows),
    )


def title_of(shelf: Shelf) -> str:
    """What a list is called."""
    words = {
        Facet.ALL: _("全部政策文件"),
        Facet.ORGAN: _("{value}发布的文件"),
        Facet.TOPIC: _("主题分类：{value}"),
        Facet.GENRE: _("文种：{value}"),
        Facet.YEAR: _("{value}年成文的文件"),
        Facet.VALIDITY: _("有效性：{value}"),
    }
    return words[Facet(shelf.facet)].format(value=value_of(shelf))


def value_of(shelf: Shelf) -> str:
    """The value of its facet, for readers."""
    if shelf.facet == Facet.VALIDITY:
        return str(Validity(shelf.value).label)
    return _("{year}年").format(year=shelf.value) if shelf.facet == Facet.YEAR else shelf.value


def rows_of(holdings: Sequence[Holding], site_id: int) -> tuple[Row, ...]:
    depends_on(*(holding_key(row.uid) for row in holdings))
    newer = reading.holdings_by_id(row.ended_by_id for row in holdings if row.ended_by_id)
    return tuple(_row(row, newer.get(row.ended_by_id or 0), site_id) for row in holdings)


def _row(row: Holding, newer: Holding | None, site_id: int) -> Row:
    ending, ended_by = _ending(row, newer, site_id)
    return Row(
        title=row.title,
        url=url_of(row, site_id),
        number=row.number,
        organ="、".join(row.organs),
        written_on=row.written_on,
        validity=str(Validity(row.validity).label) if row.validity else "",
        in_force=row.validity not in ENDED,
        is_elsewhere=row.home_id != site_id,
        ending=ending,
        ended_by=ended_by,
    )


def _ending(row: Holding, newer: Holding | None, site_id: int) -> tuple[str, Link | None]:
    """The day from which it is no longer what it was, and the document that says so."""
    words = words_of(row)
    if newer is not None:
        return words, Link(said_of(newer), url_of(newer, site_id))
    return (
        _("{words}，见{cited}").format(words=words, cited=row.cited) if row.cited else words
    ), None


def latest(rows: Sequence[Holding]) -> datetime | None:
    return clock.beijing(max(row.shown_at for row in rows)) if rows else None


def crumbs(frame: Frame, *links: Link) -> tuple[Link, ...]:
    here = Link(_("政策文件库"), INDEX, current=not links)
    return (Link(frame.home_title, "/"), here, *links)


def _page(code: str, bucket: int) -> Link:
    return Link(str(bucket), bucket_path(code, bucket))
