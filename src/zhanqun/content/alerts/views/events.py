"""Events that are reported on as they go (突发事件滚动发布)."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.alerts import queries, services
from zhanqun.content.alerts.forms import EventForm, PressForm
from zhanqun.content.alerts.models import Event
from zhanqun.content.alerts.views.shared import context, crumbs
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnState
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.desk.deadlines import time_left, tone_of
from zhanqun.ui.people import person_of


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    _check(request)
    rows = [(row, _hours(row)) for row in queries.events_visible_to(request.user)[:50]]
    return render(
        request, "alerts/events.html", context(request, _("突发事件"), "events", rows=rows)
    )


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    _check(request)
    form = EventForm(request.POST or None, columns=_columns(request))
    made: list[Event] = []
    done, errors, status = attempt(
        form,
        lambda: made.append(
            services.open_event(content=form.cleaned_data, by=person_of(request), now=clock.now())
        ),
    )
    if done:
        messages.success(request, _("专题已转为事件滚动发布。"))
        return redirect("alerts:event", uid=made[0].uid)
    title, above = _("开设事件专题"), crumbs("events", _("突发事件"))
    facts = context(request, title, form=form, errors=errors, crumbs=above)
    return render(request, "alerts/event_new.html", facts, status=status)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is done here: note the press conference, close."""
    event = get_object_or_404(queries.events_visible_to(request.user), uid=uid)
    form = PressForm(request.POST if request.POST.get("act") == "press" else None)
    if request.POST.get("act") == "close":
        services.close_event(uid=uid, by=person_of(request), now=clock.now())
        return redirect("alerts:event", uid=uid)
    done, errors, status = attempt(
        form,
        lambda: services.note_press(
            uid=uid, by=person_of(request), now=clock.now(), **form.cleaned_data
        ),
    )
    if done:
        return redirect("alerts:event", uid=uid)
    facts = context(
        request,
        event.name,
        event=event,
        hours=_hours(event),
        form=form,
        errors=errors,
        crumbs=crumbs("events", _("突发事件")),
    )
    return render(request, "alerts/event.html", facts, status=status)


def _hours(event: Event) -> list[dict[str, object]]:
    """Each limit of the norm: what is wanted, by when, and how it stands."""
    now = clock.now()
    return [
        {
            "name": row.zh,
            "hours": row.hours,
            "due_at": due_at,
            "done_at": done_at,
            "words": _("已完成") if done_at else time_left(due_at, now),
            "tone": _tone(due_at, done_at) if done_at else tone_of(due_at, now),
        }
        for row, due_at, done_at in queries.hours_of(event)
    ]


def _tone(due_at: object, done_at: object) -> str:
    return "good" if done_at <= due_at else "bad"  # type: ignore[operator]


def _check(request: HttpRequest) -> None:
    units.check_anywhere(request.user, units.COLUMN_EDITORS, act=_("办理事件专题"))


def _columns(request: HttpRequest) -> QuerySet[Column]:
    mine = sites.columns_edited_by(request.user)
    return Column.objects.filter(pk__in=mine, state=ColumnState.OPEN)
