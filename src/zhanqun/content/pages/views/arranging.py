"""Arranging the blocks of a page (编排版面)."""

from typing import IO, Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.pages import policies
from zhanqun.content.pages.arranging.kinds import kinds
from zhanqun.content.pages.forms import ArrangementForm, TopicForm
from zhanqun.content.pages.missing import kinds_lacking, missing_in
from zhanqun.content.pages.models import Arrangement
from zhanqun.content.pages.services import is_home, save_draft, set_lifetime
from zhanqun.content.pages.views import reading
from zhanqun.core.attachments import api as attachments
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


class NotAPicture(DomainError):
    code = "pages.not_a_picture"
    message = _("“{name}”不是图片，请选择JPG、PNG或WebP文件。")


@desk_view("GET", "POST")
def arrangement(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Blocks in order: move, remove, add, change; each button works without scripts."""
    row = reading.arrangement_of(request.user, uid)
    assert row.latest is not None  # made with the arrangement
    columns = reading.choices_of(row)
    if request.method != "POST":
        return _page(request, row, ArrangementForm(columns, row.latest.blocks))
    policies.check_may_arrange(person_of(request), reading.profile_of(row))
    try:
        data = _with_uploads(request)
    except DomainError as refusal:
        form = ArrangementForm(columns, [], request.POST)
        return _page(request, row, form, errors=[str(refusal)], status=refusal.status)
    form = ArrangementForm(columns, [], data)
    if data.get("act", "save") != "save":
        key = form.act(str(data["act"]), data.get("kind", ""), data.get("after", ""))
        return _page(request, row, form, looked_at=key, unsaved=True)
    return _save(request, row, form, data)


def _save(
    request: HttpRequest, row: Arrangement, form: ArrangementForm, data: QueryDict
) -> HttpResponse:
    if not form.is_valid():
        errors = [_("请修改标出的版块，其余内容都还在。")]
        return _page(request, row, form, errors=errors, status=400, unsaved=True)
    seen = data.get("seen", "")
    try:
        version = save_draft(
            uid=row.uid,
            blocks=form.blocks,
            seen=int(seen) if seen.isdigit() else 0,
            note=data.get("note", "")[:200],
            by=person_of(request),
            now=clock.now(),
        )
    except DomainError as refusal:
        return _page(request, row, form, errors=[str(refusal)], status=refusal.status, unsaved=True)
    messages.success(request, _("草稿已保存为第{n}版，公众页面未变。").format(n=version.number))
    return redirect("pages:preview", uid=row.uid)


def _page(
    request: HttpRequest,
    row: Arrangement,
    form: ArrangementForm,
    *,
    errors: list[str] | None = None,
    status: int = 200,
    looked_at: str = "",
    unsaved: bool = False,
) -> HttpResponse:
    assert row.latest is not None
    missing = missing_in(row, row.latest.blocks, clock.now())
    profile = reading.profile_of(row)
    word, tone = reading.status_of(row)
    context = {
        "title": _("版面：{page}").format(page=_name_of(row, profile)),
        "crumbs": [{"url": reverse("pages:arrangements"), "label": _("版面")}],
        "row": row,
        "profile": profile,
        "word": word,
        "tone": tone,
        "blocks": [(block, missing.get(block.key, "")) for block in form.forms],
        "kinds": [(name, kind.label, kind.help_text) for name, kind in kinds().items()],
        "lacking": kinds_lacking(row, row.latest.blocks),
        "looked_at": looked_at,
        "unsaved": unsaved,
        "is_topic": not is_home(row),
        "may_arrange": policies.may_arrange(request.user, profile),
        "errors": errors or [],
    }
    return render(request, "pages/arrangement.html", context, status=status)


def _name_of(row: Arrangement, profile: Any) -> str:
    return f"{profile.short_name}首页" if is_home(row) else f"{profile.short_name} {row.page}"


def _with_uploads(request: HttpRequest) -> QueryDict:
    """What was sent, with pictures kept and named by their numbers. Raises FileRefused."""
    data = request.POST.copy()
    by: Any = person_of(request)
    for name in request.FILES:
        key, sent = name.removesuffix("-upload"), cast(UploadedFile, request.FILES[name])
        content = cast(IO[bytes], sent.file)
        kept = attachments.store_attachment(
            name=sent.name or "", content=content, unit=by.unit, by=by, now=clock.now()
        )
        if not kept.width:
            raise NotAPicture(name=kept.name)
        data[f"{key}-picture"] = str(kept.uid)
    return data


@desk_view("GET", "POST")
def topic(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Colours and lifetime of a topic (专题配色与期限)."""
    row = reading.arrangement_of(request.user, uid)
    facts = {"theme": row.theme, "opens_on": row.opens_on, "archives_on": row.archives_on}
    form = TopicForm(request.POST if request.method == "POST" else None, initial=facts)
    errors: list[str] = []
    status = 200
    if form.is_bound and form.is_valid():
        try:
            set_lifetime(uid=uid, by=person_of(request), now=clock.now(), **form.cleaned_data)
        except DomainError as refusal:
            errors, status = [str(refusal)], refusal.status
        else:
            messages.success(request, _("专题配色与期限已更新，页面随即刷新。"))
            return redirect("pages:arrangement", uid=uid)
    elif form.is_bound:
        errors, status = [_("请修改标出的内容。")], 400
    context = {
        "title": _("专题配色与期限：{page}").format(page=row.page),
        "crumbs": [{"url": reverse("pages:arrangement", args=[uid]), "label": _("版面")}],
        "row": row,
        "form": form,
        "errors": errors,
    }
    return render(request, "pages/topic.html", context, status=status)
