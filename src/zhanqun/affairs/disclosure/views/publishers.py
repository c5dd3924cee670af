"""Publishers at the desk (公开主体设置): the list, a new one, one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure import policies, queries
from zhanqun.affairs.disclosure.forms.publishers import PublisherForm
from zhanqun.affairs.disclosure.services import add_publisher, change_publisher
from zhanqun.affairs.disclosure.views.reading import crumbs
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    policies.check_may_keep_any(request.user)
    rows = queries.publishers_kept_by(request.user)
    context = {"title": _("公开主体设置"), "rows": rows, "crumbs": crumbs()}
    return render(request, "disclosure/publishers.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    policies.check_may_keep_any(request.user)
    form = PublisherForm(request.POST or None, user=request.user)
    done, errors, status = attempt(
        form, lambda: add_publisher(**form.said(), by=person_of(request), now=clock.now())
    )
    if done:
        messages.success(request, _("公开主体已设立。"))
        return redirect("disclosure:publishers")
    return _form(request, _("新设公开主体"), form, errors, status)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = get_object_or_404(queries.publishers_kept_by(request.user), uid=uid)
    form = PublisherForm(request.POST or None, user=request.user, row=row)
    done, errors, status = attempt(
        form,
        lambda: change_publisher(
            uid=uid, facts=form.facts(), by=person_of(request), now=clock.now()
        ),
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("disclosure:publishers")
    return _form(request, str(row), form, errors, status)


def _form(
    request: HttpRequest, title: str, form: PublisherForm, errors: list[str], status: int
) -> HttpResponse:
    above = crumbs(("disclosure:publishers", _("公开主体设置")))
    context = {"title": title, "form": form, "errors": errors, "crumbs": above}
    return render(request, "disclosure/publisher.html", context, status=status)
