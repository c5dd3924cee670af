"""Lists of the catalogue as pages show them (公开目录列表)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure.items import RULES, items
from zhanqun.affairs.disclosure.listing import ALL, ITEM, TOPIC
from zhanqun.affairs.disclosure.models import Entry, Publisher
from zhanqun.affairs.disclosure.public import reading
from zhanqun.affairs.disclosure.public.addresses import (
    INDEX,
    bucket_path,
    list_path,
    publisher_path,
)
from zhanqun.affairs.disclosure.public.shapes import ListPage, Row
from zhanqun.affairs.disclosure.topics import codes as topic_codes
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Validity
from zhanqun.content.pages.api import Frame, Link, Pager
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on

ENDED = (Validity.REPEALED, Validity.EXPIRED)
# Of these a reader is told nothing.
USUAL = ("", Validity.IN_FORCE)


def landing(frame: Frame, publisher: Publisher, code: str) -> ListPage | None:
    """The newest of a list, with ways to the others; None where it has had nothing."""
    title = title_of(code)
    newest = reading.last_bucket(publisher, code)
    rows = reading.newest_in(publisher, code)
    if not newest or not title:
        return None
    pager = Pager(
        number=None,
        newer=None,
        older=_page(publisher, code, newest) if newest > 1 else None,
        newest=None,
        oldest=_page(publisher, code, 1) if newest > 1 else None,
    )
    link = Link(title, list_path(publisher.code, code), current=True)
    return _page_of(frame, publisher, code, rows, pager, link, filters_of(publisher, code))


def numbered(frame: Frame, publisher: Publisher, code: str, bucket: int) -> ListPage | None:
    """One numbered page, or None while it has not come into being."""
    title, last = title_of(code), reading.last_bucket(publisher, code)
    rows = reading.bucket_in(publisher, code, bucket)
    if not title or not 1 <= bucket <= last:
        return None
    if bucket == last:
        depends_on(reading.bucket_key(publisher.pk, code, bucket + 1))
    pager = Pager(
        number=bucket,
        newer=_page(publisher, code, bucket + 1) if bucket < last else None,
        older=_page(publisher, code, bucket - 1) if bucket > 1 else None,
        newest=Link("", list_path(publisher.code, code)),
        oldest=_page(publisher, code, 1) if bucket > 1 else None,
    )
    link = Link(title, list_path(publisher.code, code))
    return _page_of(frame, publisher, code, rows, pager, link, ())


def title_of(code: str) -> str:
    """What a list is called, "" where nothing stands behind its code."""
    if code == ALL:
        return _("法定主动公开内容")
    if code.startswith(ITEM):
        item = items().get(code.removeprefix(ITEM))
        return item.label if item else ""
    return topic_codes().get(code.removeprefix(TOPIC), "")


def filters_of(publisher: Publisher, current: str) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """The other lists of the catalogue, where there is something to choose."""
    found = reading.lists_of(publisher)
    groups = []
    for prefix, label in ((ITEM, _("按公开事项")), (TOPIC, _("按主题"))):
        codes = [code for code in found if code.startswith(prefix) and code != ITEM + RULES]
        links = [_link(publisher, code, current) for code in codes if title_of(code)]
        if len(links) > 1:
            groups.append((label, tuple(links)))
    return tuple(groups)


def _link(publisher: Publisher, code: str, current: str) -> Link:
    return Link(title_of(code), list_path(publisher.code, code), current=code == current)


def rows_of(entries: Sequence[Entry], site_id: int, *, organs: bool = False) -> tuple[Row, ...]:
    """organs: whether each says who disclosed it."""
    homes = reading.homes([entry.article.uid for entry in entries], site_id)
    return tuple(_row(entry, homes, site_id, organs) for entry in entries)


def _row(entry: Entry, homes: dict, site_id: int, organs: bool) -> Row:
    article = entry.article
    assert entry.published_on is not None  # it is live
    organ = entry.publisher.unit if organs else None
    return text_row(
        article,
        homes.get(article.uid, site_id),
        site_id,
        published_on=entry.published_on,
        index_no=str(entry.index),
        organ=(organ.short_name or organ.name) if organ else "",
    )


def text_row(
    article: Article,
    home: int,
    site_id: int,
    *,
    published_on: date,
    index_no: str = "",
    organ: str = "",
) -> Row:
    """A text in a list; home: the site on which it is linked."""
    depends_on(library.heading_key(article.uid))
    validity = library.validity_on(article, clock.day_of(clock.now()))
    base = "" if home == site_id else sites.base_url_of(home)
    return Row(
        title=article.title,
        url=base + article.address,
        index_no=index_no,
        number=article.number,
        published_on=published_on,
        mark="" if validity in USUAL else str(Validity(validity).label),
        in_force=validity not in ENDED,
        organ=organ,
        external=home != site_id,
    )


def latest(entries: Iterable[Entry]) -> datetime | None:
    """本页更新: the newest day on which something shown was published or renewed."""
    days = [entry.renewed_on for entry in entries if entry.renewed_on is not None]
    return midnight(max(days)) if days else None


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.BEIJING)


def crumbs(frame: Frame, publisher: Publisher, *links: Link) -> tuple[Link, ...]:
    """首页, everyone where there are others, the publisher."""
    several = len(reading.publishers_on(frame.profile.site_id)) > 1
    name = publisher.unit.short_name or publisher.unit.name
    own = Link(name if several else _("政府信息公开"), publisher_path(publisher.code), not links)
    above = (Link(_("政府信息公开"), INDEX),) if several else ()
    return (Link(frame.home_title, "/"), *above, own, *links)


def _page_of(
    frame: Frame,
    publisher: Publisher,
    code: str,
    rows: list[Entry],
    pager: Pager,
    link: Link,
    filters: tuple[tuple[str, tuple[Link, ...]], ...],
) -> ListPage:
    item = items().get(code.removeprefix(ITEM))
    return ListPage(
        title=link.title,
        breadcrumb=crumbs(frame, publisher, link),
        note=_("依据：{norm}").format(norm=item.norm) if item else "",
        rows=rows_of(rows, frame.profile.site_id),
        pager=pager,
        filters=filters,
        updated_at=latest(rows),
    )


def _page(publisher: Publisher, code: str, bucket: int) -> Link:
    return Link(str(bucket), bucket_path(publisher.code, code, bucket))
