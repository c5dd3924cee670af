"""Reading the visit figures (访问量查询); the caller names sites that the person may see."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet, Sum

from zhanqun.content.library.api import Article
from zhanqun.content.sites.api import Column, SiteProfile
from zhanqun.delivery.usage.models import PageDay, SiteDay, SiteHour
from zhanqun.foundation import clock

PAGES_SHOWN, COLUMNS_SHOWN = 50, 100
NAMES = {"home": "首页", "map": "网站地图"}


@dataclass(frozen=True)
class Span:
    """Days asked for, both included."""

    since: date
    until: date

    def days(self) -> Iterator[date]:
        for number in range((self.until - self.since).days + 1):
            yield self.since + timedelta(days=number)

    @property
    def is_one_day(self) -> bool:
        return self.since == self.until


@dataclass(frozen=True)
class Counted:
    """Something and how often it was seen. label: in words; path: where it stands, if it does."""

    label: str
    views: int
    path: str = ""
    column: str = ""
    site_id: int = 0


@dataclass(frozen=True)
class SiteTotal:
    """One site over the span. visitors: on an average day, roughly."""

    profile: SiteProfile
    views: int
    visitors: int
    robots: int


def totals(profiles: Collection[SiteProfile], span: Span) -> list[SiteTotal]:
    """Sites, the most seen first; one that nobody saw counts as none."""
    rows = _site_days(profiles, span).values("site_id")
    sums = rows.annotate(views=Sum("views"), robots=Sum("robots"), visitors=Sum("visitors"))
    found = {row["site_id"]: row for row in sums}
    days = max((span.until - span.since).days + 1, 1)
    nothing = {"views": 0, "robots": 0, "visitors": 0}
    listed = [
        SiteTotal(profile, row["views"], round(row["visitors"] / days), row["robots"])
        for profile in profiles
        for row in [found.get(profile.site_id, nothing)]
    ]
    return sorted(listed, key=lambda total: -total.views)


def by_day(profiles: Collection[SiteProfile], span: Span) -> list[Counted]:
    sums = _site_days(profiles, span).values("day").annotate(views=Sum("views"))
    found = {row["day"]: row["views"] for row in sums}
    return [Counted(f"{day:%m-%d}", found.get(day, 0)) for day in span.days()]


def by_hour(profiles: Collection[SiteProfile], day: date) -> list[Counted]:
    """The 24 hours of one day in Beijing."""
    midnight = datetime.combine(day, time.min, clock.BEIJING)
    rows = SiteHour.objects.filter(
        site_id__in=[profile.site_id for profile in profiles],
        hour__gte=midnight,
        hour__lt=midnight + timedelta(days=1),
    )
    found = {row["hour"]: row["views"] for row in rows.values("hour").annotate(views=Sum("views"))}
    hours = [midnight + timedelta(hours=number) for number in range(24)]
    return [Counted(f"{hour.hour}时", found.get(hour, 0)) for hour in hours]


def by_column(profiles: Collection[SiteProfile], span: Span) -> list[Counted]:
    """Columns with the texts that stand in them, the most seen first."""
    rows = _page_days(profiles, span).exclude(column=None).values("column_id", "site_id")
    sums = list(rows.annotate(seen=Sum("views")).order_by("-seen", "column_id")[:COLUMNS_SHOWN])
    columns = Column.objects.in_bulk([row["column_id"] for row in sums])
    return [
        Counted(
            columns[row["column_id"]].title,
            row["seen"],
            columns[row["column_id"]].address,
            site_id=row["site_id"],
        )
        for row in sums
    ]


def by_page(
    profiles: Collection[SiteProfile], span: Span, most: int | None = PAGES_SHOWN
) -> list[Counted]:
    """Pages, the most seen first; `most` of them, or all."""
    rows = _page_days(profiles, span).values("site_id", "path")
    sums = rows.annotate(
        seen=Sum("views"), a_kind=Max("kind"), a_key=Max("key"), a_column=Max("column_id")
    )
    found = list(sums.order_by("-seen", "path")[:most])
    titles = _titles([row["a_key"] for row in found if row["a_kind"] == "article"])
    names = dict(
        Column.objects.filter(pk__in={row["a_column"] for row in found}).values_list("pk", "title")
    )
    return [_counted(row, titles, names) for row in found]


def counted_until(profiles: Collection[SiteProfile]) -> datetime | None:
    """The end of the newest hour that was counted with anything in it."""
    site_ids = [profile.site_id for profile in profiles]
    newest = SiteHour.objects.filter(site_id__in=site_ids).aggregate(newest=Max("hour"))["newest"]
    return newest + timedelta(hours=1) if newest else None


def _counted(row: Mapping[str, Any], titles: dict[str, str], names: dict[int, str]) -> Counted:
    column, shown = names.get(row["a_column"], ""), row["path"].removesuffix("index.html")
    label = titles.get(row["a_key"]) or NAMES.get(row["a_kind"]) or column or shown
    return Counted(label, row["seen"], shown, column, row["site_id"])


def _titles(keys: Collection[str]) -> dict[str, str]:
    rows = Article.objects.filter(uid__in=[UUID(key) for key in keys])
    return {str(uid): title for uid, title in rows.values_list("uid", "title")}


def _site_days(profiles: Collection[SiteProfile], span: Span) -> QuerySet[SiteDay]:
    return SiteDay.objects.filter(
        site_id__in=[profile.site_id for profile in profiles], day__range=(span.since, span.until)
    )


def _page_days(profiles: Collection[SiteProfile], span: Span) -> QuerySet[PageDay]:
    return PageDay.objects.filter(
        site_id__in=[profile.site_id for profile in profiles], day__range=(span.since, span.until)
    )
