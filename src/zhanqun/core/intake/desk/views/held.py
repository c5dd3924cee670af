"""What is held for a person to look at (待核): by text, so that the same letter is decided once."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, F, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhanqun.core.intake import policies, queries
from zhanqun.core.intake.desk import showing
from zhanqun.core.intake.desk.views import reading
from zhanqun.core.intake.services.holding import decide_all
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.people import person_of

ORDER = ("fingerprint", "id")


@desk_view("GET", "POST")
def held(request: HttpRequest) -> HttpResponse:
    """Release or reject what is ticked, or everything that says the same."""
    policies.check_may_read(request.user)
    errors: list[str] = []
    if request.method == "POST":
        errors = _decide(request)
        if not errors:
            return redirect("intake:held")
    rows = queries.held_visible_to(request.user).select_related("unit")
    same = rows.annotate(same=Window(Count("pk"), partition_by=F("fingerprint")))
    page = page_of(same, ORDER, request.GET.get("from", ""))
    context = reading.context(
        request,
        _("待核"),
        "held",
        page=page,
        rows=[(row, showing.title_of(row, request.user)) for row in page.rows],
        count=capped_count(rows),
        reason=request.POST.get("reason", ""),
        ticked=request.POST.getlist("envelope"),
        errors=errors,
    )
    return render(request, "intake/held.html", context, status=400 if errors else 200)


def _decide(request: HttpRequest) -> list[str]:
    """What went wrong, for the top of the page."""
    act, reason = request.POST.get("act", ""), request.POST.get("reason", "").strip()
    uids = _wanted(request)
    if not uids:
        return [_("请先勾选来件。")]
    if act == "reject" and not reason:
        return [_("请写明不予受理的理由，来件人在回执上看得到。")]
    done, refused = decide_all(
        uids=uids, act=act, reason=reason[:500], by=person_of(request), now=clock.now()
    )
    if done:
        told = ngettext("已处理{count}件。", "已处理{count}件。", done).format(count=done)
        messages.success(request, told)
    return list(dict.fromkeys(refused))


def _wanted(request: HttpRequest) -> list[UUID]:
    """What is ticked; where the box for it is ticked too, all that says the same."""
    rows = queries.held_visible_to(request.user)
    ticked = rows.filter(uid__in=_uids(request.POST.getlist("envelope")))
    if request.POST.get("same"):
        ticked = rows.filter(fingerprint__in=ticked.values("fingerprint"))
    return list(ticked.order_by("id").values_list("uid", flat=True))


def _uids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
