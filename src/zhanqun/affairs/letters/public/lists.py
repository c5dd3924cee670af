"""Lists of published letters as pages show them (来信列表)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from zhanqun.affairs.letters.listing import ALL, MAILBOX, SORT, UNIT, YEAR
from zhanqun.affairs.letters.models import Publication
from zhanqun.affairs.letters.public import reading
from zhanqun.affairs.letters.public.addresses import INDEX, bucket_path, list_path, url_of
from zhanqun.affairs.letters.public.shapes import ListPage, Row
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.content.pages.api import Frame, Link, Pager
from zhanqun.core.units.api import Unit
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, once_each

GROUPS = ((MAILBOX, "按信箱"), (SORT, "按类型"), (UNIT, "按答复单位"), (YEAR, "按年份"))


def landing(frame: Frame, code: str) -> ListPage | None:
    """The newest of a list, with ways to the others; None where the site has no such list."""
    site_id = frame.profile.site_id
    title = title_of(code)
    newest = reading.last_bucket(site_id, code)
    rows = reading.newest_in(site_id, code)
    if not newest or not title:
        return None
    pager = Pager(
        number=None,
        newer=None,
        older=_page(code, newest) if newest > 1 else None,
        newest=None,
        oldest=_page(code, 1) if newest > 1 else None,
    )
    links = (Link(title, list_path(code), current=True),)
    return _page_of(frame, title, rows, pager, links, _filters(site_id, code))


def numbered(frame: Frame, code: str, bucket: int) -> ListPage | None:
    """One numbered page, or None while it has not come into being."""
    site_id = frame.profile.site_id
    title, last = title_of(code), reading.last_bucket(site_id, code)
    rows = reading.bucket_in(site_id, code, bucket)
    if not title or not 1 <= bucket <= last:
        return None
    if bucket == last:
        depends_on(reading.bucket_key(site_id, code, bucket + 1))
    pager = Pager(
        number=bucket,
        newer=_page(code, bucket + 1) if bucket < last else None,
        older=_page(code, bucket - 1) if bucket > 1 else None,
        newest=Link("", list_path(code)),
        oldest=_page(code, 1) if bucket > 1 else None,
    )
    return _page_of(frame, title, rows, pager, (Link(title, list_path(code)),), ())


def title_of(code: str) -> str:
    """What a list is called, "" where nothing stands behind its code."""
    if code == ALL:
        return _("公开的来信")
    if code.startswith(MAILBOX):
        mailbox = reading.mailbox_at(code.removeprefix(MAILBOX))
        return _("{name}：公开的来信").format(name=mailbox.name) if mailbox else ""
    if code.startswith(YEAR):
        return _("{year}年答复的来信").format(year=code.removeprefix(YEAR))
    if code.startswith(SORT):
        return _("{sort}类来信").format(sort=Sort(code.removeprefix(SORT)).label)
    unit = unit_of(int(code.removeprefix(UNIT)))
    return _("{unit}答复的来信").format(unit=unit) if unit else ""


def unit_of(unit_id: int) -> str:
    """A unit's short name."""
    found = once_each("unit name", [unit_id], _read_units)[unit_id]
    return found or ""


def _read_units(unit_ids: list[int]) -> dict[int, str]:
    rows = Unit.objects.filter(pk__in=unit_ids)
    return {row.pk: row.short_name or row.name for row in rows}


def rows_of(publications: Iterable[Publication], site_id: int) -> tuple[Row, ...]:
    return tuple(_row(publication, site_id) for publication in publications)


def _row(publication: Publication, site_id: int) -> Row:
    assert publication.answered_on is not None and publication.unit is not None
    return Row(
        title=publication.title,
        url=url_of(publication, site_id),
        sort=str(Sort(publication.sort).label),
        unit=publication.unit.short_name or publication.unit.name,
        days=days_of(publication),
        answered_on=publication.answered_on,
    )


def days_of(publication: Publication) -> str:
    """How long it took, in words."""
    if not publication.days_taken:
        return _("当天答复")
    return _("用时{days}个工作日").format(days=publication.days_taken)


def latest(publications: Sequence[Publication]) -> datetime | None:
    moments = [row.changed_at for row in publications if row.changed_at is not None]
    return clock.beijing(max(moments)) if moments else None


def crumbs(frame: Frame, *links: Link) -> tuple[Link, ...]:
    return (Link(frame.home_title, "/"), Link(_("来信"), INDEX, current=not links), *links)


def _page_of(
    frame: Frame,
    title: str,
    rows: list[Publication],
    pager: Pager,
    links: tuple[Link, ...],
    filters: tuple[tuple[str, tuple[Link, ...]], ...],
) -> ListPage:
    return ListPage(
        title=title,
        breadcrumb=crumbs(frame, *links),
        rows=rows_of(rows, frame.profile.site_id),
        pager=pager,
        filters=filters,
        updated_at=latest(rows),
    )


def _page(code: str, bucket: int) -> Link:
    return Link(str(bucket), bucket_path(code, bucket))


def _filters(site_id: int, current: str) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """The other lists of the site, where there is something to choose."""
    codes = reading.lists_on(site_id)
    groups = []
    for prefix, label in GROUPS:
        found = sorted((c for c in codes if c.startswith(prefix)), reverse=prefix == YEAR)
        links = [Link(_name_of(code), list_path(code), code == current) for code in found]
        if len(links) > 1:
            groups.append((label, tuple(link for link in links if link.title)))
    return tuple(groups)


def _name_of(code: str) -> str:
    """A list's name beside its group's."""
    if code.startswith(MAILBOX):
        mailbox = reading.mailbox_at(code.removeprefix(MAILBOX))
        return mailbox.name if mailbox else ""
    if code.startswith(SORT):
        return str(Sort(code.removeprefix(SORT)).label)
    if code.startswith(YEAR):
        return _("{year}年").format(year=code.removeprefix(YEAR))
    return unit_of(int(code.removeprefix(UNIT)))
