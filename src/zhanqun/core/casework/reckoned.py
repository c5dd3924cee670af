"""Why this date, as pages of the desk show it (为什么是这一天)."""

from datetime import datetime
from typing import Any

from zhanqun.core.casework import showing
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.projecting import reckoning_of
from zhanqun.core.casework.recording import calendar_of, standing_of
from zhanqun.core.casework.telling_writers import told_to_writer
from zhanqun.core.casework.terms import clock_of
from zhanqun.foundation import clock


def reckoned(row: Case, now: datetime) -> dict[str, Any]:
    """What `casework/parts/strip.html` and the words beside it need: the rule, the strip, the list
    of days, in words; who had it how long."""
    standing, calendar = standing_of(row), calendar_of(row)
    reckoning = reckoning_of(standing, calendar)
    return {
        "clock": clock_of(row.clock),
        "told": told_to_writer(row),
        "weeks": showing.strip_of(reckoning, clock.day_of(now)),
        "days": reckoning.days,
        "weekdays": showing.weekdays(),
        "hands": showing.hands_of(standing, calendar, now, row.office),
        "is_frozen": standing.frozen_due is not None and standing.frozen_due != reckoning.due_on,
    }
