"""Many cases at once (批量办理): each in a transaction of its own, each with its result."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.core.casework import covering, policies, queries, services
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.queries import Queue
from zhanqun.core.casework.views import reading
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of

MOST = 200
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Outcome:
    """What came of one case; why_not: "" where it was done."""

    case: Case
    why_not: str = ""


@desk_view("POST")
def bulk(request: HttpRequest) -> HttpResponse:
    """Offer the ticked cases to a unit, or name a person for them."""
    person = person_of(request)
    act = _act(request, person)
    uids = [uid for text in request.POST.getlist("case")[:MOST] if (uid := _uid(text))]
    rows = {case.uid: case for case in queries.cases_visible_to(person).filter(uid__in=uids)}
    outcomes = [_outcome(rows[uid], act) for uid in uids if uid in rows] if act else []
    titles = covering.titles_for([one.case for one in outcomes], person)
    context = reading.context(
        request,
        _("批量办理结果"),
        outcomes=outcomes,
        rows=[(one, titles[one.case.pk]) for one in outcomes],
        done=sum(not one.why_not for one in outcomes),
        failed=sum(bool(one.why_not) for one in outcomes),
        crumbs=reading.crumbs(),
    )
    return render(request, "casework/bulk.html", context, status=200 if outcomes else 400)


def choices(user: User, queue: Queue, asked: dict[str, Any], offered: list[Unit]) -> dict[str, Any]:
    """What the list lets a person do with the ticked rows. offered: the units there are."""
    if asked.get("ended"):
        return {}
    if queue == queries.OFFICE and units.rights_of(user).holds_anywhere(policies.OFFICE):
        return {"bulk_units": offered}
    if queue == queries.UNIT and units.rights_of(user).holds_anywhere(policies.HEADS):
        covered = units.units_covered(user, policies.HEADS)
        rows = Unit.objects.filter(pk__in=covered)
        scopes = {("unit", row.pk) for row in rows}
        people = units.people_holding(policies.HANDLERS, scopes, clock.day_of(clock.now()))
        return {"bulk_people": people.order_by("username")}
    return {}


def _act(request: HttpRequest, person: User) -> Callable[[Case], Case] | None:
    now, chosen = clock.now(), request.POST
    if chosen.get("act") == "offer":
        to = _chosen(units.units_open(clock.day_of(now)), chosen.get("unit", ""))
        reason = chosen.get("reason", "")
        if to is not None:
            return lambda case: services.offer(
                uid=case.uid, to=to, reason=reason, by=person, now=now
            )
    if chosen.get("act") == "assign":
        holder = _chosen(User.objects.all(), chosen.get("holder", ""))
        if holder is not None:
            return lambda case: services.assign(uid=case.uid, holder=holder, by=person, now=now)
    return None


def _outcome(case: Case, act: Callable[[Case], Case]) -> Outcome:
    try:
        return Outcome(act(case))
    except DomainError as refusal:
        return Outcome(case, str(refusal))


def _chosen(rows: QuerySet[M], text: str) -> M | None:
    uid = _uid(text)
    return rows.filter(uid=uid).first() if uid else None


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
