"""The page of a report as it may look, for whoever tries pages without a database."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from zhanqun.affairs.annualreports.figures import whole
from zhanqun.affairs.annualreports.layout import places
from zhanqun.affairs.annualreports.public.shapes import File, ReportPage, Section
from zhanqun.affairs.annualreports.tables import tables
from zhanqun.affairs.annualreports.texts import PARTS, SECTIONS, TABLES
from zhanqun.content.pages.api import Link
from zhanqun.content.pages.tests.samples import CHROME

NOW = datetime(2026, 1, 20, 1, 0, tzinfo=UTC)
LONG = "全年通过政府网站公开信息4726条，其中规范性文件31件，均在规定期限内公开并同步解读。" * 3
DRAWN = tables(whole({place: Decimal(at * 7 % 1043) for at, place in enumerate(sorted(places()))}))


def section(number: str, title: Any) -> Section:
    found = [part for part in PARTS if part.section == number]
    parts = tuple((f"（一）{part.title}" if len(found) > 1 else "", (LONG,)) for part in found)
    return Section(f"{number}、{title}", parts, tuple(DRAWN.get(TABLES.get(number, ""), ())))


REPORT = ReportPage(
    title="青云市交通运输局2025年政府信息公开工作年度报告",
    breadcrumb=(Link("首页", "/"), Link("政府信息公开", "/disclosure/jtj/")),
    organ="青云市交通运输局",
    published_at=NOW,
    correction="漏计一件当面提交的申请。",
    sections=tuple(section(number, title) for number, title in SECTIONS.items()),
    files=(File("2025年年报", "/disclosure/jtj/reports/2025.pdf", "PDF"),),
    more=(Link("2024年政府信息公开工作年度报告", "/disclosure/jtj/reports/2024.html"),),
    updated_at=NOW,
)
RICH: dict[str, tuple[str, Any, Any]] = {
    "annual_report": ("annualreports/report.html", CHROME, REPORT),
}
