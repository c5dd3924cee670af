"""What the assembled rooms put on the first screen (待办)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.ui.work import SHOWN, WorkItem, WorkList
from zhanqun.web import health


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    rights = units.rights_of(user)
    if rights.holds_anywhere([Role.SYSTEM_ADMIN]):
        yield _alarms(now)


def _alarms(now: datetime) -> WorkList:
    address = reverse("web:health_page")
    wrong = [check for check in health.checks(now) if not check.is_ok]
    items = [
        WorkItem(check.label, address, check.text, tag=_("异常"), tone="bad")
        for check in wrong[:SHOWN]
    ]
    return WorkList("alarms", _("运行异常"), address, len(wrong), items)
