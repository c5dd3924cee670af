"""The gazette as everybody can read it (政府公报): issues by year, one with its contents."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure.issue_states import IssueState
from zhanqun.affairs.disclosure.keys import gazette_key, issue_key, publisher_key
from zhanqun.affairs.disclosure.models import Issue, IssueLine
from zhanqun.affairs.disclosure.public import lists, reading
from zhanqun.affairs.disclosure.public.addresses import GAZETTE, issue_path, year_path
from zhanqun.affairs.disclosure.public.shapes import GazettePage, IssueCard, IssuePage, Row
from zhanqun.content.library import api as library
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import Frame, Link, Picture
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, once


def issues_on(site_id: int) -> Sequence[Issue]:
    """What is public of a site's gazette, the newest first."""
    depends_on(gazette_key(site_id))
    return once(("gazette", site_id), partial(_read, site_id))


def _read(site_id: int) -> list[Issue]:
    rows = Issue.objects.filter(publisher__site__site=site_id, state=IssueState.PUBLISHED)
    return list(rows.select_related("publisher__unit").order_by("-year", "-number"))


def has_gazette(site_id: int) -> bool:
    return bool(issues_on(site_id))


def years_on(site_id: int) -> list[int]:
    return sorted({row.year for row in issues_on(site_id)}, reverse=True)


def issue_at(uid: UUID, site_id: int) -> Issue | None:
    """One that is or was public on the site."""
    depends_on(issue_key(uid))
    rows = Issue.objects.filter(uid=uid, published_at__isnull=False, publisher__site__site=site_id)
    found = rows.select_related("publisher__unit").first()
    if found is not None:
        depends_on(publisher_key(found.publisher_id))
    return found


def gazette_page(frame: Frame, year: int | None = None) -> GazettePage | None:
    """The issues of a year, or of the newest; None where there are none."""
    site_id = frame.profile.site_id
    years = years_on(site_id)
    shown = year or (years[0] if years else 0)
    rows = [row for row in issues_on(site_id) if row.year == shown]
    if not rows:
        return None
    depends_on(*(issue_key(row.uid) for row in rows))
    name = _name(rows[0])
    links = (Link(_("{year}年").format(year=year), year_path(year), current=True),) if year else ()
    return GazettePage(
        title=name + (_("（{year}年）").format(year=year) if year else ""),
        breadcrumb=_crumbs(frame, name, *links),
        note=standard_text(),
        issues=tuple(_card(row) for row in rows),
        years=tuple(
            Link(_("{year}年").format(year=one), year_path(one), current=one == year)
            for one in years
        ),
        updated_at=_latest(rows),
    )


def issue_page(frame: Frame, row: Issue) -> IssuePage:
    site_id, name = frame.profile.site_id, _name(row)
    older, newer = _beside(row, site_id)
    year = Link(_("{year}年").format(year=row.year), year_path(row.year))
    return IssuePage(
        title=f"{name}{row}",
        breadcrumb=_crumbs(frame, name, year, Link(str(row), issue_path(row), current=True)),
        note=standard_text(),
        dated=row.dated,
        cover=_cover(row),
        groups=tuple(_groups(row, site_id)),
        files=pages.file_links([row.paper]) if row.paper else (),
        older=older,
        newer=newer,
        updated_at=_latest([row]),
    )


def _cover(row: Issue) -> Picture | None:
    alt = _("{issue}封面").format(issue=row)
    return pages.picture_from(row.cover, alt=alt) if row.cover else None


def standard_text() -> str:
    """Source: norms documents.yaml, `standard_text`."""
    return _("政府公报上刊登的文本为标准文本。")


def _groups(row: Issue, site_id: int) -> Iterable[tuple[str, tuple[Row, ...]]]:
    """Live documents in order; neighbours under the same heading stand together."""
    lines = [line for line in _lines(row) if line.article.live]
    homes = reading.homes([line.article.uid for line in lines], site_id)
    for heading, group in groupby(lines, key=lambda line: line.heading):
        yield heading, tuple(_row(line, homes, site_id) for line in group)


def _lines(row: Issue) -> list[IssueLine]:
    lines = list(row.lines.select_related("article"))
    for line in lines:
        depends_on(library.article_key(line.article.uid), library.heading_key(line.article.uid))
    return lines


def _row(line: IssueLine, homes: dict[UUID, int], site_id: int) -> Row:
    article = line.article
    home = homes.get(article.uid, site_id)
    day = article.written_on or clock.day_of(article.first_published_at)
    return lists.text_row(article, home, site_id, published_on=day)


def _card(row: Issue) -> IssueCard:
    count = row.lines.count()
    return IssueCard(
        title=str(row),
        url=issue_path(row),
        dated=row.dated,
        contents=_("{count}份文件").format(count=count),
    )


def _beside(row: Issue, site_id: int) -> tuple[Link | None, Link | None]:
    """The issue before, and the one after."""
    rows = issues_on(site_id)
    place = next((n for n, one in enumerate(rows) if one.pk == row.pk), None)
    if place is None:
        return None, None
    older = rows[place + 1] if place + 1 < len(rows) else None
    newer = rows[place - 1] if place else None
    links = [Link(str(one), issue_path(one)) if one else None for one in (older, newer)]
    return links[0], links[1]


def _name(row: Issue) -> str:
    return _("{name}公报").format(name=row.publisher.unit.name)


def _crumbs(frame: Frame, name: str, *links: Link) -> tuple[Link, ...]:
    return (Link(frame.home_title, "/"), Link(name, GAZETTE, current=not links), *links)


def _latest(rows: Sequence[Issue]) -> datetime | None:
    moments = [row.changed_at for row in rows if row.changed_at is not None]
    return clock.beijing(max(moments)) if moments else None
