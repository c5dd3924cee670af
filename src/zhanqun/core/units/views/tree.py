"""The tree of units (单位): names are public; adding and closing is the administrator's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.units import guard, queries, services
from zhanqun.core.units.forms import CloseUnitForm, NewUnitForm
from zhanqun.core.units.models import Unit
from zhanqun.core.units.roles import Role
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of

KEEPERS = (Role.SYSTEM_ADMIN,)


@desk_view("GET")
def units(request: HttpRequest) -> HttpResponse:
    rows = Unit.objects.select_related("successor").order_by("path")
    if not request.GET.get("closed"):
        rows = queries.units_open(clock.day_of(clock.now())).select_related("successor")
    context = {
        "title": _("单位"),
        "rows": rows,
        "with_closed": bool(request.GET.get("closed")),
        "may_keep": guard.rights_of(request.user).holds_anywhere(KEEPERS),
    }
    return render(request, "units/units.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Add a unit (新增单位)."""
    guard.check_anywhere(request.user, KEEPERS, act=_("新增单位"))
    today = clock.day_of(clock.now())
    form = NewUnitForm(
        request.POST if request.method == "POST" else None, units=queries.units_open(today)
    )
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            facts = dict(form.cleaned_data)
            try:
                made = services.add_unit(
                    parent=facts.pop("parent"), by=person_of(request), now=clock.now(), **facts
                )
            except (DomainError, ValidationError) as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("“{name}”已新增。").format(name=made.name))
                return redirect("units:units")
    context = {"title": _("新增单位"), "form": form, "errors": errors, "back": "units:units"}
    return render(request, "units/form.html", context, status=400 if errors else 200)


@desk_view("GET", "POST")
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close a unit that was merged or abolished (撤并单位); its appointments end that day."""
    guard.check_anywhere(request.user, KEEPERS, act=_("撤并单位"))
    today = clock.day_of(clock.now())
    row = get_object_or_404(queries.units_open(today), uid=uid)
    form = CloseUnitForm(
        request.POST if request.method == "POST" else None,
        initial={"on": today},
        units=queries.units_open(today).exclude(path__startswith=row.path),
    )
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                services.close_unit(
                    unit=row, **form.cleaned_data, by=person_of(request), now=clock.now()
                )
            except DomainError as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("“{name}”已撤并。").format(name=row.name))
                return redirect("units:units")
    context: dict[str, Any] = {
        "title": _("撤并单位：{name}").format(name=row.name),
        "form": form,
        "errors": errors,
        "back": "units:units",
        "note": _("在本单位的任职到撤并日期为止。撤并后不能再任职。"),
    }
    return render(request, "units/form.html", context, status=400 if errors else 200)


def texts_of(refusal: DomainError | ValidationError) -> list[str]:
    """A refusal in the words to show above a form."""
    return refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
