"""The publish gate (发布闸门): the only way in to the public site, and the only way out.

Import, bulk act, schedule, interface and every person pass here. Everything below happens in
one transaction with the job rows of the rooms that must hear.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Placement, PlacementState, Withdrawal
from zhanqun.content.review import policies, queries
from zhanqun.content.review.changes import Change, announce
from zhanqun.content.review.findings import Finding
from zhanqun.content.review.models import Publication, Schedule, Submission
from zhanqun.content.review.states import (
    SCHEDULED,
    SUBMISSION,
    Act,
    ScheduleState,
    SubmissionState,
)
from zhanqun.content.review.voiding import stop_what_runs
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

RELATED = 5
WITHDRAWALS = (Withdrawal.ERROR, Withdrawal.NOTICE, Withdrawal.MOVED)


class NotReady(DomainError):
    """Something still blocks publication; `findings` says what."""

    code = "review.not_ready"
    message = _("还不能发布：{summary}")
    status = 409

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(summary="；".join(row.text for row in findings))
        self.findings = findings


class NotPublic(DomainError):
    code = "review.not_public"
    message = _("稿件没有上线，无需撤稿。")
    status = 409


class WithdrawalUnclear(DomainError):
    code = "review.withdrawal_unclear"
    message = _("请选择撤稿方式。")


class TargetMissing(DomainError):
    code = "review.target_missing"
    message = _("请填写新地址（以https://、http://或/开头）。")


class NoteMissing(DomainError):
    code = "review.note_missing"
    message = _("请写明撤稿说明。")


class HomeStays(DomainError):
    code = "review.home_stays"
    message = _("首发栏目不能单独撤下；要下线请撤稿。")
    status = 409


class ColumnHoldsHomes(DomainError):
    code = "review.column_holds_homes"
    message = _("栏目还有{count}篇首发稿件，请归并到其他栏目，不能直接关闭。")
    status = 409


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
    return _publish_revision(article, draft, article.latest_revision, by, now)


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


class TimePassed(DomainError):
    code = "review.time_passed"
    message = _("定时要晚于现在；要立即发布请直接按“发布”。")


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
    return _publish_revision(article, draft, revision, row.set_by, now, due_at=row.due_at)


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


@transaction.atomic
def withdraw(
    *,
    uid: UUID,
    kind: str,
    note: str,
    by: User,
    now: datetime,
    moved_to: str = "",
) -> Publication:
    """Take an article down everywhere in one act (撤稿), and list what was removed.

    kind: 发布有误 (gone), 撤回 (text stays with a dated notice) or 已移走 (redirect).
    It must be reviewed again before it can come back. Raises NotAllowed, WithdrawalUnclear,
    NotPublic, NoteMissing, TargetMissing.
    """
    article = library.lock_article(uid)
    policies.check_may_publish(by, article)
    if kind not in WITHDRAWALS:
        raise WithdrawalUnclear
    if not article.live:
        raise NotPublic
    if not note.strip():
        raise NoteMissing
    if kind == Withdrawal.MOVED and not moved_to.startswith(("https://", "http://", "/")):
        raise TargetMissing
    live = list(article.placements.filter(state=PlacementState.LIVE).select_related("column"))
    open_offers = article.placements.filter(
        state__in=[PlacementState.OFFERED, PlacementState.ADOPTED]
    )
    removed = {
        "pages": _page_addresses(article, live),
        "columns": [str(placement.column) for placement in live],
        "offers": [str(placement.column) for placement in open_offers],
    }
    open_offers.update(state=PlacementState.WITHDRAWN)
    article.placements.filter(state=PlacementState.LIVE).update(state=PlacementState.REMOVED)
    private = attachments.refer_to(library.article_key(article.uid), [])
    removed["files"] = [row.name for row in private]
    article.live = False
    article.withdrawal, article.withdrawn_at = kind, now
    article.withdrawal_note = note.strip()[:300]
    article.moved_to = moved_to if kind == Withdrawal.MOVED else ""
    article.save(
        update_fields=["live", "withdrawal", "withdrawn_at", "withdrawal_note", "moved_to"]
    )
    stop_what_runs(article, by, now)
    audit.record("review.withdrawn", article, by=by, at=now, after=removed, reason=note)
    return record_act(article, Act.WITHDRAW, by, now, live, reason=note, details=removed)


@transaction.atomic
def remove_placement(*, uid: UUID, reason: str, by: User, now: datetime) -> Publication:
    """Take an article off one column (从栏目撤下); the home column only falls with the text."""
    article_uid = Placement.objects.values_list("article__uid", flat=True).get(uid=uid)
    article = library.lock_article(article_uid)
    placement = (
        Placement.objects.select_for_update(of=("self",)).select_related("column").get(uid=uid)
    )
    scopes = sites.column_scopes(placement.column)
    units.check(by, units.COLUMN_EDITORS, scopes, act=_("从栏目撤下稿件"))
    if placement.is_home:
        raise HomeStays
    placement.state = library.PLACEMENT.target("remove", placement.state)
    placement.reason = reason.strip()[:300]
    placement.save(update_fields=["state", "reason"])
    audit.record("review.placement_removed", placement, by=by, at=now, reason=reason)
    return record_act(article, Act.REMOVE, by, now, [placement], reason=reason)


def release_if_public(placement: Placement, by: User, now: datetime) -> None:
    """An adopted placement goes live at once where the public text is the newest one.

    With a newer draft (编辑后采用) it waits, and goes live when that version is published.
    """
    article = placement.article  # locked by who adopted
    if not article.live or article.live_revision_id != article.latest_revision_id:
        return
    _go_live([placement], article, now)
    audit.record("review.placement_live", placement, by=by, at=now)
    record_act(article, Act.PLACE, by, now, [placement])


def refresh_column(placement: Placement, by: User, now: datetime) -> None:
    """A pin or an order changed: the column's landing page and what shows it are made anew."""
    if placement.state == PlacementState.LIVE:
        record_act(placement.article, Act.REFRESH, by, now, [placement])


def move_out_of_column(
    column: sites.Column, into: sites.Column | None, by: User, now: datetime
) -> None:
    """A column closes: its articles move to the heir, or leave the column (栏目归并)."""
    rows = Placement.objects.select_for_update(of=("self",)).filter(column=column)
    live = rows.filter(state=PlacementState.LIVE).select_related("article").order_by("number")
    waiting = rows.filter(state__in=[PlacementState.OFFERED, PlacementState.ADOPTED])
    if into is None:
        homes = live.filter(is_home=True).count()
        if homes:
            raise ColumnHoldsHomes(count=homes)
        for placement in live:
            placement.state = library.PLACEMENT.target("remove", placement.state)
            placement.save(update_fields=["state"])
            record_act(placement.article, Act.REMOVE, by, now, [placement])
        waiting.update(state=PlacementState.WITHDRAWN)
        return
    for placement in live:
        _move_live(placement, into, by, now)
    there = Placement.objects.filter(column=into).values("article_id")
    waiting.exclude(article_id__in=there).update(column=into)
    waiting.update(state=PlacementState.WITHDRAWN)


def _move_live(placement: Placement, into: sites.Column, by: User, now: datetime) -> None:
    """Move one to the heir; where the heir has the article too, the home mark moves alone."""
    keys = _keys(placement.article, [placement])
    on_heir = Placement.objects.filter(column=into, article_id=placement.article_id).first()
    if on_heir is None:
        placement.column, placement.number = into, _next_number(into)
        placement.save(update_fields=["column", "number"])
        keys |= _keys(placement.article, [placement])
    else:
        placement.state = library.PLACEMENT.target("remove", placement.state)
        if placement.is_home:
            keys |= _make_home_of(on_heir, placement, now)
        placement.save(update_fields=["state", "is_home"])
    record_act(placement.article, Act.PLACE, by, now, [placement], keys=keys)


def _make_home_of(heir: Placement, former: Placement, now: datetime) -> frozenset[str]:
    """The article lives on at the heir's; returns the keys of the lists that gain it."""
    former.is_home = False
    former.save(update_fields=["is_home"])
    if heir.state == PlacementState.LIVE:
        heir.is_home = True
        heir.save(update_fields=["is_home"])
        return frozenset()
    heir.state, heir.live_at, heir.is_home = PlacementState.LIVE, now, True
    heir.number = _next_number(heir.column)
    heir.save(update_fields=["state", "live_at", "is_home", "number"])
    return _keys(heir.article, [heir])


def _publish_revision(
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
    formerly_interpreted = list(article.interprets) if article.live else []
    _take_over(article, draft, revision, digest, now)
    waiting = list(
        article.placements.filter(state=PlacementState.ADOPTED)
        .select_related("column")
        .order_by("column_id")  # one order for all, so that two publications cannot lock each other
    )
    _go_live(waiting, article, now)
    files = library.files_of(article)
    attachments.refer_to(library.article_key(article.uid), [row.uid for row in files])
    _mark_published(article, digest, now)
    live = list(article.placements.filter(state=PlacementState.LIVE).select_related("column"))
    keys = _keys(article, live, fresh=waiting)
    keys |= {f"interpretations:{uid}" for uid in [*formerly_interpreted, *article.interprets]}
    if article.number:
        keys |= {f"number:{article.number}"}
    details: dict[str, Any] = {
        "columns": [str(row.column) for row in live],
        "files": [row.name for row in files],
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
    for name in Article.CONTENT:
        setattr(article, name, getattr(draft, name))
    if article.first_published_at is None:
        article.first_published_at = now
        article.slug = library.slug_for(article.title)
    article.live, article.live_revision, article.live_digest = True, revision, digest
    article.last_published_at = article.published_text_at = now
    article.has_unpublished_changes = article.latest_revision_id != revision.pk
    article.withdrawal = article.withdrawal_note = article.moved_to = ""
    article.withdrawn_at = None
    article.save()


def _go_live(waiting: Iterable[Placement], article: Article, now: datetime) -> None:
    for placement in waiting:
        placement.state = library.PLACEMENT.target("go_live", placement.state)
        placement.number, placement.live_at = _next_number(placement.column), now
        placement.related = _related_to(article, placement)
        placement.save(update_fields=["state", "number", "live_at", "related"])


def _next_number(column: sites.Column) -> int:
    """The next list number of a column; the row lock keeps numbers apart."""
    sites.Column.objects.filter(pk=column.pk).update(next_number=F("next_number") + 1)
    return int(sites.Column.objects.values_list("next_number", flat=True).get(pk=column.pk)) - 1


def _related_to(article: Article, placement: Placement) -> list[UUID]:
    """Related items are chosen once, when going live: the column's newest (相关信息)."""
    rows = library.live_placements().filter(column_id=placement.column_id)
    newest = rows.exclude(article_id=article.pk).order_by("-number")[:RELATED]
    return [row.article.uid for row in newest]


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


def _keys(
    article: Article, live: Iterable[Placement], fresh: Iterable[Placement] | None = None
) -> frozenset[str]:
    """Dependency keys of an act: the article, and the lists that gain or lose it."""
    keys = {library.article_key(article.uid)}
    for placement in live if fresh is None else fresh:
        keys.add(library.top_key(placement.column_id))
        if placement.number:
            keys.add(library.bucket_key(placement.column_id, library.bucket_of(placement.number)))
        if placement.number == 1:
            keys.add(sites.opened_key(placement.column_id))
    return frozenset(keys)


def _page_addresses(article: Article, live: Iterable[Placement]) -> list[str]:
    site_ids = {placement.site_id for placement in live}
    profiles = sites.profiles().filter(site_id__in=site_ids)
    return sorted(profile.base_url + article.address for profile in profiles)


def record_act(
    article: Article,
    act: str,
    by: User | None,
    now: datetime,
    placements: Iterable[Placement],
    *,
    keys: frozenset[str] | None = None,
    digest: str = "",
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> Publication:
    placements = list(placements)
    publication = Publication.objects.create(
        article=article,
        act=act,
        digest=digest,
        by=by,
        at=now,
        reason=reason[:300],
        details=details or {"columns": [str(row.column) for row in placements]},
    )
    announce(
        Change(
            publication_id=publication.pk,
            article_id=article.pk,
            keys=keys if keys is not None else _keys(article, placements),
            site_ids=frozenset(placement.site_id for placement in placements),
        )
    )
    return publication
