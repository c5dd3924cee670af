"""Reads of what editors keep; each takes the person (检索管理)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from zhanqun.delivery.search.editing import policies
from zhanqun.delivery.search.editing.models import (
    BestBet,
    HotWord,
    HotWordKind,
    QueryCount,
    SynonymGroup,
)
from zhanqun.delivery.search.public.spool import folded

HOT_DAYS = 30
HOT_SHOWN = 10
# Fewer than so many searches make no hot word: a name typed once is nobody's business.
HOT_COUNT_MIN = 3
ZERO_SHOWN = 200


@dataclass(frozen=True)
class Counted:
    """A query, how often it was asked and how often in vain."""

    words: str
    count: int
    zero: int = 0


def synonyms_visible_to(user: Any) -> QuerySet[SynonymGroup]:
    rows = SynonymGroup.objects.order_by("-changed_at", "-id")
    return rows if policies.may_read(user) else rows.none()


def bets_visible_to(user: Any) -> QuerySet[BestBet]:
    """Those of the person's sites, and those of the whole cluster."""
    rows = BestBet.objects.select_related("site__profile").order_by("-changed_at", "-id")
    if not policies.may_read(user):
        return rows.none()
    return rows.filter(Q(site=None) | Q(site__in=policies.sites_read_by(user)))


def hot_words_visible_to(user: Any) -> QuerySet[HotWord]:
    rows = HotWord.objects.select_related("site__profile").order_by("kind", "word")
    if not policies.may_read(user):
        return rows.none()
    return rows.filter(Q(site=None) | Q(site__in=policies.sites_read_by(user)))


def counts_visible_to(user: Any) -> QuerySet[QueryCount]:
    return QueryCount.objects.filter(site__in=policies.sites_read_by(user))


def most_asked(rows: QuerySet[QueryCount], today: date, limit: int = HOT_SHOWN) -> list[Counted]:
    """Queries of the last days that found something, the most frequent first."""
    recent = rows.filter(day__gt=today - timedelta(days=HOT_DAYS))
    sums = recent.values("words").annotate(asked=Sum("count"), vain=Sum("zero"))
    found = sums.filter(asked__gte=HOT_COUNT_MIN).order_by("-asked", "words")[: limit * 3]
    good = [row for row in found if row["vain"] * 2 < row["asked"]]
    return [Counted(row["words"], row["asked"], row["vain"]) for row in good[:limit]]


def asked_in_vain(rows: QuerySet[QueryCount], today: date, days: int = HOT_DAYS) -> list[Counted]:
    """Queries that found nothing, the most frequent first (零结果)."""
    recent = rows.filter(day__gt=today - timedelta(days=days), zero__gt=0)
    sums = recent.values("words").annotate(asked=Sum("count"), vain=Sum("zero"))
    found = sums.order_by("-vain", "words")[:ZERO_SHOWN]
    return [Counted(row["words"], row["asked"], row["vain"]) for row in found]


def hot_words_of(
    words: Iterable[HotWord], counted: Iterable[Counted], site_id: int | None
) -> tuple[str, ...]:
    """Pinned words of the site, then of the cluster, then what many ask; none that is blocked."""
    mine = [row for row in words if row.site_id in (site_id, None)]
    blocked = {folded(row.word) for row in mine if row.kind == HotWordKind.BLOCKED}
    pinned = sorted(
        (row for row in mine if row.kind == HotWordKind.PINNED), key=lambda row: row.site_id is None
    )
    candidates = [*(row.word for row in pinned), *(row.words for row in counted)]
    shown: dict[str, str] = {}
    for word in candidates:
        if folded(word) not in blocked:
            shown.setdefault(folded(word), word)
    return tuple(shown.values())[:HOT_SHOWN]
