"""Days that this room counts besides the clock of the case (补正、征求意见、缴费的期限)."""

from datetime import date

from zhanqun.affairs.requests.models import Request
from zhanqun.core.casework import api as casework
from zhanqun.core.workcalendar.api import add_working_days, work_calendar

# Source: 国办函〔2020〕109号, for payment. No figure is set for the reasonable period of a
# correction: fifteen working days are proposed, and the office sets another.
CORRECTION_DAYS, PAYMENT_DAYS = 15, 20


def working_days(request: Request, start: date, days: int) -> date:
    """The last of so many working days after `start`, by the calendar of its office."""
    return add_working_days(start, days, work_calendar(request.case.office))


def correction_limit(request: Request) -> date:
    """Until when a correction may be asked for, from receipt (告知补正的期限)."""
    return working_days(
        request, request.received_on, casework.clock_of("disclosure_correction").amount
    )


def opinion_due(request: Request, received_on: date) -> date:
    """Until when who is consulted may answer (提出意见的期限)."""
    return working_days(request, received_on, casework.clock_of("disclosure_opinion").amount)


def payment_due(request: Request, received_on: date) -> date:
    return working_days(request, received_on, PAYMENT_DAYS)
