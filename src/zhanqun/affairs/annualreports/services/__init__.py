"""Everything that changes in this room."""

from zhanqun.affairs.annualreports.services.freezing import (
    check_report,
    correct_report,
    freeze_report,
    publish_report,
)
from zhanqun.affairs.annualreports.services.writing import (
    begin_report,
    enter_figures,
    take_back_figure,
    write_texts,
)

__all__ = [
    "begin_report",
    "check_report",
    "correct_report",
    "enter_figures",
    "freeze_report",
    "publish_report",
    "take_back_figure",
    "write_texts",
]
