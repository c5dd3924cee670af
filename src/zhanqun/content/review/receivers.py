"""How review reacts to the library's news."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from zhanqun.content.library import api as library
from zhanqun.content.review.models import Schedule, SecrecyDecision, Submission, Task
from zhanqun.content.review.queries import tasks_covered_by
from zhanqun.content.review.states import SCHEDULED, UNDER_REVIEW, TaskState
from zhanqun.content.review.voiding import void
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User


def void_what_was_approved(draft: library.Article, digest: str, by: User, now: datetime) -> None:
    """An edit voids approval and secrecy decision (修改即作废).

    A version that is already scheduled keeps its approval: it goes out as approved, and the
    newer draft needs approval of its own.
    """
    scheduled = set(
        Schedule.objects.filter(
            article_id=draft.pk, state__in=SCHEDULED, revision__isnull=False
        ).values_list("revision_id", flat=True)
    )
    running = Submission.objects.select_for_update().filter(
        article_id=draft.pk, state__in=UNDER_REVIEW
    )
    kept = set()
    for submission in running.exclude(digest=digest):
        if submission.revision_id in scheduled:
            kept.add(submission.digest)
            continue
        void(submission, now)
        audit.record("review.voided", submission.article, by=by, at=now)
    decisions = SecrecyDecision.objects.filter(article_id=draft.pk, voided_at=None)
    decisions.exclude(digest__in={digest, *kept}).exclude(digest=draft.live_digest).update(
        voided_at=now
    )


def articles_under_review(user: Any, known: Collection[int]) -> list[QuerySet[Task, Any]]:
    """Ids of the articles on which the user has a task, or decided one.

    known: units whose articles the user sees anyway.
    """
    if user.pk is None:
        return []
    has = Task.objects.filter(tasks_covered_by(user), state=TaskState.OPEN)
    decided = Task.objects.filter(decided_by_id=user.pk).exclude(unit_id__in=known)
    return [rows.values_list("submission__article_id", flat=True) for rows in (has, decided)]
