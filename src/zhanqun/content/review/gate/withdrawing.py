"""Take an article down everywhere in one act (撤稿)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Placement, PlacementState, Withdrawal
from zhanqun.content.review import policies
from zhanqun.content.review.gate.acts import (
    keys_lost,
    keys_of_sitemap,
    keys_of_text,
    record_act,
    refer_to_files,
)
from zhanqun.content.review.gate.errors import (
    NoteMissing,
    NoteUnfit,
    NotPublic,
    TargetMissing,
    WithdrawalUnclear,
)
from zhanqun.content.review.models import Publication
from zhanqun.content.review.states import Act
from zhanqun.content.review.voiding import stop_what_runs
from zhanqun.content.sites import api as sites
from zhanqun.core.audit import api as audit
from zhanqun.core.checks import api as checks
from zhanqun.core.checks.api import BLOCK, Passage
from zhanqun.core.units.api import User

WITHDRAWALS = (Withdrawal.ERROR, Withdrawal.NOTICE, Withdrawal.MOVED)


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
    NotPublic, NoteMissing, NoteUnfit, TargetMissing.
    """
    article = library.lock_article(uid)
    policies.check_may_publish(by, article)
    if kind not in WITHDRAWALS:
        raise WithdrawalUnclear
    if not article.live:
        raise NotPublic
    if not note.strip():
        raise NoteMissing
    _check_note(note, now)
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
    keys, private = refer_to_files(article, [])
    removed["files"] = [row.name for row in private]
    article.live = False
    article.withdrawal, article.withdrawn_at = kind, now
    article.withdrawal_note = note.strip()[:300]
    article.moved_to = moved_to if kind == Withdrawal.MOVED else ""
    article.save(
        update_fields=["live", "withdrawal", "withdrawn_at", "withdrawal_note", "moved_to"]
    )
    library.retag(article)
    stop_what_runs(article, by, now)
    audit.record("review.withdrawn", article, by=by, at=now, after=removed, reason=note)
    keys |= keys_of_text(article) | keys_lost(article, live)
    keys |= keys_of_sitemap(article, [row.site_id for row in live], now)
    return record_act(article, Act.WITHDRAW, by, now, live, keys=keys, reason=note, details=removed)


def _check_note(note: str, now: datetime) -> None:
    hits = checks.scan([Passage("withdrawal_note", _("撤稿说明"), note)], now=now)
    if stopping := [hit.message for hit in hits if hit.level == BLOCK]:
        raise NoteUnfit(summary="".join(stopping))


def _page_addresses(article: Article, live: Iterable[Placement]) -> list[str]:
    site_ids = {placement.site_id for placement in live}
    profiles = sites.profiles().filter(site_id__in=site_ids)
    return sorted(profile.base_url + article.address for profile in profiles)
