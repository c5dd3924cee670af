"""Publishers of the town, as the office set them up, and a report that lacks nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from disclosing import Publishers, found_publishers
from town import Town
from zhanqun.affairs.annualreports import layout, services
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.texts import PARTS

# The first working week of the year after that of the town's requests.
JANUARY = datetime(2027, 1, 5, 2, tzinfo=UTC)
TEXTS = {part.code: f"{part.title}工作按要求开展。" for part in PARTS}
BY_HAND = {place: (Decimal(7), "行政审批系统2026年统计") for place in layout.BY_HAND}


@dataclass
class Reporting:
    """Short ways through the flow of a report."""

    publishers: Publishers

    @property
    def desk(self) -> Any:
        return self.publishers.people["desk"]

    def begun(self, publisher: Any = None, year: int = 2026) -> Report:
        publisher = publisher or self.publishers.bureau
        return services.begin_report(
            publisher_uid=publisher.uid, year=year, by=self.desk, now=JANUARY
        )

    def written(self, publisher: Any = None, year: int = 2026) -> Report:
        row = self.begun(publisher, year)
        facts: dict[str, Any] = {"uid": row.uid, "by": self.desk, "now": JANUARY}
        services.write_texts(base=row.texts_version, texts=TEXTS, **facts)
        services.enter_figures(figures=BY_HAND, **facts)
        return self.fresh(row)

    def do(self, act: Any, row: Report, **said: Any) -> Report:
        return act(uid=row.uid, by=self.desk, now=JANUARY, **said)

    def frozen(self, publisher: Any = None, year: int = 2026) -> Report:
        row = self.written(publisher, year)
        self.do(services.check_report, row, remark="已与上年年报核对")
        return self.do(services.freeze_report, row)

    def published(self, publisher: Any = None, year: int = 2026) -> Report:
        return self.do(services.publish_report, self.frozen(publisher, year))

    def fresh(self, row: Report) -> Report:
        rows = Report.objects.select_related("publisher__unit", "publisher__site")
        return rows.get(pk=row.pk)


@pytest.fixture
def publishers(town: Town) -> Publishers:
    return found_publishers(town)


@pytest.fixture
def reporting(publishers: Publishers) -> Reporting:
    return Reporting(publishers)
