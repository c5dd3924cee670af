"""Writing an article: new, edit, save and go on to the next step (撰稿)."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.library import article_desk, column_choices
from zhanqun.content.library.autosaving import autosave_of, forget_autosave
from zhanqun.content.library.comparing import differences
from zhanqun.content.library.forms import (
    ArticleForm,
    NewArticleForm,
    PlaceForm,
    initial_of,
)
from zhanqun.content.library.models import Article, Autosave
from zhanqun.content.library.placing import edit_and_adopt, place
from zhanqun.content.library.policies import may_edit
from zhanqun.content.library.queries import offers_visible_to, placements_of
from zhanqun.content.library.services import (
    DraftInvalid,
    EditConflict,
    Saved,
    create_article,
    save_draft,
    working_copy,
    would_change,
)
from zhanqun.content.library.translations import translation_of
from zhanqun.content.library.views import autosaves, once, reading, sent_files
from zhanqun.content.library.views.reading import person
from zhanqun.content.library.views.sent_files import SentFiles
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Kind, unit, title and columns; the text comes on the next page."""
    choices: dict[str, Any] = {
        "unit_choices": reading.unit_choices(person(request)),
        "site_choices": column_choices.columns_on_offer(person(request)),
    }
    first = {"token": uuid4().hex, "kind": "news", "unit": person(request).unit_id}
    kept = autosave_of(None, person(request)) if request.method == "GET" else None
    restored = autosaves.typed_again(kept) if kept and "restore" in request.GET else None
    sent = request.POST if request.method == "POST" else restored
    form = NewArticleForm(sent, initial=first, **choices)
    errors: list[str] = []
    status = 200
    if request.method == "POST":
        status = 400
        errors = [_("请补全标出的内容。")]
        if form.is_valid():
            try:
                return redirect("library:edit", uid=_create(request, form.cleaned_data))
            except DraftInvalid as refusal:
                errors = [str(refusal)]
            except DomainError as refusal:
                errors, status = [str(refusal)], refusal.status
    context = {"title": _("新建稿件"), "form": form, "errors": errors}
    context["may_write"] = bool(choices["unit_choices"])
    context |= {"autosave": None if restored else kept, "restored": restored}
    return render(request, "library/new.html", context, status=status)


def _create(request: HttpRequest, said: dict[str, Any]) -> UUID:
    """Make the article once, however often the button was pressed."""
    by, now = person(request), clock.now()

    def create() -> UUID:
        unit = reading.units_written_for(by).get(pk=said["unit"])
        saved = create_article(
            kind=said["kind"], unit=unit, content=_first_content(said, unit), by=by, now=now
        )
        wanted = [said["home"], *said["columns"]]
        columns = Column.objects.in_bulk([key for key in wanted if key])
        for key in dict.fromkeys(key for key in wanted if key):
            place(
                article=saved.article,
                column=columns[key],
                by=by,
                now=now,
                is_home=key == said["home"],
            )
        return saved.article.uid

    made = once.made_once(request, said["token"], create)
    forget_autosave(None, by)
    return made


def _first_content(said: dict[str, Any], unit: Any) -> dict[str, Any]:
    content = {"title": said["title"], "source": unit.name}
    return content | ({"link_url": "https://"} if said["kind"] == "link" else {})


@desk_view("GET", "POST")
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The edit page. What is sent is saved first; then the act of the button pressed."""
    if request.method == "POST":
        return _save(request, uid)
    article = reading.article_of(person(request), uid)
    draft = working_copy(article)
    kept = _unsaved(request, article, draft)
    if kept and "restore" in request.GET:
        return _restored(request, article, draft, kept)
    form = ArticleForm(draft.kind, initial=_shown(draft))
    return _page(request, article, draft, form, sent_files.of_draft(draft), autosave=kept)


def _unsaved(request: HttpRequest, article: Article, draft: Article) -> Autosave | None:
    """What the person typed before and did not save, where it says anything new."""
    kept = autosave_of(article, person(request))
    if kept is None or not may_edit(person(request), article):
        return None
    form, files = _typed_before(request, draft, kept)
    if form.is_valid() and not _name_documents(form, person(request)):
        content = form.content | {"files": files.files, "cover": files.cover}
        return kept if would_change(article, content) else None
    return kept


def _restored(
    request: HttpRequest, article: Article, draft: Article, kept: Autosave
) -> HttpResponse:
    """The page as it was typed; beside the newer version, where somebody saved one since."""
    form, files = _typed_before(request, draft, kept)
    is_old = str(article.latest_revision_id) != form["base_revision"].value()
    if is_old and form.is_valid() and not _name_documents(form, person(request)):
        content = form.content | {"files": files.files, "cover": files.cover}
        conflict = EditConflict(draft, str(article.latest_revision.user or _("系统")))
        return _conflict(request, article, draft, conflict, content, form.data, status=200)
    return _page(request, article, draft, form, files, restored=kept)


def _typed_before(
    request: HttpRequest, draft: Article, kept: Autosave
) -> tuple[ArticleForm, SentFiles]:
    typed = autosaves.typed_again(kept)
    files = sent_files.of_typed(typed, draft, person(request))
    return ArticleForm(draft.kind, typed), files


def _save(request: HttpRequest, uid: UUID) -> HttpResponse:
    article = reading.article_to_change(person(request), uid)
    draft = working_copy(article)
    form = ArticleForm(draft.kind, request.POST)
    files = sent_files.of_request(request, draft)
    if not form.is_valid():
        return _page(request, article, draft, form, files, [_("请修改标出的内容。")], 400)
    unknown = _name_documents(form, person(request))
    if unknown or files.refused:
        return _page(request, article, draft, form, files, [*unknown, *files.refused], 400)
    content = form.content | {"files": files.files, "cover": files.cover}
    try:
        saved = _keep(request, article, form.cleaned_data["base_revision"], content)
    except DraftInvalid as refusal:
        rest = form.show(refusal.fields)
        errors = rest or [_("请修改标出的内容。")]
        return _page(request, article, draft, form, files, errors, refusal.status)
    except EditConflict as refusal:
        return _conflict(request, article, draft, refusal, content, request.POST)
    except DomainError as refusal:
        return _page(request, article, draft, form, files, [str(refusal)], refusal.status)
    forget_autosave(article, person(request))
    _tell(request, saved)
    return _go_on(request, saved)


def _keep(
    request: HttpRequest, article: Article, base_revision: int, content: dict[str, Any]
) -> Saved:
    """Save; with an offer in hand, save and adopt it in one act (编辑后采用)."""
    facts: dict[str, Any] = {"by": person(request), "now": clock.now(), "content": content}
    if offer := request.POST.get("adopt"):
        row = get_object_or_404(offers_visible_to(person(request)), uid=offer, article=article)
        placement, saved = edit_and_adopt(uid=row.uid, base_revision_id=base_revision, **facts)
        messages.success(request, _("已采用到{column}。").format(column=placement.column))
        return saved
    return save_draft(uid=article.uid, base_revision_id=base_revision, **facts)


def _tell(request: HttpRequest, saved: Saved) -> None:
    if saved.changed:
        messages.success(request, _("已保存。"))
    for text in saved.dropped:
        messages.warning(request, text)


def _go_on(request: HttpRequest, saved: Saved) -> HttpResponse:
    """Carry out the act of the button; the text is saved whatever becomes of it."""
    act = request.POST.get("act", "")
    if act and act != "save":
        reason = request.POST.get("reason", "")
        try:
            done = article_desk.perform(
                act, saved.article.uid, person(request), clock.now(), reason
            )
        except DomainError as refusal:
            messages.error(request, str(refusal))
            kept = f"?{urlencode({'reason': reason})}" if reason else ""
            return redirect(_address(saved) + kept)
        else:
            if done:
                messages.success(request, done)
    elif not saved.changed:
        messages.info(request, _("内容没有变化，无需保存。"))
    return redirect(_address(saved))


def _address(saved: Saved) -> str:
    return reverse("library:edit", args=[saved.article.uid])


def _name_documents(form: ArticleForm, user: Any) -> list[str]:
    """Turn the documents named in the form into their uids; say which were not found."""
    if "interprets" not in form.fields:
        return []
    found, unknown = reading.documents_named(user, form.cleaned_data["interprets"])
    if unknown:
        text = _("没有找到文件“{name}”，请核对文号或标题。")
        form.add_error("interprets", "；".join(text.format(name=name) for name in unknown))
        return [_("请修改标出的内容。")]
    form.cleaned_data["interprets"] = found
    return []


def _conflict(
    request: HttpRequest,
    article: Article,
    draft: Article,
    refusal: EditConflict,
    content: dict[str, Any],
    typed: Any,
    status: int = EditConflict.status,
) -> HttpResponse:
    """Both versions side by side; the person decides knowingly (并发编辑对照)."""
    mine = working_copy(article)
    for name, value in content.items():
        setattr(mine, name, value)
    sent = [(name, value) for name, values in typed.lists() for value in values]
    skipped = {"csrfmiddlewaretoken", "base_revision", "act", "file", "cover"}
    context = {
        "title": _("有人先保存了：{title}").format(title=draft.title),
        "article": article,
        "message": str(refusal),
        "differences": differences(refusal.theirs, mine),
        "theirs_at": article.latest_revision.created_at,
        "person": refusal.facts["person"],
        "kept": [(name, value) for name, value in sent if name not in skipped],
        "files": content["files"],
        "cover": content["cover"],
        "base_revision": article.latest_revision_id,
        "mine": mine,
    }
    return render(request, "library/conflict.html", context, status=status)


def _shown(draft: Article) -> dict[str, Any]:
    shown = initial_of(draft)
    if "interprets" in shown:
        shown["interprets"] = reading.names_of_documents(draft.interprets)
    return shown


def _page(
    request: HttpRequest,
    article: Article,
    draft: Article,
    form: ArticleForm,
    files: SentFiles,
    errors: list[str] | None = None,
    status: int = 200,
    *,
    autosave: Autosave | None = None,
    restored: Autosave | None = None,
) -> HttpResponse:
    now = clock.now()
    is_mine = may_edit(person(request), article)
    acts = article_desk.acts_of(article, person(request), now)
    title = _("需要修改：{title}") if errors else "{title}"
    context = {
        "title": title.format(title=draft.title),
        "crumbs": [{"url": reverse("library:articles"), "label": _("我的稿件")}],
        "article": article,
        "draft": draft,
        "status": reading.rows_of([article])[0].status,
        "form": form,
        "groups": dict(form.groups()),
        "files": files.rows(),
        "cover": files.cover_file(),
        "errors": errors,
        "autosave": autosave,
        "restored": restored,
        "may_edit": is_mine,
        "adopt": request.POST.get("adopt")
        or form.data.get("adopt")
        or request.GET.get("adopt", ""),
        "primary": next((act for act in acts if act.is_primary), None),
        "acts": [act for act in acts if not act.is_primary],
        "panels": article_desk.panels_of(article, draft, now),
        "placements": placements_of(article).select_related("site__profile"),
        "translation": translation_of(article),
        "place_form": _place_form(person(request)) if is_mine else None,
        "now": now,
    }
    return render(request, "library/edit.html", context, status=status)


def _place_form(user: Any) -> PlaceForm:
    return PlaceForm(site_choices=column_choices.columns_on_offer(user))
