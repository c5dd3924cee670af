"""What cases tell people (办件的提醒): each in the transaction of the act.

Titles stand in notices, names and numbers of writers never do.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.casework import covering, policies
from zhanqun.core.casework.models import Case, CaseEvent
from zhanqun.core.casework.showing import due_told
from zhanqun.core.casework.states import CaseState
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock

KINDS = {
    "casework.opened": Kind(gettext_lazy("新办件")),
    "casework.offered": Kind(gettext_lazy("待签收"), is_urgent=True),
    "casework.unassigned": Kind(gettext_lazy("尽快分办"), is_urgent=True),
    "casework.refused": Kind(gettext_lazy("办件退回"), is_urgent=True),
    "casework.to_decide": Kind(gettext_lazy("待裁定"), is_urgent=True),
    "casework.assigned": Kind(gettext_lazy("指定承办"), is_urgent=True),
    "casework.joint": Kind(gettext_lazy("协办")),
    "casework.urged": Kind(gettext_lazy("催办"), is_urgent=True),
    "casework.extended": Kind(gettext_lazy("已延期")),
    "casework.burst": Kind(gettext_lazy("集中答复")),
    "casework.due_soon": Kind(gettext_lazy("期限将到"), is_urgent=True),
    "casework.due_today": Kind(gettext_lazy("今天到期"), is_urgent=True),
    "casework.overdue": Kind(gettext_lazy("办件逾期"), is_urgent=True),
}


def opened(case: Case, now: datetime) -> None:
    _tell(
        office_of(case, now), case, "casework.opened", _("新办件《{title}》待分办"), "opened", now
    )


def unassigned(case: Case, now: datetime) -> None:
    text = _("《{title}》登记后一直没有分办")
    _tell(office_of(case, now), case, "casework.unassigned", text, "unassigned", now)


def offered(case: Case, now: datetime) -> None:
    people = handlers_at(case.offered_to, now)
    limit = f"{clock.beijing(case.respond_by):%m-%d %H:%M}" if case.respond_by else ""
    text = _("《{title}》等您签收，时限") + limit
    _tell(people, case, "casework.offered", text, f"offered:{now.isoformat()}", now)


def lapsed(case: Case, now: datetime) -> None:
    text = _("《{title}》逾期未签收，视同签收")
    people = [*handlers_at(case.unit, now), *office_of(case, now)]
    _tell(people, case, "casework.assigned", text, f"lapsed:{now.isoformat()}", now)


def refused(case: Case, reason: str, now: datetime) -> None:
    """Back to who offered, or to the office to decide."""
    settled(case, now)
    if case.state == CaseState.DECIDING:
        return disputed(case, now)
    people = _holders(case, now) if case.unit_id else office_of(case, now)
    text, key = _("《{title}》被退回"), f"refused:{now.isoformat()}"
    return _tell(people, case, "casework.refused", text, key, now, detail=reason)


def disputed(case: Case, now: datetime) -> None:
    text = _("《{title}》已两次退转，请裁定承办单位")
    _tell(
        office_of(case, now), case, "casework.to_decide", text, f"to_decide:{now.isoformat()}", now
    )


def decided(case: Case, now: datetime) -> None:
    settled(case, now)
    text = _("《{title}》由您单位办理")
    _tell(
        handlers_at(case.unit, now), case, "casework.assigned", text, f"held:{now.isoformat()}", now
    )


def assigned(case: Case, by: User, now: datetime) -> None:
    if case.holder is not None and case.holder != by:
        key = f"assigned:{now.isoformat()}"
        _tell([case.holder], case, "casework.assigned", _("《{title}》由您承办"), key, now)


def joined(case: Case, unit: Unit, now: datetime) -> None:
    text = _("《{title}》请您单位协办")
    _tell(handlers_at(unit, now), case, "casework.joint", text, f"joint:{unit.pk}", now)


def opined(case: Case, unit: Unit, now: datetime) -> None:
    text = str(unit) + _("对《{title}》提交了协办意见")
    _tell(_holders(case, now), case, "casework.joint", text, f"opined:{now.isoformat()}", now)


def urged(case: Case, event: CaseEvent, now: datetime) -> None:
    """Who handles it and the unit's heads; of what is offered the unit asked; else the office."""
    if case.unit_id:
        people = [*_holders(case, now), *heads_at(case.unit, now)]
    else:
        people = handlers_at(case.offered_to, now)
    people = people or office_of(case, now)
    text = _("催办：《{title}》")
    _tell(people, case, "casework.urged", text, f"urged:{event.pk}", now, detail=event.note)


def extended(case: Case, now: datetime) -> None:
    text = _("《{title}》已延期至") + due_told(case)
    people = [*_holders(case, now), *office_of(case, now)]
    _tell(people, case, "casework.extended", text, f"extended:{case.due_on}", now)


def due_soon(case: Case, key: str, now: datetime) -> None:
    """Before the due date: who handles it."""
    text = _("《{title}》期限将到：") + due_told(case, "%m-%d")
    _tell(_holders(case, now), case, "casework.due_soon", text, key, now)


def due_today(case: Case, key: str, now: datetime) -> None:
    """On the due date: the unit's head as well."""
    people = [*_holders(case, now), *heads_at(case.unit, now)]
    _tell(people, case, "casework.due_today", _("《{title}》今天到期"), key, now)


def overdue(case: Case, key: str, now: datetime) -> None:
    """After it: the office as well."""
    people = [*_holders(case, now), *heads_at(case.unit, now), *office_of(case, now)]
    text = _("《{title}》已逾期，期限") + f"{case.due_on:%m-%d}"
    _tell(people, case, "casework.overdue", text, key, now)


def burst(case: Case, count: int, now: datetime) -> int:
    """A unit answered very many cases at once; the page is the list of what it ended."""
    day, unit = clock.day_of(now), case.unit
    return notices.tell(
        office_of(case, now),
        kind="casework.burst",
        text=_("{unit}十分钟内答复了{count}件，请抽查").format(unit=unit, count=count),
        url=f"{reverse('casework:cases')}?queue=office&ended=on&unit={case.unit_id}",
        key=f"casework:burst:{case.office_id}:{case.unit_id}:{day}",
        now=now,
    )


def settled(case: Case, now: datetime) -> None:
    """What was asked for so far is done by somebody."""
    notices.settle([case.uid], now=now)


def office_of(case: Case, now: datetime) -> list[User]:
    return _on_duty(policies.OFFICE, case.office, now)


def handlers_at(unit: Unit | None, now: datetime) -> list[User]:
    """The unit's heads; where it has none, its handlers."""
    return heads_at(unit, now) or _on_duty(policies.HANDLERS, unit, now)


def heads_at(unit: Unit | None, now: datetime) -> list[User]:
    return _on_duty(policies.HEADS, unit, now)


def _holders(case: Case, now: datetime) -> list[User]:
    """The person who has it; else whoever names one; of what nobody has, the office."""
    if case.holder is not None and policies.is_handler(case.holder, case.unit):
        return [case.holder]
    return handlers_at(case.unit, now) if case.unit_id else office_of(case, now)


def _on_duty(roles: Iterable[str], unit: Unit | None, now: datetime) -> list[User]:
    if unit is None:
        return []
    return units.people_on_duty(tuple(roles), units.unit_scopes(unit), clock.day_of(now))


def _tell(
    people: Iterable[User],
    case: Case,
    kind: str,
    text: str,
    key: str,
    now: datetime,
    detail: str = "",
) -> None:
    """Whoever is of the unit complained about reads nothing of who wrote."""
    usual = _("{number}，期限{due}").format(number=case.number, due=due_told(case))
    for some, title, cover in covering.audiences(people, case):
        notices.tell(
            some,
            kind=kind,
            text=text.format(title=title),
            detail=cover(detail) or usual,
            # Told from a public form as well, where the desk has no addresses.
            url=reverse("casework:case", args=[case.uid], urlconf=settings.ROOT_URLCONF),
            key=f"case:{case.uid}:{key}",
            about_uid=case.uid,
            now=now,
        )
