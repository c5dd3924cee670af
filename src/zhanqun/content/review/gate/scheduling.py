"""Publish at a time (定时发布): set, cancel, carry out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zhanqun.content.library import api as library
from zhanqun.content.review import policies, queries
from zhanqun.content.review.gate.errors import NotReady, TimePassed
from zhanqun.content.review.gate.publishing import publish_revision
from zhanqun.content.review.models import Publication, Schedule, Submission
from zhanqun.content.review.states import SCHEDULED, ScheduleState
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User


@transaction.atomic
def schedule(*, uid: UUID, due_at: datetime, by: User, now: datetime) -> Schedule:
    """Publish at a time (定时发布). An approved version is bound to the schedule; one that is
    not yet approved goes out when both the time has come and it is approved.

    A time in the past is refused as for now: publish instead. Raises NotAllowed, TimePassed.
    """
    article = library.lock_article(uid)
    policies.check_may_publish(by, article)
    if due_at <= now:
        raise TimePassed(due_at=due_at)
    draft = library.working_copy(article)
    digest = library.digest_of(draft)
    ready = not queries.blockers(draft, digest, due_at)
    article.schedules.filter(state__in=SCHEDULED).update(state=ScheduleState.CANCELLED)
    row = Schedule.objects.create(
        article=article,
        revision=article.latest_revision if ready else None,
        due_at=due_at,
        set_by=by,
        set_at=now,
    )
    after = {"due_at": due_at, "digest": digest, "bound": ready}
    audit.record("review.scheduled", article, by=by, at=now, after=after)
    return row


@transaction.atomic
def cancel_schedule(*, uid: UUID, by: User, now: datetime) -> Schedule:
    """Cancel a waiting schedule (取消定时)."""
    article_uid = Schedule.objects.values_list("article__uid", flat=True).get(uid=uid)
    article = library.lock_article(article_uid)
    policies.check_may_publish(by, article)
    row = Schedule.objects.select_for_update().get(uid=uid)
    if row.state in SCHEDULED:
        row.state = ScheduleState.CANCELLED
        row.save(update_fields=["state"])
        audit.record("review.schedule_cancelled", article, by=by, at=now)
    return row


@transaction.atomic
def run_schedule(*, schedule_id: int, now: datetime) -> Publication | None:
    """Carry out one schedule that is due (到时发布); harmless when run twice.

    State is read again under lock. What is not approved stays unpublished and its schedule
    keeps waiting, with the reason shown; the right to publish was checked when it was set.
    """
    article_uid = Schedule.objects.values_list("article__uid", flat=True).get(pk=schedule_id)
    article = library.lock_article(article_uid)
    row = (
        Schedule.objects.select_for_update(of=("self",))
        .select_related("set_by")
        .get(pk=schedule_id)
    )
    if row.state not in SCHEDULED or row.due_at > now:
        return None
    revision = row.revision or article.latest_revision
    draft = article.with_content_json(revision.content)
    missing = queries.blockers(draft, library.digest_of(draft), now)
    row.attempts += 1
    if missing:
        row.last_error, row.tried_at = str(NotReady(missing))[:300], now
        row.save(update_fields=["attempts", "last_error", "tried_at"])
        return None
    row.save(update_fields=["attempts"])
    return publish_revision(article, draft, revision, row.set_by, now, due_at=row.due_at)


@transaction.atomic
def note_failed_run(*, schedule_id: int, error: str, now: datetime) -> None:
    """Keep a schedule whose run failed; it is tried again and shown as an alarm."""
    row = Schedule.objects.select_for_update().get(pk=schedule_id)
    row.state, row.last_error, row.tried_at = ScheduleState.FAILED, error[:300], now
    row.attempts += 1
    row.save(update_fields=["state", "last_error", "tried_at", "attempts"])


def publish_if_due(submission: Submission, now: datetime) -> None:
    """After approval: bind a waiting schedule to this version, and run it when it is late."""
    row = Schedule.objects.filter(
        article_id=submission.article_id, state=ScheduleState.WAITING, revision=None
    ).first()
    if row is None:
        return
    draft = submission.article.with_content_json(submission.revision.content)
    if queries.blockers(draft, submission.digest, max(now, row.due_at)):
        return
    row.revision = submission.revision
    row.save(update_fields=["revision"])
    if row.due_at <= now:
        run_schedule(schedule_id=row.pk, now=now)
