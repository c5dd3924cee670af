"""One entry: add, change, remove (词条)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.checks import policies, queries, services
from zhanqun.core.checks.forms import EntryForm
from zhanqun.core.checks.kinds import Level, ListKind
from zhanqun.core.checks.views import reading
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def new(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = reading.list_or_404(request, uid)
    policies.check_may_keep(request.user)
    form = EntryForm(request.POST if request.method == "POST" else None)
    done, errors, status = attempt(
        form,
        lambda: services.add_entry(
            list_uid=uid, facts=form.facts(), by=person_of(request), now=clock.now()
        ),
    )
    if done:
        messages.success(request, _("“{wrong}”已加入。").format(**form.cleaned_data))
        return redirect("checks:list", uid=uid)
    context = reading.context(
        request,
        _("新增词条"),
        form=form,
        is_organ=row.kind == ListKind.ORGAN,
        errors=errors,
        crumbs=reading.crumbs(row),
    )
    return render(request, "checks/entry.html", context, status=status)


@desk_view("GET", "POST")
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """An entry and its history; changed and removed by who keeps the lists."""
    entry = get_object_or_404(queries.entry_visible_to(request.user), uid=uid)
    if request.method == "POST":
        policies.check_may_keep(request.user)
    sent = request.POST if request.method == "POST" else None
    form = EntryForm(sent, initial=entry.facts() | {"state": entry.since})
    facts = {"uid": uid, "by": person_of(request), "now": clock.now()}

    def act() -> None:
        state = form.cleaned_data["state"] or 0
        if request.POST.get("act") == "remove":
            services.remove_entry(state=state, **facts)
        else:
            services.change_entry(state=state, facts=form.facts(), **facts)

    done, errors, status = attempt(form, act)
    if done:
        messages.success(request, _("词表已更新为新版本。"))
        return redirect("checks:list", uid=entry.word_list.uid)
    context = reading.context(
        request,
        str(entry),
        entry=entry,
        is_organ=entry.word_list.kind == ListKind.ORGAN,
        level=Level(entry.level or entry.word_list.level).label,
        states=queries.states_of(entry)[:20],
        form=form,
        errors=errors,
        crumbs=reading.crumbs(entry.word_list),
    )
    return render(request, "checks/entry.html", context, status=status)
