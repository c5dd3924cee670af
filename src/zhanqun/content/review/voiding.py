"""What was approved stops counting (作废)."""

from datetime import datetime

from zhanqun.content.library.api import Article
from zhanqun.content.review import telling
from zhanqun.content.review.models import Override, Schedule, SecrecyDecision, Submission
from zhanqun.content.review.states import (
    SCHEDULED,
    SUBMISSION,
    UNDER_REVIEW,
    ScheduleState,
    TaskState,
)
from zhanqun.core.units.api import User


def void(submission: Submission, now: datetime) -> None:
    submission.state = SUBMISSION.target("void", submission.state)
    submission.closed_at = now
    submission.save(update_fields=["state", "closed_at"])
    submission.tasks.filter(state=TaskState.OPEN).update(state=TaskState.CANCELLED)
    telling.tasks_closed(submission, now)


def stop_what_runs(article: Article, _by: User, now: datetime) -> None:
    """A text is taken down or put aside: reviews, decisions and schedules of it end.

    What was approved before must be approved again before it can go out again.
    """
    running = Submission.objects.filter(article=article, state__in=UNDER_REVIEW)
    for submission in running.select_for_update():
        void(submission, now)
    SecrecyDecision.objects.filter(article=article, voided_at=None).update(voided_at=now)
    Override.objects.filter(article=article, voided_at=None).update(voided_at=now)
    waiting = Schedule.objects.filter(article=article, state__in=SCHEDULED)
    waiting.update(state=ScheduleState.CANCELLED)
