"""Where an article goes (报送): add a column, take an offer back, put the draft aside."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from zhanqun.content.library import column_choices
from zhanqun.content.library.forms import PlaceForm
from zhanqun.content.library.placing import place, recall_offer
from zhanqun.content.library.queries import placements_visible_to
from zhanqun.content.library.services import discard_article
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view


@desk_view("POST")
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Place the article on one more column, directly or as an offer."""
    article = reading.article_to_change(person(request), uid)
    choices = column_choices.columns_on_offer(person(request))
    form = PlaceForm(request.POST, site_choices=choices)
    if not form.is_valid():
        messages.error(request, _("请选择栏目。"))
        return redirect("library:edit", uid=uid)
    column = get_object_or_404(Column, pk=form.cleaned_data["column"])
    try:
        done = place(
            article=article,
            column=column,
            by=person(request),
            now=clock.now(),
            is_home=form.cleaned_data["is_home"],
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("{column}：{state}。")
        said = text.format(column=column.title, state=done.get_state_display())
        messages.success(request, said)
    return redirect("library:edit", uid=uid)


@desk_view("POST")
def recall(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an offer back that is not live yet (撤回报送)."""
    row = get_object_or_404(placements_visible_to(person(request)), uid=uid)
    try:
        recall_offer(uid=uid, by=person(request), now=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已撤回向“{column}”的报送。").format(column=row.column))
    return redirect("library:edit", uid=row.article.uid)


@desk_view("POST")
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a draft aside that never went live (删除草稿)."""
    article = reading.article_to_change(person(request), uid)
    try:
        discard_article(uid=uid, by=person(request), now=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("library:edit", uid=uid)
    messages.success(request, _("草稿《{title}》已删除。").format(title=article.title))
    return redirect("library:articles")
