"""Annual reports on disclosure (政府信息公开工作年度报告)."""

from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.services import (
    begin_report,
    check_report,
    enter_figures,
    freeze_report,
    publish_report,
    write_texts,
)

__all__ = [
    "Report",
    "begin_report",
    "check_report",
    "enter_figures",
    "freeze_report",
    "publish_report",
    "write_texts",
]
