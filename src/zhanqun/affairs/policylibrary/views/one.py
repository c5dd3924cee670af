"""One document at the desk: its relations, its term, its interpretation (文件档案)."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.policylibrary import policies, queries, services
from zhanqun.affairs.policylibrary.forms import (
    DecisionForm,
    RelationForm,
    RemovalForm,
    RequireForm,
    WaiverForm,
)
from zhanqun.affairs.policylibrary.models import Duty, Relation, Standing
from zhanqun.affairs.policylibrary.states import BACKWARD, FORWARD, DutyState, RelationKind
from zhanqun.affairs.policylibrary.views.documents import shown_validity
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

Fields = dict[str, Any]


@desk_view("GET")
def document(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _page(request, _found(request, uid), {}, [], 200)


@desk_view("POST")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """登记关系, 删除关系, 评估, 要求解读, 不再解读."""
    article = _found(request, uid)
    if act not in ACTS:
        raise Http404
    run, text = ACTS[act]
    form = _form(act, request, article)
    who = {"by": person_of(request), "now": clock.now()}
    done, errors, status = attempt(form, lambda: run(article, form, **who))
    if not done:
        return _page(request, article, {act: form}, errors, status)
    messages.success(request, text)
    return redirect("policylibrary:document", uid=uid)


def _found(request: HttpRequest, uid: UUID) -> Article:
    return get_object_or_404(queries.documents_visible_to(request.user), uid=uid)


def _relate(article: Article, form: Any, **who: Any) -> None:
    services.relate(uid=article.uid, facts=form.facts, **who)


def _unrelate(article: Article, form: Any, **who: Any) -> None:
    rows = queries.relations_of(article).filter(Q(newer=article) | Q(newer=None))
    row = get_object_or_404(rows, uid=form.cleaned_data["relation"])
    services.unrelate(uid=row.uid, **who)


def _decide(article: Article, form: Any, **who: Any) -> None:
    services.decide(uid=article.uid, **form.cleaned_data, **who)


def _require(article: Article, form: Any, **who: Any) -> None:
    services.require(uid=article.uid, **form.cleaned_data, **who)


def _waive(article: Article, form: Any, **who: Any) -> None:
    duty = get_object_or_404(Duty, document=article)
    services.waive(uid=duty.uid, **form.cleaned_data, **who)


ACTS: dict[str, tuple[Any, Any]] = {
    "relate": (_relate, lazy("已登记，两件文件的页面随后更新。")),
    "unrelate": (_unrelate, lazy("已删除，两件文件的页面随后更新。")),
    "decide": (_decide, lazy("已登记评估结论，公开页面随后更新。")),
    "require": (_require, lazy("已要求解读。")),
    "waive": (_waive, lazy("已登记，不再解读。")),
}


def _form(act: str, request: HttpRequest | None, article: Article) -> forms.Form:
    data = request.POST if request is not None else None
    today = clock.day_of(clock.now())
    if act == "relate":
        return RelationForm(data, auto_id="relate_%s")
    if act == "unrelate":
        return RemovalForm(data, auto_id=False)
    if act == "decide":
        return DecisionForm(data, auto_id="decide_%s")
    if act == "waive":
        return WaiverForm(data, auto_id="waive_%s")
    return RequireForm(data, auto_id="require_%s", on=today, initial={"unit": article.unit})


def _page(
    request: HttpRequest,
    article: Article,
    tried: dict[str, forms.Form],
    errors: list[str],
    status: int,
) -> HttpResponse:
    today, user = clock.day_of(clock.now()), request.user
    duty = Duty.objects.filter(document=article).select_related("unit", "fulfilled_by").first()
    made = {name: tried.get(name) or _form(name, None, article) for name in ACTS}
    label, tone = shown_validity(library.validity_on(article, today))
    is_office = policies.is_office(user, article.unit)
    context = {
        "title": article.title,
        "article": article,
        "validity": {"label": label, "tone": tone},
        "standing": Standing.objects.filter(article=article).first(),
        "relations": [_relation(row, article) for row in queries.relations_of(article)],
        "decisions": queries.decisions_of(article),
        "duty": duty,
        "duty_is_late": bool(duty and duty.is_late(today)),
        "forms": made,
        "opened": next(iter(tried), ""),
        "may_relate": policies.may_relate(user, article),
        "may_decide": policies.may_decide(user, article.unit) and article.live,
        "may_waive": is_office and duty is not None and duty.state == DutyState.OPEN,
        "may_require": is_office
        and article.live
        and (duty is None or duty.state == DutyState.WAIVED),
        "may_open": library.articles_visible_to(user).filter(pk=article.pk).exists(),
        "errors": errors,
        "crumbs": [{"url": reverse("policylibrary:documents"), "label": _("政策文件")}],
    }
    return render(request, "policylibrary/document.html", context, status=status)


def _relation(row: Relation, article: Article) -> Fields:
    """A relation as this document's page tells it; the other end where the library has it."""
    is_newer = row.newer_id == article.pk
    other = row.older if is_newer else row.newer
    words = (FORWARD if is_newer else BACKWARD)[RelationKind(row.kind)]
    is_public = other is not None and other.live
    return {
        "row": row,
        "words": words,
        "title": other.title if other else row.cited_title or row.cited_number,
        "number": other.number if other else row.cited_number if row.cited_title else "",
        "day": _day(row.effective_on),
        "may_remove": is_newer or row.newer_id is None,
        "where": "" if is_public else _("未入库") if other is None else _("未公开或已撤下"),
    }


def _day(day: date) -> str:
    return day.isoformat()
