"""Best bets (推荐结果)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.delivery.search.editing import policies, rules
from zhanqun.delivery.search.editing.addresses import check_leads_somewhere, leads_somewhere
from zhanqun.delivery.search.editing.models import BestBet
from zhanqun.delivery.search.editing.rules import host_and_path
from zhanqun.delivery.search.lexicon_sources import lexicon_changed
from zhanqun.foundation.errors import DomainError

ACT = _("维护推荐结果")
FACTS = ("site_id", "queries", "title", "url", "text", "since", "until")


class DaysBackward(DomainError):
    code = "search.days_backward"
    message = _("结束日期不能早于开始日期。")


class BetGone(DomainError):
    code = "search.bet_gone"
    message = _("这一条刚被别人删除，请返回列表。")
    status = 409


@transaction.atomic
def save_bet(*, by: User, now: datetime, **facts: Any) -> BestBet:
    """Add a best bet (新增推荐); facts as in FACTS.

    Raises NotAllowed, AddressUnusable, AddressNotPublished, DaysBackward, TooFewWords.
    """
    policies.check_may_keep(by, facts["site_id"], act=ACT)
    bet = BestBet.objects.create(changed_at=now, **_checked(facts))
    audit.record("search.bet_added", bet, by=by, at=now, after=_told(bet))
    lexicon_changed()
    return bet


@transaction.atomic
def change_bet(*, uid: UUID, by: User, now: datetime, **facts: Any) -> BestBet:
    """Change a best bet (修改推荐); to move it, one must keep both sites. Raises as `save_bet`."""
    bet = _locked(uid)
    policies.check_may_keep(by, bet.site_id, act=ACT)
    policies.check_may_keep(by, facts["site_id"], act=ACT)
    before = _told(bet)
    for name, value in (_checked(facts) | {"is_broken": False, "changed_at": now}).items():
        setattr(bet, name, value)
    bet.save()
    audit.record("search.bet_set", bet, by=by, at=now, before=before, after=_told(bet))
    lexicon_changed()
    return bet


@transaction.atomic
def remove_bet(*, uid: UUID, by: User, now: datetime) -> None:
    """Remove a best bet (删除推荐). Raises NotAllowed, BetGone."""
    bet = _locked(uid)
    policies.check_may_keep(by, bet.site_id, act=ACT)
    audit.record("search.bet_removed", bet, by=by, at=now, before=_told(bet))
    bet.delete()
    lexicon_changed()


def check_bets(paths: Collection[str] | None = None) -> int:
    """Look again where best bets lead (复核推荐地址), all or those to these paths; returns for how
    many that changed."""
    rows = BestBet.objects.all()
    if paths is not None:
        chosen = [bet.pk for bet in rows if host_and_path(bet.url)[1] in paths]
        rows = rows.filter(pk__in=chosen)
    return _check(rows) if paths is None or chosen else 0


@transaction.atomic
def _check(rows: QuerySet[BestBet]) -> int:
    changed = []
    for bet in rows.select_for_update():
        if bet.is_broken == leads_somewhere(bet.url):
            bet.is_broken = not bet.is_broken
            changed.append(bet)
    BestBet.objects.bulk_update(changed, ["is_broken"])
    if changed:
        lexicon_changed()
    return len(changed)


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    since: date | None = facts["since"]
    until: date | None = facts["until"]
    if since and until and until < since:
        raise DaysBackward
    check_leads_somewhere(facts["url"])
    return facts | {"queries": rules.checked_words(facts["queries"])}


def _locked(uid: UUID) -> BestBet:
    bet = BestBet.objects.select_for_update().filter(uid=uid).first()
    if bet is None:
        raise BetGone
    return bet


def _told(bet: BestBet) -> dict[str, Any]:
    values = {name: getattr(bet, name) for name in FACTS}
    return {n: v.isoformat() if isinstance(v, date) else v for n, v in values.items()}
