"""When a step of review is warned of (审核时限提醒): the ladder, as data and plain functions.

Hours are clock hours; working hours come with the calendar of working days.
"""

from datetime import datetime, timedelta

# The rungs up to the limit, as shares of the time given; after the last one, each day.
LADDER = (0.75, 1.0)
DAY = timedelta(days=1)
# Rungs by number: none yet, the first warning, the limit itself; higher ones are days late.
NONE, SOON, PASSED = 0, 1, 2


def rung_at(opened_at: datetime, due_at: datetime, now: datetime) -> int:
    """The newest rung that has come at `now`."""
    if now < due_at:
        share = (now - opened_at) / (due_at - opened_at)
        return sum(share >= step for step in LADDER)
    return len(LADDER) + (now - due_at) // DAY


def next_rung_at(opened_at: datetime, due_at: datetime, rung: int) -> datetime:
    """When the rung after `rung` comes."""
    if rung < len(LADDER):
        return opened_at + LADDER[rung] * (due_at - opened_at)
    return due_at + (rung + 1 - len(LADDER)) * DAY
