"""办理申请: one page that shows what can be done with a request now."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from zhanqun.affairs.requests import queries
from zhanqun.affairs.requests.acts import ACTS, Act, acts_for, initial_of
from zhanqun.affairs.requests.forms import ActForm
from zhanqun.affairs.requests.kinds import REQUEST_CASE, url_of
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.views import reading
from zhanqun.core.attachments import api as attachments
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def process(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _page(request, reading.request_of(request, uid))


@desk_view("POST")
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """What was typed stays on the page where the act is refused."""
    row, person, now = reading.request_of(request, uid), person_of(request), clock.now()
    if verb not in ACTS:
        raise Http404
    chosen = ACTS[verb]
    form = _form(chosen, row, request)
    done, errors, status = attempt(
        form, lambda: chosen.service(uid=uid, by=person, now=now, **form.facts())
    )
    if not done:
        row = reading.request_of(request, uid)
        return _page(request, row, bound=form, name=verb, errors=errors, status=status)
    messages.success(request, str(chosen.done))
    still = queries.requests_visible_to(person).filter(case__uid=uid).exists()
    return redirect("requests:process", uid=uid) if still else redirect("requests:requests")


@desk_view("GET")
def file(request: HttpRequest, uid: UUID, key: str) -> HttpResponseBase:
    """A file that came with it (申请附件): saved, never opened in the browser."""
    files = queries.files_of(reading.request_of(request, uid), request.user)
    found = next((one for one in files if one.key == key), None)
    if found is None:
        raise Http404
    attachments.check_may_open(found)
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _form(chosen: Act, row: Request, request: HttpRequest) -> ActForm:
    now = clock.now()
    typed = request.POST if request.method == "POST" else None
    return chosen.form(
        typed,
        request=row,
        today=clock.day_of(now),
        initial=initial_of(chosen, row, now),
        auto_id=f"{chosen.name}_%s",
    )


def _page(
    request: HttpRequest,
    row: Request,
    *,
    bound: ActForm | None = None,
    name: str = "",
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    person, now = person_of(request), clock.now()
    context = reading.context(
        request,
        row,
        row.case.title,
        acts=[
            _act(one, row, bound if one.name == name else None, now)
            for one in acts_for(person, row, now)
        ],
        links=[
            (one.label, one.url(row.case))
            for one in REQUEST_CASE.actions
            if one.url is not url_of and one.shown(person, row.case)
        ],
        errors=errors or [],
    )
    return render(request, "requests/process.html", context, status=status)


def _act(one: Act, row: Request, bound: ActForm | None, now: Any) -> dict[str, Any]:
    form = bound or one.form(
        request=row,
        today=clock.day_of(now),
        initial=initial_of(one, row, now),
        auto_id=f"{one.name}_%s",
    )
    return {"act": one, "form": form, "is_open": bound is not None, "is_work": one.is_work}
