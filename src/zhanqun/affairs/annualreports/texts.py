"""What people write of a report (年度报告的文字部分): its sections one, five and six.

Source: 国办公开办函〔2021〕30号.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

LENGTH = 20_000


@dataclass(frozen=True)
class Part:
    """One text. section: its number in the report; is_required: the report is none without."""

    code: str
    section: str
    title: Any
    hint: Any = ""
    is_required: bool = True


SECTIONS = {
    "一": _("总体情况"),
    "二": _("主动公开政府信息情况"),
    "三": _("收到和处理政府信息公开申请情况"),
    "四": _("政府信息公开行政复议、行政诉讼情况"),
    "五": _("存在的主要问题及改进情况"),
    "六": _("其他需要报告的事项"),
}
# Which tables stand in which section.
TABLES = {"二": "t2", "三": "t3", "四": "t4"}
PARTS = (
    Part("proactive", "一", _("主动公开")),
    Part("on_request", "一", _("依申请公开")),
    Part("management", "一", _("政府信息管理")),
    Part("platform", "一", _("政府信息公开平台建设")),
    Part(
        "supervision",
        "一",
        _("监督保障"),
        _("政府的报告还要写工作考核、社会评议和责任追究结果。"),
    ),
    Part("problems", "五", _("存在的主要问题及改进情况")),
    Part(
        "other",
        "六",
        _("其他需要报告的事项"),
        _("如收取信息处理费的件数和金额；没有的写“无”。"),
    ),
)
