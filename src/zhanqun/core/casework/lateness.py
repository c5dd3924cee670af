"""The fact of being late (逾期): noted once, and nothing undoes it."""

from datetime import datetime

from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.recording import record, standing_of
from zhanqun.core.casework.states import RUNNING
from zhanqun.core.workcalendar.api import end_of


def note_if_late(case: Case, now: datetime) -> bool:
    """Note it with the date that was due, on a locked case; before anything that could move the
    date, so that no later act makes a late case look punctual."""
    is_over = end_of(case.due_on) <= now and case.state in RUNNING
    if not is_over or standing_of(case).frozen_due is not None:
        return False
    record(case, EventKind.LATE, by=None, at=now, facts={"due_on": case.due_on})
    return True
