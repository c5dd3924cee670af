"""The reviewer's tray (审核箱): what waits, most overdue first, and passing many at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.review.deciders import principals_of
from zhanqun.content.review.models import Task
from zhanqun.content.review.queries import tasks_open_for
from zhanqun.content.review.services import pass_task
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.people import person_of

SEPARATOR = "~"


class SecrecyOneByOne(DomainError):
    """一事一审: each secrecy review is decided by itself.

    Source: norms security, secrecy_review, principles.
    """

    code = "review.secrecy_one_by_one"
    message = gettext_lazy("保密审查要一事一审，不能批量通过，请逐篇打开审查。")


@desk_view("GET", "POST")
def tray(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _pass_many(request)
    rows, now = tasks_open_for(request.user), clock.now()
    page = page_of(rows, ("due_at", "id"), request.GET.get("from", ""))
    deputed = principals_of(request.user, page.rows, clock.day_of(now))
    context = {
        "title": _("审核箱"),
        "page": page,
        "rows": [(task, deputed.get(task.pk)) for task in page.rows],
        "count": capped_count(rows),
        "now": now,
    }
    return render(request, "review/tray.html", context)


def _pass_many(request: HttpRequest) -> HttpResponse:
    """Each task by itself: one that cannot be passed does not stop the others."""
    chosen = dict(filter(None, map(_parse, request.POST.getlist("task"))))
    tasks = list(tasks_open_for(request.user).filter(uid__in=chosen))
    if any(task.is_secrecy for task in tasks):
        raise SecrecyOneByOne
    passed = 0
    for task in tasks:
        passed += _pass_one(request, task, chosen[task.uid])
    gone = len(chosen) - len(tasks)
    if gone:
        text = _("{n}项已由他人办理或已撤回，没有再处理。")
        messages.warning(request, text.format(n=gone))
    if passed:
        messages.success(request, _("已通过{n}项。").format(n=passed))
    elif not chosen:
        messages.warning(request, _("没有选中稿件。"))
    return redirect("review:tray")


def _pass_one(request: HttpRequest, task: Task, digest: str) -> bool:
    try:
        pass_task(uid=task.uid, digest=digest, by=person_of(request), now=clock.now())
    except DomainError as refusal:
        messages.error(request, f"《{task.submission.article}》：{refusal}")
        return False
    return True


def _parse(mark: str) -> tuple[UUID, str] | None:
    """The task and the digest that a ticked box names; None for what no page of ours sent."""
    uid, _separator, digest = mark.partition(SEPARATOR)
    try:
        return UUID(uid), digest
    except ValueError:
        return None
