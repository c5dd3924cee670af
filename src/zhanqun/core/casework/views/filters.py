"""Saved filters (常用筛选): each person's own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.casework import policies, queries
from zhanqun.core.casework.forms import FilterForm
from zhanqun.core.casework.models import SavedFilter
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("POST")
def save(request: HttpRequest) -> HttpResponse:
    """Keep what the list asks for; the same name takes its place."""
    policies.check_works_here(request.user)
    form = FilterForm(request.POST)
    query = request.POST.get("query", "")[:500]
    if form.is_valid():
        SavedFilter.objects.update_or_create(
            person=person_of(request), name=form.cleaned_data["name"], defaults={"query": query}
        )
        messages.success(request, _("已存为常用筛选。"))
    else:
        messages.error(request, _("请给常用筛选起个名称，最多40字。"))
    return redirect(f"{reverse('casework:cases')}?{query}")


@desk_view("POST")
def remove(request: HttpRequest, uid: UUID) -> HttpResponse:
    get_object_or_404(queries.filters_of(request.user), uid=uid).delete()
    messages.success(request, _("已删除常用筛选。"))
    return redirect("casework:cases")
