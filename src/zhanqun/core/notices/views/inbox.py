"""The inbox (提醒): what a person was told, unread first."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.notices import services
from zhanqun.core.notices.queries import notices_visible_to, unread_count
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view, page_of
from zhanqun.ui.people import person_of

ALL = "all"


@desk_view("GET", "POST")
def inbox(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _mark(request)
    shows_all = request.GET.get("show") == ALL
    rows = notices_visible_to(request.user)
    context = {
        "title": _("提醒"),
        "page": page_of(
            rows if shows_all else rows.filter(read_at=None),
            ("-id",),
            request.GET.get("from", ""),
        ),
        "shows_all": shows_all,
        "unread": unread_count(request.user),
    }
    return render(request, "notices/inbox.html", context)


def _mark(request: HttpRequest) -> HttpResponse:
    """标为已读: one, or all."""
    uids = list(filter(None, map(_parse, request.POST.getlist("uid"))))
    every = "all" in request.POST
    count = services.mark_read(
        person=person_of(request), uids=None if every else uids, now=clock.now()
    )
    if every:
        messages.success(request, _("已把{n}条标为已读。").format(n=count))
    shown = f"?show={ALL}" if request.POST.get("show") == ALL else ""
    return redirect(reverse("notices:inbox") + shown)


@desk_view("GET")
def open_notice(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Opening a notice marks it as read and leads to what it is about."""
    row = get_object_or_404(notices_visible_to(request.user), uid=uid)
    services.mark_read(person=person_of(request), uids=[row.uid], now=clock.now())
    return redirect(row.url)


def _parse(text: str) -> UUID | None:
    """A uid; None for what no page of ours sent."""
    try:
        return UUID(text)
    except ValueError:
        return None
