"""How often items are to be renewed is set by the office (更新周期设置)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.inventory import cycles
from zhanqun.affairs.disclosure.items import items
from zhanqun.affairs.disclosure.models import ItemCycle
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class CycleWrong(DomainError):
    code = "disclosure.cycle_wrong"
    message = _("更新周期应是1到120个月，不要求更新的不填。")


@transaction.atomic
def set_cycles(*, months: Mapping[str, int | None], by: User, now: datetime) -> None:
    """Months by item; None: it is never stale. One table for all publishers.

    Raises NotAllowed, CycleWrong.
    """
    policies.check_keeps_all(by)
    known = items()
    if any(value is not None and not 1 <= value <= 120 for value in months.values()):
        raise CycleWrong
    before = cycles()
    changed = {code: value for code, value in months.items() if code in known}
    changed = {code: value for code, value in changed.items() if before.get(code) != value}
    for code, value in changed.items():
        facts = {"months": value, "changed_by": by, "changed_at": now}
        row, _made = ItemCycle.objects.update_or_create(item=code, defaults=facts)
        former = {"months": before.get(code)}
        after = {"item": known[code].label, "months": value}
        audit.record("disclosure.cycle_set", row, by=by, at=now, before=former, after=after)
