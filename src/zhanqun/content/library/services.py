"""Writing articles: drafts, and nothing that the public sees (稿件起草)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from zhanqun.content.library import details, policies
from zhanqun.content.library.changes import article_created, draft_discarded, draft_saved
from zhanqun.content.library.characters import clean_text
from zhanqun.content.library.digests import digest_of
from zhanqun.content.library.document_numbers import NotADocumentNumber, normalise
from zhanqun.content.library.models import (
    TITLE_LENGTH,
    Article,
    DraftDigest,
    Placement,
    label_of,
)
from zhanqun.content.library.pasting import keep_pictures
from zhanqun.content.library.rich_text import Cleaned, clean_html
from zhanqun.content.library.states import ArticleKind, PlacementState
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation.errors import DomainError


class DraftInvalid(DomainError):
    """The text cannot be kept as it is; `fields` says where and why."""

    code = "library.draft_invalid"
    message = _("稿件有内容需要修改：{summary}")

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(summary="；".join(str(text) for text in fields.values()))
        self.fields = dict(fields)


class EditConflict(DomainError):
    """Someone saved meanwhile; the caller shows both versions (并发编辑)."""

    code = "library.edit_conflict"
    message = _("{person}在您编辑期间保存了新版本。您的内容没有丢失，请对照后再保存。")
    status = 409

    def __init__(self, theirs: Article, person: str) -> None:
        super().__init__(person=person)
        self.theirs = theirs


class StillPublic(DomainError):
    code = "library.still_public"
    message = _("稿件发布过或正在报送，不能删除。请撤稿，或撤回报送后再删除草稿。")
    status = 409


@dataclass(frozen=True)
class Saved:
    """A saved draft: the working copy, its revision, what the cleaner dropped."""

    article: Article
    revision_id: int
    digest: str
    changed: bool
    dropped: tuple[str, ...] = ()


def working_copy(article: Article) -> Article:
    """The newest draft of an article as an unsaved object (最新草稿)."""
    revision = article.latest_revision
    return article.with_content_json(revision.content) if revision else article


@transaction.atomic
def create_article(
    *,
    kind: str,
    unit: Unit,
    content: Mapping[str, Any],
    by: User,
    now: datetime,
    language: str = "zh-hans",
) -> Saved:
    """Start an article (新建稿件). Raises NotAllowed, DraftInvalid."""
    policies.check_may_write_for(by, unit)
    locale, _made = Locale.objects.get_or_create(language_code=language)
    article = Article(
        kind=kind, unit=unit, author=by, created_at=now, updated_at=now, locale=locale, live=False
    )
    dropped = _keep_pictures(article, _fill(article, content), by, now)
    article.save()
    saved = _keep(article, by, now, dropped)
    audit.record("library.created", article, by=by, at=now, after={"title": article.title})
    for _name, handler in article_created:
        handler(saved.article, saved.digest, by, now)
    return saved


@transaction.atomic
def save_draft(
    *, uid: UUID, base_revision_id: int, content: Mapping[str, Any], by: User, now: datetime
) -> Saved:
    """Save a new version of a draft (保存草稿); approval of the former text is void.

    base_revision_id: the version that the person began from. An unchanged text makes no new
    version. Raises NotAllowed, EditConflict, DraftInvalid.
    """
    article = lock_article(uid)
    policies.check_may_edit(by, article)
    draft = working_copy(article)
    before = digest_of(draft)
    dropped = _keep_pictures(draft, _fill(draft, content), by, now)
    if digest_of(draft) == before:
        return Saved(draft, article.latest_revision_id or 0, before, False, dropped)
    if article.latest_revision_id != base_revision_id:
        person = str(article.latest_revision.user or _("系统"))
        raise EditConflict(working_copy(article), person)
    draft.updated_at = now
    saved = _keep(draft, by, now, dropped)
    article.updated_at = now
    if not article.live and not article.withdrawal:
        for name in Article.CONTENT:
            setattr(article, name, getattr(draft, name))
        article.save(update_fields=[*Article.CONTENT, "updated_at"])
    else:
        article.save(update_fields=["updated_at"])
    after = {"digest": saved.digest, "revision": saved.revision_id}
    audit.record("library.saved", article, by=by, at=now, before={"digest": before}, after=after)
    for _name, handler in draft_saved:
        handler(draft, saved.digest, by, now)
    return saved


def would_change(article: Article, content: Mapping[str, Any]) -> bool:
    """Whether saving this content would make a new version, or be refused."""
    draft = working_copy(article)
    before = digest_of(draft)
    try:
        _fill(draft, content)
    except DraftInvalid:
        return True
    return digest_of(draft) != before


@transaction.atomic
def discard_article(*, uid: UUID, by: User, now: datetime) -> Article:
    """Put a draft aside that never went live (删除草稿); the trail and the row stay.

    Review of it stops, and columns that waited for it wait no longer. Pressed twice it is one
    act. Raises NotAllowed, StillPublic.
    """
    article = lock_article(uid)
    if article.is_discarded:
        return article
    policies.check_may_edit(by, article)
    placements = Placement.objects.filter(article=article)
    if article.first_published_at or placements.filter(state=PlacementState.OFFERED).exists():
        raise StillPublic
    article.is_discarded = True
    article.save(update_fields=["is_discarded"])
    placements.filter(state=PlacementState.ADOPTED).update(state=PlacementState.WITHDRAWN)
    audit.record("library.discarded", article, by=by, at=now)
    for _name, handler in draft_discarded:
        handler(article, by, now)
    return article


def lock_article(uid: UUID) -> Article:
    """The article's row, locked until the transaction ends; no column closes meanwhile.

    Rows that refer to it may be written by others. Its newest revision is read afterwards: what
    is joined to a row that others held stays as it was before the wait, and there would be none.
    """
    sites.hold_columns()
    return (
        Article.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit", "author", "locale")
        .get(uid=uid)
    )


def _keep(draft: Article, by: User, now: datetime, dropped: tuple[str, ...]) -> Saved:
    revision = draft.save_revision(user=by, clean=False)
    digest = digest_of(draft)
    DraftDigest.objects.create(revision=revision, digest=digest)
    return Saved(draft, revision.pk, digest, True, dropped)


def _fill(article: Article, content: Mapping[str, Any]) -> Cleaned | None:
    """Put cleaned content into the object; returns the cleaned body where there is a new one."""
    cleaned = None
    for name, value in content.items():
        if name not in Article.CONTENT:
            raise KeyError(name)
        # Composing characters can swallow a ">": markup goes to the cleaner alone.
        setattr(article, name, value if name == "body" else _clean(value))
    if "body" in content:
        cleaned = clean_html(article.body)
        article.body = cleaned.html
    _check_fields(article)
    return cleaned


def _keep_pictures(
    article: Article, cleaned: Cleaned | None, by: User, now: datetime
) -> tuple[str, ...]:
    """Store the pictures that came inside the body; in Chinese what was dropped from it."""
    if cleaned is None:
        return ()
    article.body, lost = keep_pictures(cleaned, unit=article.unit, by=by, now=now)
    return (*cleaned.dropped, *lost)


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    return clean_text(value) if isinstance(value, str) else value


def _check_fields(article: Article) -> None:
    wrong: dict[str, str] = {}
    if len(article.title) > TITLE_LENGTH:
        text = _("标题有{n}个字，最多{limit}个字。")
        wrong["title"] = text.format(n=len(article.title), limit=TITLE_LENGTH)
    elif not article.title.strip():
        wrong["title"] = str(_("请填写标题。"))
    if article.kind == ArticleKind.LINK and not article.link_url:
        wrong["link_url"] = str(_("链接稿件要填写链接地址。"))
    try:
        if article.number:
            article.number = normalise(article.number)[0].text
    except NotADocumentNumber as refusal:
        wrong["number"] = str(refusal)
    try:
        article.clean_fields(exclude=["title", "slug", "author", "unit", "locale"])
    except ValidationError as refusal:
        for name, texts in refusal.message_dict.items():
            wrong.setdefault(name, f"{label_of(name)}：{'；'.join(texts)}")
    article.details, wrong_details = details.cleaned(article.kind, article.details)
    wrong |= {f"details_{name}": text for name, text in wrong_details.items()}
    missing = set(article.files) - set(attachments.attachments_by_uid(article.files))
    if missing:
        wrong["files"] = str(_("有附件已不存在，请重新上传。"))
    if wrong:
        raise DraftInvalid(wrong)
