"""A year as a picture (年历)."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.core.workcalendar import queries
from zhanqun.core.workcalendar.forms import FIRST_YEAR, LAST_YEAR
from zhanqun.core.workcalendar.rules import working_days_between
from zhanqun.core.workcalendar.showing import shown_year
from zhanqun.core.workcalendar.views.shared import context, regions
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view


@desk_view("GET")
def year(request: HttpRequest) -> HttpResponse:
    """?year=2026, this year by default; ?region=: a unit whose region has days of its own."""
    today = clock.day_of(clock.now())
    number = _year(request.GET.get("year", ""), today.year)
    places = list(regions())
    place = next((one for one in places if str(one.uid) == request.GET.get("region")), None)
    calendar = queries.work_calendar(place)
    whole = working_days_between(date(number - 1, 12, 31), date(number, 12, 31), calendar)
    facts = context(
        request,
        _("{year}年工作日历").format(year=number),
        "year",
        year=number,
        earlier=number - 1 if number > FIRST_YEAR else None,
        later=number + 1 if number < LAST_YEAR else None,
        months=shown_year(number, calendar, today),
        working_days=whole,
        is_announced=number in calendar.years,
        is_end_open=number in calendar.years and number + 1 not in calendar.years,
        notices=queries.notices_newest_first().filter(year=number, withdrawn_at=None),
        places=places,
        place=place,
    )
    return render(request, "workcalendar/year.html", facts)


def _year(asked: str, usual: int) -> int:
    return int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked) <= LAST_YEAR else usual
