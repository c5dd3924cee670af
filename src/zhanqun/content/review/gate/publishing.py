"""Publish the newest version (发布)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, PlacementState
from zhanqun.content.review import policies, queries
from zhanqun.content.review.gate.acts import (
    keys_gained,
    keys_of_sitemap,
    record_act,
    refer_to_files,
)
from zhanqun.content.review.gate.errors import NotReady
from zhanqun.content.review.gate.going_live import go_live
from zhanqun.content.review.models import Override, Publication, Submission
from zhanqun.content.review.states import (
    SCHEDULED,
    SUBMISSION,
    Act,
    ScheduleState,
    SubmissionState,
)
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User


@transaction.atomic
def publish(*, uid: UUID, by: User, now: datetime) -> Publication:
    """Publish the newest version (发布). Pressed twice it is one publication.

    Raises NotAllowed, NotReady.
    """
    article = library.lock_article(uid)
    policies.check_may_publish(by, article)
    draft = library.working_copy(article)
    if article.live and article.live_revision_id == article.latest_revision_id:
        done = article.publications.filter(act=Act.PUBLISH).order_by("-id").first()
        if done is not None:
            return done
    return publish_revision(article, draft, article.latest_revision, by, now)


def publish_revision(
    article: Article,
    draft: Article,
    revision: Revision,
    by: User,
    now: datetime,
    due_at: datetime | None = None,
) -> Publication:
    digest = library.digest_of(draft)
    missing = queries.blockers(draft, digest, now)
    if missing:
        raise NotReady(missing)
    if article.first_published_at is None:
        _note_other_date(draft, by, now)
    former = _shown(article)
    _take_over(article, draft, revision, digest, now)
    waiting = list(
        article.placements.filter(state=PlacementState.ADOPTED)
        .select_related("column")
        .order_by("column_id")  # one order for all, so that two publications cannot lock each other
    )
    go_live(waiting, article, now)
    files = library.files_of(article)
    keys, _private = refer_to_files(article, files)
    _mark_published(article, digest, now)
    live = list(article.placements.filter(state=PlacementState.LIVE).select_related("column"))
    keys |= _keys_of_version(article, former) | keys_gained(article, waiting)
    keys |= keys_of_sitemap(article, [row.site_id for row in live], now) | library.retag(article)
    details: dict[str, Any] = {
        "columns": [str(row.column) for row in live],
        "files": [row.name for row in files],
        "overrides": [_told(row) for row in queries.overrides_of(article, digest)],
    }
    if due_at is not None:
        # The real time is the publication's own; how late it came is told beside it.
        details |= {
            "due_at": due_at.isoformat(),
            "late_seconds": int((now - due_at).total_seconds()),
        }
    audit.record("review.published", article, by=by, at=now, after={"digest": digest} | details)
    return record_act(
        article, Act.PUBLISH, by, now, live, keys=keys, digest=digest, details=details
    )


def _shown(article: Article) -> dict[str, Any]:
    """What lists show of the article as it stands; nothing before it is public."""
    if not article.live:
        return {}
    return {name: getattr(article, name) for name in library.HEADING_FACTS}


def _keys_of_version(article: Article, former: dict[str, Any]) -> frozenset[str]:
    """A version took over: the whole changed, and the heading where one of its facts did."""
    keys, shown = {library.article_key(article.uid)}, _shown(article)
    if shown == former:
        return frozenset(keys)
    keys.add(library.heading_key(article.uid))
    explained = set(shown["interprets"]) ^ set(former.get("interprets", []))
    keys |= {library.interpretations_key(uid) for uid in explained}
    numbers = {_number_of(shown)} ^ {_number_of(former)}
    return frozenset(keys | {library.number_key(number) for number in numbers if number})


def _number_of(facts: dict[str, Any]) -> str:
    return facts["number"] if facts.get("kind") == ArticleKind.DOCUMENT else ""


def _told(row: Override) -> str:
    return f"{row.where}“{row.words}”：{row.reason}（{row.by}）"


def _note_other_date(draft: Article, by: User, now: datetime) -> None:
    """A text that shows another date than the system's own has both in the trail (P034)."""
    shown = draft.original_published_at
    if shown is None:
        return
    after = {"shown": shown, "published": now, "days": (now - shown).days}
    audit.record("review.other_date_shown", draft, by=by, at=now, after=after)


def _take_over(
    article: Article, draft: Article, revision: Revision, digest: str, now: datetime
) -> None:
    """The approved version becomes the public row."""
    former = _shown(article)
    for name in Article.CONTENT:
        setattr(article, name, getattr(draft, name))
    if article.first_published_at is None:
        article.first_published_at = now
        article.slug = library.slug_for(article.title)
    if former and former != {name: getattr(article, name) for name in former}:
        article.heading_at = now
    article.live, article.live_revision, article.live_digest = True, revision, digest
    article.last_published_at = article.published_text_at = now
    article.has_unpublished_changes = article.latest_revision_id != revision.pk
    article.withdrawal = article.withdrawal_note = article.moved_to = ""
    article.withdrawn_at = None
    article.save()


def _mark_published(article: Article, digest: str, now: datetime) -> None:
    for submission in Submission.objects.select_for_update().filter(
        article=article, digest=digest, state=SubmissionState.APPROVED
    ):
        submission.state = SUBMISSION.target("publish", submission.state)
        submission.closed_at = now
        submission.save(update_fields=["state", "closed_at"])
    waiting = article.schedules.filter(state__in=SCHEDULED)
    of_this_text = Q(revision=None) | Q(revision_id=article.live_revision_id)
    waiting.filter(of_this_text).update(state=ScheduleState.DONE, done_at=now)
    # An older version must not come over a newer one later.
    waiting.filter(revision_id__lt=article.live_revision_id).update(state=ScheduleState.CANCELLED)
