"""Import at the desk (导入): choose files, read what would happen, let it happen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.library import column_choices, import_batches
from zhanqun.content.library.forms import ImportForm
from zhanqun.content.library.import_batches import Batch
from zhanqun.content.library.imports import DUPLICATE, NEW, PlannedImport, carry_out, plan_import
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.content.sites.api import Column
from zhanqun.core.units.api import Unit
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view


@desk_view("GET", "POST")
def choose(request: HttpRequest) -> HttpResponse:
    """Files and where they shall go; what is sent is kept for the dry run."""
    units = reading.unit_choices(person(request))
    form = ImportForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        unit_choices=units,
        site_choices=column_choices.columns_on_offer(person(request)),
        initial={"unit": person(request).unit_id},
    )
    errors = []
    if request.method == "POST":
        if form.is_valid():
            said = form.cleaned_data
            uid = import_batches.keep(person(request), said["files"], said, clock.now())
            return redirect("library:import_batch", uid=uid)
        errors = [_("请补全标出的内容。")]
    context = {"title": _("导入"), "form": form, "errors": errors, "may_write": bool(units)}
    return render(request, "library/import.html", context, status=400 if errors else 200)


@desk_view("GET", "POST")
def batch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The dry run, and the import of what is ticked."""
    kept = import_batches.of_user(person(request), uid)
    if kept is None and request.method == "POST":
        messages.info(request, _("这一批文件已经导入，或者放置超过两天已清除。"))
        return redirect("library:articles")
    if kept is None:
        raise Http404(uid)
    unit = Unit.objects.get(pk=kept.unit_id)
    plans = plan_import(
        kept.files, unit=unit, user=person(request), now=clock.now(), kind=kept.kind
    )
    if request.method == "POST":
        return _import(request, kept, unit, plans)
    context = {
        "title": _("导入：核对"),
        "crumbs": [{"url": reverse("library:import"), "label": _("导入")}],
        "plans": list(enumerate(plans)),
        "new_count": sum(plan.outcome == NEW for plan in plans),
        "duplicate_count": sum(plan.outcome == DUPLICATE for plan in plans),
        "unit": unit,
        "column": _column(kept),
    }
    return render(request, "library/import_plan.html", context)


def _import(
    request: HttpRequest, kept: Batch, unit: Any, plans: list[PlannedImport]
) -> HttpResponse:
    ticked = set(request.POST.getlist("take"))
    chosen = [plan for at, plan in enumerate(plans) if str(at) in ticked]
    if not chosen:
        messages.error(request, _("没有勾选要导入的稿件。"))
        return redirect("library:import_batch", uid=kept.uid)
    if not import_batches.take(kept.uid):
        messages.info(request, _("这一批文件正在导入。"))
        return redirect("library:articles")
    try:
        facts = {"unit": unit, "column": _column(kept), "by": person(request), "now": clock.now()}
        results = list(carry_out(chosen, **facts))
    except BaseException:
        import_batches.give_back(kept.uid)
        raise
    import_batches.drop(kept.uid)
    context = {
        "title": _("导入：结果"),
        "crumbs": [{"url": reverse("library:import"), "label": _("导入")}],
        "results": results,
        "made": sum(row.article is not None for row in results),
    }
    return render(request, "library/import_done.html", context)


def _column(kept: Batch) -> Column | None:
    return Column.objects.filter(pk=kept.column_id).first() if kept.column_id else None
