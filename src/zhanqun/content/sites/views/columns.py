"""Opening, changing, handing over, merging and closing columns (栏目维护)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.sites import queries
from zhanqun.content.sites.forms import CloseForm, ColumnFacts, DutyForm, NewColumnForm
from zhanqun.content.sites.models import Column, ColumnDuty, SiteProfile
from zhanqun.content.sites.services import (
    ColumnSpec,
    add_column,
    assign_duty,
    close_column,
    update_column,
)
from zhanqun.content.sites.views import reading
from zhanqun.content.sites.views.site_forms import texts_of
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of

REFUSALS = (DomainError, ValidationError)


@desk_view("GET", "POST")
def new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a column on a site (开设栏目)."""
    site = get_object_or_404(reading.sites_arranged_by(request.user), uid=uid)
    today = clock.day_of(clock.now())
    form = NewColumnForm(
        request.POST if request.method == "POST" else None,
        columns=queries.columns_of(site.site_id),
        units=units.units_open(today),
    )
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            said = dict(form.cleaned_data)
            parent = said.pop("parent") or queries.home_of(site.site_id)
            said.pop("keywords")
            try:
                column = add_column(
                    parent=parent,
                    spec=ColumnSpec(**said),
                    by=person_of(request),
                    now=clock.now(),
                    today=today,
                )
            except REFUSALS as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("栏目“{title}”已开设。").format(title=column.title))
                return redirect("sites:board", uid=site.uid)
    context = {"title": _("开设栏目"), "profile": site, "form": form, "errors": errors}
    return render(request, "sites/column_new.html", context, status=400 if errors else 200)


@desk_view("GET", "POST")
def column(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A column: its facts, who answers and answered for it (栏目维护)."""
    row = get_object_or_404(reading.columns_managed_by(request.user), uid=uid)
    start = {name: getattr(row, name) for name in ColumnFacts.base_fields}
    form = ColumnFacts(request.POST if request.method == "POST" else None, initial=start)
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                update_column(
                    column=row, facts=form.cleaned_data, by=person_of(request), now=clock.now()
                )
            except REFUSALS as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("栏目“{title}”已保存。").format(title=row.title))
                return redirect("sites:column", uid=row.uid)
    context = _context(request, row) | {
        "title": _("栏目：{title}").format(title=row.title),
        "form": form,
        "errors": errors,
        "history": ColumnDuty.objects.filter(column=row)
        .select_related("lead_unit", "officer", "deputy")
        .order_by("-since"),
    }
    return render(request, "sites/column.html", context, status=400 if errors else 200)


@desk_view("GET", "POST")
def duty(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Name who answers for a column from a day on (指定责任)."""
    row = get_object_or_404(reading.columns_managed_by(request.user), uid=uid)
    today = clock.day_of(clock.now())
    now_held = queries.duty_of(row)
    form = DutyForm(
        request.POST if request.method == "POST" else None,
        initial={"lead_unit": now_held.lead_unit, "since": today},
        units=units.units_open(today),
        people=reading.officers_on(today),
    )
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                assign_duty(column=row, **form.cleaned_data, by=person_of(request), now=clock.now())
            except REFUSALS as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("“{title}”的责任已指定。").format(title=row.title))
                return redirect("sites:column", uid=row.uid)
    context = _context(request, row) | {
        "title": _("指定责任：{title}").format(title=row.title),
        "form": form,
        "errors": errors,
    }
    return render(request, "sites/duty.html", context, status=400 if errors else 200)


@desk_view("GET", "POST")
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Merge or close a column, after showing what that does (归并、关闭栏目)."""
    row = get_object_or_404(reading.columns_managed_by(request.user), uid=uid)
    site = queries.site_of(row)
    below = _below(row)
    heirs = queries.columns_of(site.pk).exclude(path__startswith=row.path)
    form = CloseForm(request.POST if request.method == "POST" else None, columns=heirs)
    errors: list[str] = []
    status = 200
    if form.is_bound:
        errors, status = [_("请选择要归并到的栏目。")], 400
        if below.exists():
            errors, status = [_("还有开设中的下级栏目，请先归并或关闭它们。")], 409
        elif form.is_valid():
            try:
                return _close(request, row, form.cleaned_data["merge_into"])
            except DomainError as refusal:
                errors, status = texts_of(refusal), refusal.status
            except ValidationError as refusal:
                errors = texts_of(refusal)
    figures = reading.figures_of([site.pk]).get(row.pk, reading.NOTHING)
    context = _context(request, row) | {
        "title": _("归并或关闭：{title}").format(title=row.title),
        "form": form,
        "errors": errors,
        "below": below,
        "figures": figures,
        "uses": reading.uses_of(row),
    }
    return render(request, "sites/close.html", context, status=status)


def _close(request: HttpRequest, row: Column, merge_into: Column | None) -> HttpResponse:
    board = _profile(row).uid
    close_column(column=row, merge_into=merge_into, by=person_of(request), now=clock.now())
    if merge_into is not None:
        text = _("“{title}”已归并到“{heir}”。").format(title=row.title, heir=merge_into.title)
    else:
        text = _("“{title}”已关闭。").format(title=row.title)
    messages.success(request, text)
    return redirect("sites:board", uid=board)


def _below(row: Column) -> QuerySet[Column]:
    columns = queries.columns_of(queries.site_of(row).pk)
    return columns.filter(path__startswith=row.path).exclude(pk=row.pk)


def _profile(row: Column) -> SiteProfile:
    return queries.profile_of(queries.site_of(row).pk)


def _context(request: HttpRequest, row: Column) -> dict[str, Any]:
    """What every page about one column shows."""
    profile = _profile(row)
    on_board = reading.sites_on_board(request.user).filter(pk=profile.pk).exists()
    return {
        "column": row,
        "profile": profile,
        "on_board": on_board,
        "duty": queries.duty_of(row),
        "since": reading.since_of([row]).get(row.pk),
        "above": queries.ancestors_of(row),
    }
