"""The time in which information is published, and when it is late or stale (公开时限)."""

from collections.abc import Mapping
from datetime import date

from zhanqun.core.workcalendar.api import WorkCalendar, add_months, add_working_days

PUBLISH_DAYS = 20
# Told of and listed as work from so many working days before the last day.
SOON_DAYS = 5
# Months after which an item is stale where the desk has set nothing. No norm names a period; that
# functions, addresses and heads are looked through once a year is ours.
CYCLES: Mapping[str, int] = {"p20_02": 12}


def due_on(formed_on: date, calendar: WorkCalendar) -> date:
    """Last day to publish what was formed or changed on a day (主动公开期限).

    Source: 《政府信息公开条例》(2019) Art. 26, 20 working days.
    """
    return add_working_days(formed_on, PUBLISH_DAYS, calendar)


def soon_by(today: date, calendar: WorkCalendar) -> date:
    """What is due up to this day is due soon."""
    return add_working_days(today, SOON_DAYS, calendar)


def is_stale(newest: date | None, months: int | None, today: date, calendar: WorkCalendar) -> bool:
    """Whether an item with something public was not renewed within its cycle (更新不及时)."""
    if newest is None or not months:
        return False
    return add_months(newest, months, calendar) < today
