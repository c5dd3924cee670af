"""Preview, release, history (预览、发布、历史)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from zhanqun.content.pages import policies
from zhanqun.content.pages.arranging.kinds import kinds
from zhanqun.content.pages.arranging.rules import changes_between
from zhanqun.content.pages.kinds.arranged import draw_draft
from zhanqun.content.pages.missing import kinds_lacking, missing_in
from zhanqun.content.pages.models import Arrangement
from zhanqun.content.pages.queries import versions_of
from zhanqun.content.pages.services import release as release_version
from zhanqun.content.pages.services import restore
from zhanqun.content.pages.views import reading
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of

VERSIONS_SHOWN = 200


@desk_view("GET", "POST")
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The draft as the public would see it, what it lacks, and the one button that releases it."""
    row = reading.arrangement_of(request.user, uid)
    errors: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            release_version(
                uid=uid,
                digest=request.POST.get("digest", ""),
                by=person_of(request),
                now=clock.now(),
            )
        except DomainError as refusal:
            errors, status = [str(refusal)], refusal.status
            row = reading.arrangement_of(request.user, uid)
        else:
            messages.success(request, _("版面已发布，公众页面正在刷新。"))
            return redirect("pages:preview", uid=uid)
    context = _context(request, row) | {"errors": errors}
    return render(request, "pages/preview.html", context, status=status)


def _context(request: HttpRequest, row: Arrangement) -> dict[str, Any]:
    latest, live = row.latest, row.live
    assert latest is not None  # made with the arrangement
    profile = reading.profile_of(row)
    missing = missing_in(row, latest.blocks, clock.now())
    places = {block["id"]: n for n, block in enumerate(latest.blocks, start=1)}
    labels = {block["id"]: kinds()[block["type"]].label for block in latest.blocks}
    word, tone = reading.status_of(row)
    return {
        "title": _("预览版面：{page}").format(page=row.page),
        "crumbs": [{"url": reverse("pages:arrangement", args=[row.uid]), "label": _("版面")}],
        "row": row,
        "latest": latest,
        "word": word,
        "tone": tone,
        "missing": [(places[key], labels[key], words) for key, words in missing.items()],
        "lacking": kinds_lacking(row, latest.blocks),
        "changes": changes_between(live.blocks if live else [], latest.blocks),
        "phone": request.GET.get("width") == "phone",
        "own_hand": latest.made_by_id == person_of(request).pk,
        "may_release": policies.may_release(request.user, profile),
    }


@desk_view("GET")
@xframe_options_sameorigin
def preview_page(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The very page, drawn from one version as the publisher draws it; kept by no cache."""
    row = reading.arrangement_of(request.user, uid)
    version = get_object_or_404(row.versions, number=number)
    return HttpResponse(draw_draft(row, version.blocks, clock.now()))


@desk_view("GET", "POST")
def history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All versions, newest first; a former one can be made the draft again."""
    row = reading.arrangement_of(request.user, uid)
    if request.method == "POST":
        number = request.POST.get("number", "")
        former = get_object_or_404(row.versions, number=number if number.isdigit() else 0)
        version = restore(uid=uid, number=former.number, by=person_of(request), now=clock.now())
        text = _("第{former}版已恢复为草稿（第{n}版），还需另一人发布。")
        messages.success(request, text.format(former=former.number, n=version.number))
        return redirect("pages:preview", uid=uid)
    profile = reading.profile_of(row)
    context = {
        "title": _("版面历史：{page}").format(page=row.page),
        "crumbs": [{"url": reverse("pages:arrangement", args=[uid]), "label": _("版面")}],
        "row": row,
        "versions": versions_of(row)[:VERSIONS_SHOWN],
        "may_arrange": policies.may_arrange(request.user, profile),
    }
    return render(request, "pages/history.html", context)
