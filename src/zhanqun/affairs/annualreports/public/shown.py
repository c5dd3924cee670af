"""What other pages show of reports (公开主体页、网站地图、检索)."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhanqun.affairs.annualreports.keys import reports_key
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.papers import title_of
from zhanqun.affairs.annualreports.public import reading
from zhanqun.affairs.annualreports.public.addresses import report_path
from zhanqun.affairs.annualreports.states import ReportState
from zhanqun.affairs.disclosure.api import PlatformBlock, Publisher, publisher_key
from zhanqun.content.pages.api import Link, Listed
from zhanqun.foundation import clock
from zhanqun.foundation.feeds import Findable

PAGES = "pages"


def on_platform(publisher: Publisher) -> PlatformBlock | None:
    """The block 政府信息公开年报 of a publisher's page."""
    label = _("{year}年政府信息公开工作年度报告")
    links = [
        Link(label.format(year=one.year), report_path(publisher.code, one.year))
        for one in reading.reports_of(publisher)
    ]
    return PlatformBlock(tuple(links)) if links else None


class InSitemap:
    """One part a site: its reports."""

    def parts(self, site_id: int) -> Iterable[str]:
        return [PAGES] if any(self.listed(site_id, PAGES)) else []

    def listed(self, site_id: int, part: str) -> Listed:
        for publisher in reading.publishers_on(site_id):
            for report in reading.reports_of(publisher):
                yield report_path(publisher.code, report.year), report.published_at

    def opened_by(self, key: str, site_id: int) -> Iterable[str]:
        kind, _colon, number = key.partition(":")
        if kind not in ("annualreports", "publisher") or not number.isdecimal():
            return []
        is_ours = key in (reports_key(int(number)), publisher_key(int(number)))
        return [PAGES] if is_ours and reading.publisher_on(int(number), site_id) else []


class ReportFeed:
    """Each published report, on the site of its publisher (检索供稿)."""

    @property
    def label(self) -> str:
        return _("公开年报")

    def found(self, uids: Collection[UUID]) -> list[Findable]:
        return [_findable(row) for row in _published().filter(uid__in=uids)]

    def all(self) -> Iterator[list[Findable]]:
        yield [_findable(row) for row in _published().order_by("pk")]

    def count(self) -> int:
        return _published().count()


def _published() -> QuerySet[Report]:
    rows = Report.objects.filter(state=ReportState.PUBLISHED)
    return rows.select_related("publisher__site")


def _findable(row: Report) -> Findable:
    assert row.facts is not None and row.published_at is not None
    return Findable(
        uid=row.uid,
        title=title_of(row.facts),
        body="\n".join(row.facts["texts"].values()),
        path=report_path(row.publisher.code, row.year),
        site_id=row.publisher.site.site_id,
        published_on=clock.day_of(row.published_at),
        organ=row.facts["organ"],
        subject=_("政府信息公开年报"),
    )
