"""The policy calendar (政策日历): when documents come into force, lapse or are repealed."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.policylibrary.holdings.keys import calendar_key, month_key
from zhanqun.affairs.policylibrary.holdings.models import Facet, Holding, Shelf
from zhanqun.affairs.policylibrary.public import reading
from zhanqun.affairs.policylibrary.public.addresses import CALENDAR, CALENDAR_FEED, month_path
from zhanqun.affairs.policylibrary.public.lists import crumbs, rows_of
from zhanqun.affairs.policylibrary.public.shapes import CalendarPage, Day
from zhanqun.content.pages.api import Frame, Link
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock, targets
from zhanqun.foundation.dependencies import depends_on

# Field of a holding -> what becomes of the document on that day.
EVENTS = {
    "effective_from": gettext_lazy("开始施行"),
    "ends_on": gettext_lazy("有效期届满"),
    "repealed_on": gettext_lazy("废止"),
}
# The calendar begins so many days ago and looks so far ahead; no more events than these.
BEHIND, AHEAD, MOST = timedelta(days=30), timedelta(days=366), 300


class Event(NamedTuple):
    """What becomes of one document on a day."""

    on: date
    field: str
    holding: Holding


def events_in(site_id: int, first: date, last: date, most: int = MOST) -> list[Event]:
    """The events of a library from a day to a day, in their order."""
    found = []
    for field in EVENTS:
        rows = _held(site_id).filter(**{f"{field}__range": (first, last)})
        for row in rows.order_by(field, "pk")[:most]:
            found.append(Event(getattr(row, field), field, row))
    return sorted(found, key=lambda event: (event.on, event.field, event.holding.pk))[:most]


def _held(site_id: int) -> QuerySet[Holding]:
    return Holding.objects.filter(
        is_live=True, places__shelf__site_id=site_id, places__shelf__facet=Facet.ALL
    )


def near(frame: Frame) -> CalendarPage | None:
    """What is near: the last weeks and what is known to come; None without a library."""
    site_id = frame.profile.site_id
    depends_on(calendar_key(site_id), sites.name_key(site_id), sites.folder_key(site_id))
    if not reading.has_library(site_id):
        return None
    today = clock.day_of(clock.now())
    events = events_in(site_id, today - BEHIND, today + AHEAD)
    title = _("政策日历")
    crumb = Link(title, CALENDAR, current=True)
    nothing = _("最近三十天和今后一年没有已知的施行、到期或者废止。")
    return _page(frame, title, (crumb,), events, nothing, months_on(site_id))


def of_month(frame: Frame, first: date) -> CalendarPage | None:
    """One month; None where nothing ever stood in it."""
    site_id = frame.profile.site_id
    depends_on(month_key(site_id, first))
    events = events_in(site_id, first, _last_day(first), most=10_000)
    if not events:
        return None
    title = _("政策日历：{year}年{month}月").format(year=first.year, month=first.month)
    here = Link(_("{year}年{month}月").format(year=first.year, month=first.month), "", current=True)
    return _page(frame, title, (Link(_("政策日历"), CALENDAR), here), events, "", [])


def _last_day(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


# Of what `_held` holds, from one month to the next by the index of the day: 200,000 documents have
# few months.
_MONTHS = """
with recursive held as not materialized (
    select h.{field} as day from zq_policylibrary_holding h
    where h.is_live and exists (
        select from zq_policylibrary_shelfplace p
        join zq_policylibrary_shelf s on s.id = p.shelf_id
        where p.holding_id = h.article_id and s.site_id = %(site)s and s.facet = %(all)s
    )
), found(day) as (
    (select day from held where day is not null order by day limit 1)
    union all
    select (
        select held.day from held
        where held.day >= (date_trunc('month', found.day) + interval '1 month')::date
        order by held.day limit 1
    )
    from found where found.day is not null
)
select date_trunc('month', day)::date from found where day is not null
"""


def months_on(site_id: int) -> list[date]:
    """Months that hold something, newest first; behind the calendar's key."""
    found: set[date] = set()
    with connection.cursor() as cursor:
        for field in EVENTS:
            cursor.execute(_MONTHS.format(field=field), {"site": site_id, "all": Facet.ALL})
            found.update(day for (day,) in cursor.fetchall())
    return sorted(found, reverse=True)


def _page(
    frame: Frame,
    title: str,
    links: tuple[Link, ...],
    events: list[Event],
    nothing: str,
    months: Iterable[date],
) -> CalendarPage:
    rows = rows_of([event.holding for event in events], frame.profile.site_id)
    days = zip(events, rows, strict=True)
    by_year = groupby(months, key=lambda month: month.year)
    return CalendarPage(
        title=title,
        breadcrumb=crumbs(frame, *links),
        days=tuple(Day(event.on, str(EVENTS[event.field]), row) for event, row in days),
        nothing=nothing,
        months=tuple(
            (year, tuple(Link(_("{n}月").format(n=m.month), month_path(m)) for m in of_year))
            for year, of_year in by_year
        ),
        feed_url=CALENDAR_FEED,
        updated_at=None,
    )


def feed(site_id: int) -> bytes | None:
    """The same for calendar programs (日历订阅). Source: RFC 5545."""
    depends_on(calendar_key(site_id), sites.name_key(site_id), sites.folder_key(site_id))
    if not reading.has_library(site_id):
        return None
    today = clock.day_of(clock.now())
    events = events_in(site_id, today - BEHIND, today + AHEAD)
    profile = sites.profiles_by_id([site_id])[site_id]
    assert profile is not None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{profile.domain}//zhanqun//ZH",
        f"X-WR-CALNAME:{_escaped(profile.name + _('政策日历'))}",
        *(line for event in events for line in _event(event, profile.domain)),
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) for line in lines).encode()


def _event(event: Event, domain: str) -> list[str]:
    row = event.holding
    assert row.home_id is not None
    words = _("{what}：{title}").format(what=EVENTS[event.field], title=row.title)
    return [
        "BEGIN:VEVENT",
        f"UID:{row.uid}-{event.field}@{domain}",
        f"DTSTAMP:{row.shown_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"SUMMARY:{_escaped(words)}",
        f"DESCRIPTION:{_escaped(row.number)}",
        f"URL:{sites.base_url_of(row.home_id)}{row.address}",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """Source: RFC 5545, 3.3.11."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """No line is longer than 75 bytes. Source: RFC 5545, 3.1."""
    pieces, piece = [], ""
    for char in line:
        if len((piece + char).encode()) > 73:
            pieces.append(piece)
            piece = ""
        piece += char
    return "\r\n ".join([*pieces, piece]) + "\r\n"


def turn(now: datetime) -> int:
    """Another day has come: the calendars begin with it; returns how many there are."""
    site_ids = list(Shelf.objects.filter(facet=Facet.ALL).values_list("site_id", flat=True))
    if site_ids:
        targets.announce(map(calendar_key, site_ids), site_ids)
    return len(site_ids)
