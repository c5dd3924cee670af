"""Import into a list: choose a file, read what would happen, let it happen (导入词表)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.checks import import_files, policies, services, sheets
from zhanqun.core.checks.forms import ImportForm
from zhanqun.core.checks.planning import CHANGED, NEW, REPEATED, SAME, plan_import
from zhanqun.core.checks.views import reading
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

SHOWN = 50


@desk_view("GET", "POST")
def choose(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = reading.list_or_404(request, uid)
    policies.check_may_keep(request.user)
    form = ImportForm(request.POST if request.method == "POST" else None, request.FILES or None)
    kept: list[UUID] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        if file.size > sheets.BYTES_MAX:
            raise sheets.FileTooLarge
        content = file.read()
        sheets.read_sheet(file.name, content)
        person = person_of(request)
        kept.append(import_files.keep(person, uid, file.name, content, clock.now()))

    done, errors, status = attempt(form, act)
    if done:
        return redirect("checks:import_plan", uid=kept[0])
    context = reading.context(
        request, _("导入词表"), row=row, form=form, errors=errors, crumbs=reading.crumbs(row)
    )
    return render(request, "checks/import.html", context, status=status)


@desk_view("GET", "POST")
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The dry run, and the import."""
    policies.check_may_keep(request.user)
    kept = import_files.of_user(person_of(request), uid)
    if kept is None:
        raise Http404(uid)
    row = reading.list_or_404(request, kept.list_uid)
    rows = sheets.read_sheet(kept.name, kept.content)
    if request.method == "POST":
        made = services.import_words(
            list_uid=row.uid, rows=rows, name=kept.name, by=person_of(request), now=clock.now()
        )
        import_files.drop(uid)
        if made is None:
            messages.info(request, _("没有可以导入的词条。"))
        else:
            text = _("已导入：新增{added}条，修改{changed}条。")
            messages.success(request, text.format(added=made.added, changed=made.changed))
        return redirect("checks:list", uid=row.uid)
    planned = plan_import(row, rows)
    counts = planned.counts
    context = reading.context(
        request,
        _("核对导入：{name}").format(name=kept.name),
        row=row,
        new_count=counts[NEW],
        changed_count=counts[CHANGED],
        same_count=counts[SAME] + counts[REPEATED],
        conflict_count=len(planned.conflicts),
        conflicts=planned.conflicts[: SHOWN * 4],
        changed=[one for one in planned.rows if one.outcome == CHANGED][:SHOWN],
        new=[one for one in planned.rows if one.outcome == NEW][:SHOWN],
        shown=SHOWN,
        crumbs=reading.crumbs(row),
    )
    return render(request, "checks/import_plan.html", context)
