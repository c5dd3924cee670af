"""The page of one case (办件页)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from zhanqun.core.audit import api as audit
from zhanqun.core.casework import covering, policies, queries, showing
from zhanqun.core.casework.acts import acts_for
from zhanqun.core.casework.forms import ActForm
from zhanqun.core.casework.kinds import kind_of, label_of
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.reckoned import reckoned
from zhanqun.core.casework.views import reading
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET")
def case(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = get_object_or_404(queries.cases_visible_to(request.user), uid=uid)
    return page(request, row)


@desk_view("POST")
def writer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page with who wrote in full: asked for on purpose, and in the trail (查看联系方式)."""
    row = get_object_or_404(queries.cases_visible_to(request.user), uid=uid)
    person = person_of(request)
    if not policies.may_see_writer(person, row):
        raise units.NotAllowed(act=_("查看联系方式"))
    audit.record("casework.writer_seen", row, by=person, at=clock.now())
    return page(request, row, whole=True)


def page(
    request: HttpRequest,
    row: Case,
    *,
    whole: bool = False,
    bound: ActForm | None = None,
    act_name: str = "",
    status: int = 200,
    **facts: Any,
) -> HttpResponse:
    """bound: the form of an act that was refused, with what was typed."""
    person = person_of(request)
    title = covering.title_for(row, person)
    context = reading.context(
        request,
        title,
        case=row,
        row=reading.row_of(row, clock.day_of(clock.now()), title),
        kind=label_of(row.kind),
        text=queries.text_of(row, person),
        writer=queries.writer_of(row, person, whole=whole),
        may_see_writer=policies.may_see_writer(person, row),
        facts=_facts(row, person),
        answers=queries.answers_of(row),
        similar=_similar(row, person),
        joint=[one.unit for one in row.joint_units.select_related("unit")],
        timeline=showing.timeline_of(queries.history_of(row), covering.cover_for(row, person)),
        acts=_acts(row, person, bound, act_name),
        links=_links(row, person),
        crumbs=reading.crumbs(),
        **reckoned(row, clock.now()),
        **facts,
    )
    return render(request, "casework/case.html", context, status=status)


def _similar(row: Case, person: units.User) -> list[tuple[Case, str]]:
    return list(covering.with_titles((case for case, _ in queries.similar_to(row, person)), person))


def _facts(row: Case, person: units.User) -> list[tuple[str, str]]:
    kind = kind_of(row.kind)
    return list(kind.facts(row, person)) if kind and kind.facts else []


def _links(row: Case, person: units.User) -> list[tuple[Any, str]]:
    kind = kind_of(row.kind)
    actions = kind.actions if kind else ()
    return [(one.label, one.url(row)) for one in actions if one.shown(person, row)]


def _acts(row: Case, person: units.User, bound: ActForm | None, name: str) -> list[dict[str, Any]]:
    today = clock.day_of(clock.now())

    def form_of(act: Any) -> ActForm:
        if bound is not None and act.name == name:
            return bound
        form: ActForm = act.form(case=row, user=person, on=today, auto_id=f"{act.name}_%s")
        return form

    return [
        {
            "act": act,
            "form": form_of(act),
            "is_open": act.name == name,
            "is_work": row.state in act.work,
        }
        for act in acts_for(person, row)
    ]
