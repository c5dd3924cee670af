"""Letting blocking findings of a version through, each with a reason (放行)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.review import queries
from zhanqun.content.review.checking import Checked, check
from zhanqun.content.review.models import Submission
from zhanqun.content.review.overriding import overridable_by, override
from zhanqun.content.review.showing import Shown, shown
from zhanqun.content.review.states import UNDER_REVIEW
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def overrides(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The findings of the version under review; what was written comes back with a refusal."""
    rows = library.articles_visible_to(request.user).select_related("latest_revision")
    article = get_object_or_404(rows, uid=uid)
    if request.method != "POST":
        return _page(request, article)
    sent = {name: request.POST.get(name, "") for name in ("digest", "key", "reason")}
    try:
        done = override(uid=uid, by=person_of(request), now=clock.now(), **sent)
    except DomainError as refusal:
        return _page(request, article, [str(refusal)], refusal.status)
    messages.success(request, _("已放行：{finding}").format(finding=done.text))
    return redirect(_back(request) or reverse("review:overrides", args=[uid]))


def _page(
    request: HttpRequest,
    article: library.Article,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    submission = _submission(article)
    draft = submission.revision.as_object() if submission else library.working_copy(article)
    digest = submission.digest if submission else library.digest_of(draft)
    checked = check(draft, now)
    found = shown_to(request.user, submission, digest, checked)
    has_field = {row.finding.key for row in found.rows if row.may_override and row.is_open}
    written = request.POST.get("reason", "")
    context = {
        "title": _("放行：{title}").format(title=draft.title),
        "shown": found,
        "override": way(request, article, digest, _back(request)),
        "written": "" if request.POST.get("key") in has_field else written,
        "errors": errors,
    }
    return render(request, "review/override.html", context, status=status)


def shown_to(
    user: Any, submission: Submission | None, digest: str, checked: Checked, **how: bool
) -> Shown:
    """The findings of a version, with what this person may let through."""
    may = overridable_by(user, submission, checked.findings) if submission else set()
    done = queries.overrides_of(checked.text.article, digest)
    return shown(checked, done, overridable=may, **how)


def way(request: HttpRequest, article: library.Article, digest: str, back: str) -> dict[str, str]:
    """Where the forms of an override go, and where the person comes back to."""
    return {
        "address": reverse("review:overrides", args=[article.uid]),
        "digest": digest,
        "back": back,
        "key": request.POST.get("key", ""),
        "reason": request.POST.get("reason", ""),
    }


def _submission(article: library.Article) -> Submission | None:
    rows = Submission.objects.filter(article=article, state__in=UNDER_REVIEW)
    return rows.select_related("revision", "article__unit").order_by("-id").first()


def _back(request: HttpRequest) -> str:
    """The page to return to, where it is one of ours."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else ""
