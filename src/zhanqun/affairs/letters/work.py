"""What letters put on the first screen (来信待办)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.letters import policies, queries
from zhanqun.affairs.letters.models import Letter, Supervision
from zhanqun.affairs.letters.queries import Queue
from zhanqun.core.casework import api as casework
from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.api import end_of
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    """What to sign, to explain and to publish; what to pass on and to answer cases list."""
    rights = units.rights_of(user)
    if rights.holds_anywhere((*policies.HEADS, *policies.OFFICE)):
        yield _letters(user, queries.APPROVE, _("待审签的答复"), "letters:reply")
    if rights.holds_anywhere(policies.OFFICE):
        yield _letters(user, queries.PUBLISH, _("待定是否公开的来信"), "letters:publication")
    if rights.holds_anywhere(policies.HANDLERS):
        yield _supervisions(user)


def _letters(user: Any, queue: Queue, title: str, page: str) -> WorkList:
    rows = queries.letters_in(queue, user)
    address = f"{reverse('letters:letters')}?queue={queue.name}"
    shown = list(rows.order_by(*queue.order)[:SHOWN])
    titles = casework.titles_for([row.case for row in shown], user)
    items = [_item(row, titles[row.case_id], page, queue) for row in shown]
    return WorkList(f"letters_{queue.name}", title, address, capped_count(rows), items)


def _item(letter: Letter, title: str, page: str, queue: Queue) -> WorkItem:
    case = letter.case
    return WorkItem(
        title,
        reverse(page, args=[case.uid]),
        detail=f"{case.number}，{case.unit or case.office}",
        due_at=None if queue.newest else end_of(case.due_on),
    )


def _supervisions(user: Any) -> WorkList:
    rows = queries.supervisions_to_explain(user)
    shown = list(rows.order_by("due_on", "id")[:SHOWN])
    titles = casework.titles_for([row.letter.case for row in shown], user)
    items = [_to_explain(row, titles[row.letter.case_id]) for row in shown]
    address = f"{reverse('letters:letters')}?queue={queries.SUPERVISED.name}"
    return WorkList("supervisions", _("待说明的督办"), address, capped_count(rows), items)


def _to_explain(row: Supervision, title: str) -> WorkItem:
    case = row.letter.case
    return WorkItem(
        title,
        reverse("letters:supervision", args=[case.uid]),
        detail=case.number,
        due_at=end_of(row.due_on),
    )
