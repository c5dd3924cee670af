"""States of a report (年度报告状态), as a table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class ReportState(models.TextChoices):
    DRAFT = "draft", _("编写中")
    CHECKED = "checked", _("已核对")
    FROZEN = "frozen", _("已冻结")
    PUBLISHED = "published", _("已发布")
    REPLACED = "replaced", _("已被更正")


R = ReportState
# Its figures still follow the cases.
OPEN = frozenset({R.DRAFT, R.CHECKED})
REPORT = Machine(
    Move("write", OPEN, R.DRAFT, _("修改")),
    Move("check", OPEN, R.CHECKED, _("核对")),
    Move("freeze", frozenset({R.CHECKED}), R.FROZEN, _("冻结")),
    Move("publish", frozenset({R.FROZEN}), R.PUBLISHED, _("发布")),
    Move("replace", frozenset({R.FROZEN, R.PUBLISHED}), R.REPLACED, _("由更正稿替换")),
    states=ReportState.choices,
)
