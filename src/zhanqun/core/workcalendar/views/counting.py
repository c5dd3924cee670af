"""Count a term, with every day's reason (算期限)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.core.workcalendar import queries
from zhanqun.core.workcalendar.forms import CountForm
from zhanqun.core.workcalendar.rules import Reckoning, Term, TermUnit, explain
from zhanqun.core.workcalendar.telling import told_briefly, whole_day
from zhanqun.core.workcalendar.views.shared import context, regions
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view


@desk_view("GET")
def count(request: HttpRequest) -> HttpResponse:
    today = clock.day_of(clock.now())
    usual = {"start": today, "amount": 7, "unit": TermUnit.WORKING_DAYS}
    asked = request.GET if "start" in request.GET else None
    form = CountForm(asked, initial=usual, regions=regions())
    facts = context(request, _("算期限"), "count", form=form)
    if form.is_bound and form.is_valid():
        facts |= _shown(_reckoning(form))
    return render(request, "workcalendar/count.html", facts)


def _reckoning(form: CountForm) -> Reckoning:
    said = form.cleaned_data
    calendar = queries.work_calendar(said.get("region"))
    return explain(said["start"], Term(said["amount"], said["unit"]), calendar)


def _shown(reckoning: Reckoning) -> dict[str, object]:
    return {
        "reckoning": reckoning,
        "due": whole_day(reckoning.due_on),
        "told": told_briefly(reckoning),
        "rows": [(whole_day(day.day), day) for day in reckoning.days],
    }
