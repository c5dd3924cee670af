"""The publisher's page (签发): approved, scheduled and live articles; publish and withdraw."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.review import gate, queries
from zhanqun.content.review.checking import check
from zhanqun.content.review.forms import ScheduleForm, WithdrawForm
from zhanqun.content.review.models import Schedule
from zhanqun.content.review.views import overrides, reading
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.people import person_of

READY_SHOWN = 50


@desk_view("GET")
def publishing(request: HttpRequest) -> HttpResponse:
    """Approved versions and schedules that the person may act on (待发布清单)."""
    ready = reading.submissions_ready_for(request.user)
    scheduled = reading.schedules_kept_by(request.user)
    context = {
        "title": _("发布与定时"),
        "ready": ready[:READY_SHOWN],
        "ready_count": capped_count(ready),
        "schedules": scheduled[:READY_SHOWN],
        "schedule_count": capped_count(scheduled),
        "now": clock.now(),
    }
    return render(request, "review/publishing.html", context)


@desk_view("GET")
def live(request: HttpRequest) -> HttpResponse:
    """Live articles that the person may withdraw (已上线稿件)."""
    rows = reading.live_articles_of(request.user)
    words = request.GET.get("q", "").strip()
    if words:
        rows = rows.filter(title__icontains=words)
    context = {
        "title": _("已上线稿件"),
        "page": page_of(rows, ("-last_published_at", "-id"), request.GET.get("from", "")),
        "count": capped_count(rows),
        "q": words,
    }
    return render(request, "review/live.html", context)


@desk_view("GET", "POST")
def article(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One article before the gate: what still blocks it, publish now or at a time."""
    row = _publishable(request, uid)
    form = ScheduleForm(request.POST if request.POST.get("act") == "schedule" else None)
    if request.method != "POST":
        return _gate_page(request, row, form)
    try:
        if request.POST.get("act") == "publish":
            done = gate.publish(uid=uid, by=person_of(request), now=clock.now())
            messages.success(request, _("《{title}》已发布。").format(title=row.title))
            return redirect("review:publication", uid=done.uid)
        if form.is_valid():
            return _schedule(request, row, form.cleaned_data["due_at"])
    except DomainError as refusal:
        return _gate_page(request, row, form, [str(refusal)], refusal.status)
    return _gate_page(request, row, form, [_("请填写发布时间。")], 400)


@desk_view("POST")
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Cancel a schedule (取消定时)."""
    row = get_object_or_404(_schedules_of(request), uid=uid)
    done = gate.cancel_schedule(uid=row.uid, by=person_of(request), now=clock.now())
    text = _("《{title}》的定时：{state}。")
    messages.success(request, text.format(title=row.article.title, state=done.get_state_display()))
    return redirect("review:publishing")


@desk_view("GET", "POST")
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm what will be removed, then take it down everywhere (撤稿)."""
    row = _publishable(request, uid)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _withdraw_page(request, row, form)
    if not form.is_valid():
        return _withdraw_page(request, row, form, [_("请选择撤稿方式。")], 400)
    try:
        done = gate.withdraw(uid=uid, by=person_of(request), now=clock.now(), **form.cleaned_data)
    except DomainError as refusal:
        return _withdraw_page(request, row, form, [str(refusal)], refusal.status)
    messages.success(request, _("《{title}》已撤稿。").format(title=row.title))
    return redirect("review:publication", uid=done.uid)


def _publishable(request: HttpRequest, uid: UUID) -> library.Article:
    rows = reading.articles_publishable_by(request.user).select_related("unit", "author")
    return get_object_or_404(rows, uid=uid)


def _schedules_of(request: HttpRequest) -> QuerySet[Schedule]:
    mine = reading.articles_publishable_by(request.user).values("pk")
    return Schedule.objects.filter(article_id__in=mine).select_related("article")


def _schedule(request: HttpRequest, row: library.Article, due_at: datetime) -> HttpResponse:
    done = gate.schedule(uid=row.uid, due_at=due_at, by=person_of(request), now=clock.now())
    moment = f"{clock.beijing(done.due_at):%Y-%m-%d %H:%M:%S}"
    text = _("《{title}》将于北京时间{moment}发布。").format(title=row.title, moment=moment)
    if done.revision_id is None:
        text += _("这一版本还未通过审核，到时仍未通过则等通过后再发布。")
    messages.success(request, text)
    return redirect("review:publishing")


def _gate_page(
    request: HttpRequest,
    row: library.Article,
    form: ScheduleForm,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    draft = library.working_copy(row)
    digest, checked = library.digest_of(draft), check(draft, now)
    submission = queries.current_submission(row)
    if submission is not None and submission.digest != digest:
        submission = None
    context = {
        "title": _("发布：{title}").format(title=draft.title),
        "article": row,
        "draft": draft,
        "is_newest_live": row.live and row.live_revision_id == row.latest_revision_id,
        "blockers": queries.blockers(draft, digest, now, checked.findings),
        "shown": overrides.shown_to(request.user, submission, digest, checked, in_text=True),
        "override": overrides.way(request, row, digest, request.get_full_path()),
        "placements": library.placements_of(row),
        "files": library.files_of(draft),
        "schedule": queries.schedules_waiting().filter(article=row).first(),
        "form": form,
        "errors": errors,
        "now": now,
    }
    return render(request, "review/gate.html", context, status=status)


def _withdraw_page(
    request: HttpRequest,
    row: library.Article,
    form: WithdrawForm,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": _("撤稿：{title}").format(title=row.title),
        "article": row,
        "removal": reading.removal_of(row) if row.live else None,
        "form": form,
        "errors": errors,
    }
    return render(request, "review/withdraw.html", context, status=status)
