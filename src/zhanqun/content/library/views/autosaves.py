"""Typing kept without a button, and brought back (自动保存与恢复)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from zhanqun.content.library.autosaving import forget_autosave, keep_autosave
from zhanqun.content.library.models import Article, Autosave
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view

# Marks and buttons of the form, which nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "act", "discard"}


@desk_view("POST")
def of_article(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is being typed into an article; with `discard`, throw away what was kept."""
    try:
        article = reading.article_to_change(person(request), uid)
        return _answer(request, article, "library:edit", uid=uid)
    except DomainError as refusal:
        return _refused(refusal)


@desk_view("POST")
def of_new(request: HttpRequest) -> HttpResponse:
    """The same for an article that is not made yet."""
    try:
        return _answer(request, None, "library:new")
    except DomainError as refusal:
        return _refused(refusal)


def typed_again(kept: Autosave) -> QueryDict:
    """What was typed, as the form would send it."""
    data = QueryDict(mutable=True)
    for name, values in kept.typed.items():
        data.setlist(name, values)
    return data


def _answer(request: HttpRequest, article: Article | None, page: str, **where: Any) -> HttpResponse:
    if request.POST.get("discard"):
        forget_autosave(article, person(request))
        messages.info(request, _("已丢弃未保存的内容。"))
        return redirect(page, **where)
    typed = {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}
    kept = keep_autosave(article=article, typed=typed, by=person(request), now=clock.now())
    return JsonResponse({"time": f"{clock.beijing(kept.saved_at):%H:%M}"})


def _refused(refusal: DomainError) -> JsonResponse:
    return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=refusal.status)
