"""What requests put on the first screen (申请待办); what to register and to answer cases list."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.requests import policies, queries
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.states import CorrectionState, FeeState
from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.api import end_of
from zhanqun.foundation.clock import day_of
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    """Extensions to grant, replies to issue, send and deliver; corrections and fees that are over
    and wait for a decision."""
    rights = units.rights_of(user)
    if rights.holds_anywhere((*policies.HEADS, *policies.OFFICE)):
        rows = queries.requests_in(queries.EXTEND, user)
        yield _listed("requests_extend", _("待批的延期"), queries.EXTEND, rows)
        rows = queries.requests_in(queries.ISSUE, user)
        yield _listed("requests_issue", _("待签发的答复书"), queries.ISSUE, rows, "reply")
    if rights.holds_anywhere((*policies.HANDLERS, *policies.OFFICE)):
        rows = queries.requests_in(queries.DELIVER, user)
        yield _listed("requests_deliver", _("待送出、送达的答复书"), queries.DELIVER, rows, "reply")
    if rights.holds_anywhere(policies.OFFICE):
        covered = units.units_covered(user, policies.OFFICE)
        rows = queries.requests_visible_to(user).filter(_over(now), case__office__in=covered)
        title = _("补正、缴费期满待定的申请")
        yield _listed("requests_over", title, queries.OPEN, rows.filter(case__ended_at=None))


def _over(now: datetime) -> Q:
    today = day_of(now)
    late = Q(corrections__state=CorrectionState.LATE)
    silent = Q(corrections__state=CorrectionState.ASKED, corrections__answer_by__lt=today)
    return late | silent | Q(fee__state=FeeState.SENT, fee__due_on__lt=today)


def _listed(
    name: str, title: str, queue: queries.Queue, rows: QuerySet[Request], page: str = "process"
) -> WorkList:
    items = [_item(row, page) for row in rows.order_by(*queue.order)[:SHOWN]]
    address = f"{reverse('requests:requests')}?queue={queue.name}"
    return WorkList(name, title, address, capped_count(rows), items)


def _item(row: Request, page: str) -> WorkItem:
    case = row.case
    return WorkItem(
        case.title,
        reverse(f"requests:{page}", args=[case.uid]),
        detail=f"{case.number}，{case.unit or case.office}",
        due_at=end_of(case.due_on),
    )
