"""Writing placements: offer, adopt, return, merge, recall, pin (报送与采用)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import policies, telling
from zhanqun.content.library.changes import placement_adopted, placement_arranged
from zhanqun.content.library.models import Article, Placement
from zhanqun.content.library.services import Saved, lock_article, save_draft
from zhanqun.content.library.states import PLACEMENT, PlacementState
from zhanqun.content.sites import api as sites
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError


class ColumnTakesNoArticles(DomainError):
    code = "library.column_takes_no_articles"
    message = _("栏目“{column}”不接收稿件（已关闭，或只是栏目组）。")


class ReasonMissing(DomainError):
    code = "library.reason_missing"
    message = _("请写明理由，供稿人会看到。")


@transaction.atomic
def place(
    *, article: Article, column: sites.Column, by: User, now: datetime, is_home: bool = False
) -> Placement:
    """Place an article on a column (落位): direct where `by` leads the column, else an offer.

    Pressed twice it is one placement. A home placement takes over from the former one while
    the article has never been public. Raises NotAllowed, ColumnTakesNoArticles, IllegalMove.
    """
    article = lock_article(article.uid)
    policies.check_may_edit(by, article)
    _check_takes_articles(column)
    placement = Placement.objects.select_for_update().filter(article=article, column=column).first()
    direct = policies.leads(by, column)
    if placement is None:
        placement = Placement(article=article, column=column, site=sites.site_of(column))
    elif placement.state in (PlacementState.OFFERED, PlacementState.ADOPTED, PlacementState.LIVE):
        return _make_home(placement) if is_home else placement
    else:
        PLACEMENT.target("place" if direct else "offer", placement.state)
    placement.state = PlacementState.ADOPTED if direct else PlacementState.OFFERED
    placement.offered_by, placement.offered_at, placement.reason = by, now, ""
    placement.decided_by, placement.decided_at = (by, now) if direct else (None, None)
    placement.save()
    if is_home or not Placement.objects.filter(article=article, is_home=True).exists():
        placement = _make_home(placement)
    act = "library.placed" if direct else "library.offered"
    audit.record(act, placement, by=by, at=now, after={"column": column, "state": placement.state})
    if direct:
        _announce_adopted(placement, by, now)
    else:
        telling.offered(placement, now)
    return placement


@transaction.atomic
def adopt(*, uid: UUID, by: User, now: datetime) -> Placement:
    """Adopt an offer (采用): live at once if the article is public, else together with it."""
    placement = _lock(uid)
    policies.check_may_decide(by, placement)
    _decide(placement, PLACEMENT.target("adopt", placement.state), by, now)
    audit.record(
        "library.adopted",
        placement,
        by=by,
        at=now,
        acting_for=policies.deputised_by(by, placement, clock.day_of(now)),
    )
    _announce_adopted(placement, by, now)
    return placement


@transaction.atomic
def edit_and_adopt(
    *, uid: UUID, base_revision_id: int, content: Mapping[str, Any], by: User, now: datetime
) -> tuple[Placement, Saved]:
    """Edit the text and adopt it (编辑后采用).

    The edit voids approval and secrecy decision like any other; the placement goes live when
    the edited version has passed review and is published.
    """
    placement = _lock(uid)
    policies.check_may_decide(by, placement)
    saved = save_draft(
        uid=placement.article.uid,
        base_revision_id=base_revision_id,
        content=content,
        by=by,
        now=now,
    )
    return adopt(uid=uid, by=by, now=now), saved


@transaction.atomic
def return_offer(*, uid: UUID, reason: str, by: User, now: datetime) -> Placement:
    """Return an offer with a reason (退回). Raises ReasonMissing."""
    placement = _lock(uid)
    policies.check_may_decide(by, placement)
    state = PLACEMENT.target("return", placement.state)
    if not reason.strip():
        raise ReasonMissing
    placement.reason = reason.strip()[:300]
    _decide(placement, state, by, now)
    audit.record(
        "library.returned",
        placement,
        by=by,
        at=now,
        reason=reason,
        acting_for=policies.deputised_by(by, placement, clock.day_of(now)),
    )
    return placement


@transaction.atomic
def merge_offer(*, uid: UUID, into: Article, by: User, now: datetime) -> Placement:
    """Merge an offer into another article of the column (合并), which the submitter sees."""
    placement = _lock(uid)
    policies.check_may_decide(by, placement)
    state = PLACEMENT.target("merge", placement.state)
    on_column = Placement.objects.filter(article=into, column=placement.column)
    if into.pk == placement.article_id or not on_column.exists():
        raise MergeTargetElsewhere(title=into.title)
    placement.merged_into = into
    _decide(placement, state, by, now)
    audit.record(
        "library.merged",
        placement,
        by=by,
        at=now,
        after={"into": into},
        acting_for=policies.deputised_by(by, placement, clock.day_of(now)),
    )
    return placement


class MergeTargetElsewhere(DomainError):
    code = "library.merge_target_elsewhere"
    message = _("《{title}》不在这个栏目，不能合并到它。")


@transaction.atomic
def recall_offer(*, uid: UUID, by: User, now: datetime) -> Placement:
    """Take an offer back that is not live yet (撤回报送)."""
    placement = _lock(uid)
    policies.check_may_recall(by, placement)
    placement.state = PLACEMENT.target("withdraw", placement.state)
    placement.save(update_fields=["state"])
    audit.record("library.offer_recalled", placement, by=by, at=now)
    telling.offer_gone(placement, now)
    return placement


@transaction.atomic
def arrange(
    *, uid: UUID, pinned_until: datetime | None, order: int, by: User, now: datetime
) -> Placement:
    """Pin a live placement until a time and order pinned ones, highest first (置顶、排序)."""
    placement = _lock(uid)
    policies.check_may_decide(by, placement)
    before = {"pinned_until": placement.pinned_until, "order": placement.order}
    placement.pinned_until, placement.order = pinned_until, order
    placement.save(update_fields=["pinned_until", "order"])
    after = {"pinned_until": pinned_until, "order": order}
    audit.record("library.arranged", placement, by=by, at=now, before=before, after=after)
    for _name, handler in placement_arranged:
        handler(placement, by, now)
    return placement


def _lock(uid: UUID) -> Placement:
    """Article first, then placement: the same order everywhere, so locks cannot cross."""
    article_uid = Placement.objects.values_list("article__uid", flat=True).get(uid=uid)
    lock_article(article_uid)
    return (
        Placement.objects.select_for_update(of=("self",))
        .select_related("article__unit", "column")
        .get(uid=uid)
    )


def _decide(placement: Placement, state: str, by: User, now: datetime) -> None:
    placement.state, placement.decided_by, placement.decided_at = state, by, now
    placement.save(update_fields=["state", "decided_by", "decided_at", "reason", "merged_into"])
    telling.offer_decided(placement, by, now)


def _make_home(placement: Placement) -> Placement:
    article = placement.article
    former = Placement.objects.filter(article=article, is_home=True).exclude(pk=placement.pk)
    # A column that has closed takes nothing back; only then may another one follow it.
    is_fixed = former.filter(column__state=sites.ColumnState.OPEN).exists()
    if is_fixed and article.first_published_at is not None:
        raise HomeFixed
    former.update(is_home=False)
    placement.is_home = True
    placement.save(update_fields=["is_home"])
    return placement


class HomeFixed(DomainError):
    """The canonical address never changes after first publication."""

    code = "library.home_fixed"
    message = _("稿件已发布过，首发栏目不能再变。")


def _check_takes_articles(column: sites.Column) -> None:
    column.refresh_from_db(fields=["state"])  # it may have closed since it was read
    if column.state != sites.ColumnState.OPEN or column.form == sites.ColumnForm.GROUP:
        raise ColumnTakesNoArticles(column=column.title)


def _announce_adopted(placement: Placement, by: User, now: datetime) -> None:
    for _name, handler in placement_adopted:
        handler(placement, by, now)
