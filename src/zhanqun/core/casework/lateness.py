"""The fact of being late (逾期): noted once, and nothing undoes it."""

from datetime import datetime

from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.recording import record, standing_of
from zhanqun.core.casework.states import RUNNING
from zhanqun.core.workcalendar.api import end_of


def is_term_late(case: Case) -> bool:
    """Whether the term that runs now was noted as late (本期逾期); begun again it has a new one."""
    return case.is_late and case.is_open and standing_of(case).is_term_late


def note_if_late(case: Case, now: datetime) -> bool:
    """Note it with the date that was due, on a locked case; before anything that could move the
    date, so that no later act makes a late case look punctual."""
    is_over = end_of(case.due_on) <= now and case.state in RUNNING
    if not is_over or standing_of(case).frozen_due is not None:
        return False
    record(case, EventKind.LATE, by=None, at=now, facts={"due_on": case.due_on})
    return True
