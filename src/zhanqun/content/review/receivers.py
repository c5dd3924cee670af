"""How review reacts to the library's news."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from zhanqun.content.library import api as library
from zhanqun.content.review.models import Schedule, SecrecyDecision, Submission, Task
from zhanqun.content.review.queries import tasks_visible_to
from zhanqun.content.review.states import SUBMISSION, ScheduleState, SubmissionState, TaskState
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User


def void_what_was_approved(draft: library.Article, digest: str, by: User, now: datetime) -> None:
    """An edit voids approval and secrecy decision (修改即作废).

    A version that is already scheduled keeps its approval: it goes out as approved, and the
    newer draft needs approval of its own.
    """
    scheduled = Schedule.objects.filter(
        article_id=draft.pk, state=ScheduleState.WAITING, revision__isnull=False
    ).values("revision_id")
    running = Submission.objects.select_for_update().filter(
        article_id=draft.pk, state__in=[SubmissionState.REVIEWING, SubmissionState.APPROVED]
    )
    kept = set()
    for submission in running.exclude(digest=digest):
        if submission.revision_id in {row["revision_id"] for row in scheduled}:
            kept.add(submission.digest)
            continue
        submission.state = SUBMISSION.target("void", submission.state)
        submission.closed_at = now
        submission.save(update_fields=["state", "closed_at"])
        Task.objects.filter(submission=submission, state=TaskState.OPEN).update(
            state=TaskState.CANCELLED
        )
        audit.record("review.voided", submission.article, by=by, at=now)
    decisions = SecrecyDecision.objects.filter(article_id=draft.pk, voided_at=None)
    decisions.exclude(digest__in={digest, *kept}).exclude(digest=draft.live_digest).update(
        voided_at=now
    )


def articles_under_review(user: Any) -> Q:
    """Articles on which the user has, or had, a task."""
    tasks = tasks_visible_to(user).filter(submission__article=OuterRef("pk")).order_by()
    return Q(Exists(tasks))
