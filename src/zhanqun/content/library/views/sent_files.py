"""Files of an article as its form sends them: kept ones in order, new ones, the cover."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict

from zhanqun.content.library.forms import uuids_in
from zhanqun.content.library.models import Article
from zhanqun.content.library.views import files
from zhanqun.content.library.views.reading import person
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

LAST = 10_000


@dataclass
class SentFiles:
    """What the form says about files; `refused`: what could not be kept, and why."""

    files: list[UUID]
    cover: UUID | None
    refused: list[str] = field(default_factory=list)

    def rows(self) -> list[Attachment]:
        found = attachments.attachments_by_uid(self.files)
        return [found[uid] for uid in self.files if uid in found]

    def cover_file(self) -> Attachment | None:
        return attachments.attachments_by_uid([self.cover]).get(self.cover) if self.cover else None


def of_draft(draft: Article) -> SentFiles:
    return SentFiles(list(draft.files), draft.cover)


def of_request(request: HttpRequest, draft: Article) -> SentFiles:
    """Read the form and keep what was uploaded, so that a refused save loses no file.

    A file may be named that the draft has already or that the person may see; a foreign file
    is left out, since publishing an article publishes its files.
    """
    sent = of_typed(request.POST, draft, person(request))
    for upload in request.FILES.getlist("new_files"):
        if kept := _store(upload, sent, draft, person(request)):
            sent.files.append(kept.uid)
    for uid in uuids_in(request.POST.getlist("uploaded")):
        if kept := _take(uid, sent, draft, person(request)):
            sent.files.append(kept.uid)
    new_cover = request.FILES.get("new_cover")
    if new_cover and (kept := _store(new_cover, sent, draft, person(request))):
        sent.cover = kept.uid
    return sent


def of_typed(post: QueryDict, draft: Article, user: Any) -> SentFiles:
    """What the form says about files that are kept already."""
    return SentFiles(_kept(post, draft, user), _kept_cover(post, draft, user))


def _kept(post: QueryDict, draft: Article, user: Any) -> list[UUID]:
    named = [uid for uid in uuids_in(post.getlist("file")) if not post.get(f"file_remove-{uid}")]
    named.sort(key=lambda uid: _place(post.get(f"file_order-{uid}", "")))
    allowed = _allowed(named, set(draft.files), user)
    return [uid for uid in dict.fromkeys(named) if uid in allowed]


def _kept_cover(post: QueryDict, draft: Article, user: Any) -> UUID | None:
    if post.get("remove_cover"):
        return None
    named = uuids_in(post.getlist("cover"))[:1]
    known = {draft.cover} if draft.cover else set()
    return next(iter(_allowed(named, known, user)), None)


def _allowed(named: list[UUID], known: set[UUID], user: Any) -> set[UUID]:
    asked = set(named)
    seen = attachments.attachments_visible_to(user).filter(uid__in=asked - known)
    return (asked & known) | set(seen.values_list("uid", flat=True))


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else LAST


def _take(uid: UUID, sent: SentFiles, draft: Article, user: Any) -> Attachment | None:
    """Keep a file that came in parts."""
    try:
        return attachments.take_upload(uid=uid, unit=draft.unit, by=user, now=clock.now())
    except DomainError as refusal:
        sent.refused.append(str(refusal))
        return None


def _store(upload: Any, sent: SentFiles, draft: Article, user: Any) -> Attachment | None:
    try:
        return files.store(upload, draft.unit, user)
    except DomainError as refusal:
        sent.refused.append(str(refusal))
        return None
