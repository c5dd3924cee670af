"""States of a reported false positive (误报登记)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class ReportState(models.TextChoices):
    OPEN = "open", _("待处理")
    ALLOWED = "allowed", _("已加入允许语境")
    KEPT = "kept", _("维持")


S = ReportState
REPORT = Machine(
    Move("allow", frozenset({S.OPEN}), S.ALLOWED, _("加入允许语境")),
    Move("keep", frozenset({S.OPEN}), S.KEPT, _("维持")),
    states=ReportState.choices,
)
