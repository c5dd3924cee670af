"""The elder home of a site at the desk (长者首页设置)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.sites import queries
from zhanqun.content.sites.elder import (
    ElderEntry,
    arrange_elder_home,
    elder_home_of,
    entries_of,
)
from zhanqun.content.sites.forms import ElderEntries, ElderHomeForm
from zhanqun.content.sites.models import ElderHome
from zhanqun.content.sites.views import reading
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def elder_home(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = get_object_or_404(reading.sites_arranged_by(request.user), uid=uid)
    sent = request.POST if request.method == "POST" else None
    now_shown = elder_home_of(row.site_id)
    form = ElderHomeForm(sent, initial=_facts(now_shown), columns=queries.columns_of(row.site_id))
    entries = ElderEntries(sent, initial=_rows(now_shown), prefix="entries")
    errors: list[str] = []
    if sent is not None:
        errors = [_("请修改标出的内容。")]
        if form.is_valid() and entries.is_valid():
            try:
                arrange_elder_home(
                    profile=row,
                    entries=_entries(entries),
                    by=person_of(request),
                    now=clock.now(),
                    **form.cleaned_data,
                )
            except DomainError as refusal:
                errors = [str(refusal)]
            else:
                messages.success(request, _("长者首页已更新。"))
                return redirect("sites:elder", uid=row.uid)
    context = {
        "title": _("长者首页：{site}").format(site=row.short_name),
        "profile": row,
        "form": form,
        "entries": entries,
        "errors": errors,
    }
    return render(request, "sites/elder.html", context, status=400 if errors else 200)


def _facts(home: ElderHome) -> dict[str, Any]:
    return {
        "phone": home.phone,
        "phone_text": home.phone_text,
        "phone_note": home.phone_note,
        "news": home.news,
    }


def _rows(home: ElderHome) -> list[dict[str, str]]:
    return [vars(entry) for entry in entries_of(home)]


def _entries(formset: Any) -> list[ElderEntry]:
    return [ElderEntry(**form.cleaned_data) for form in formset if form.cleaned_data]
