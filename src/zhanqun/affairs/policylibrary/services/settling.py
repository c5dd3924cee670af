"""Keeping beside each document the days from which its validity is another (有效性投影).

Relations and decisions are the truth; `settle` recounts from them, so that it may run at any time
and twice (decision 0033).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from zhanqun.affairs.policylibrary import queries, rules
from zhanqun.affairs.policylibrary.keys import relations_key
from zhanqun.affairs.policylibrary.models import Decision, Relation, Rules, Standing
from zhanqun.affairs.policylibrary.rules import Days
from zhanqun.content.library.api import Article, ArticleKind
from zhanqun.content.review import api as review
from zhanqun.core.units.api import User
from zhanqun.foundation import targets
from zhanqun.foundation.clock import day_of

DAYS = ("amended_on", "partly_repealed_on", "repealed_on", "kept_until")
BATCH = 500


@transaction.atomic
def settle(
    article_ids: Collection[int], by: User | None, now: datetime, *, shown: bool = True
) -> list[Article]:
    """Recount the days and the term of these documents; returns those that changed.

    shown: pages and search are told; the gate itself tells of the document that it publishes.
    """
    rows = Article.objects.select_for_update(of=("self",), no_key=True)
    articles = list(rows.filter(pk__in=article_ids, kind=ArticleKind.DOCUMENT).order_by("pk"))
    found = days_by_article([row.pk for row in articles], {r.pk: r.written_on for r in articles})
    changed = [row for row in articles if _take(row, found.get(row.pk, Days()))]
    for row in changed:
        row.save(update_fields=DAYS)
        if shown and row.live:
            review.refresh_text(row, by, now)
    _keep_terms(articles)
    return changed


def settle_all(now: datetime) -> int:
    """Recount every document, batch by batch; returns how many were otherwise (重新计算)."""
    count, last = 0, 0
    while batch := list(
        Article.objects.filter(kind=ArticleKind.DOCUMENT, pk__gt=last, is_discarded=False)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH]
    ):
        last = batch[-1]
        count += len(settle(batch, None, now))
    return count


def days_by_article(ids: list[int], text_days: dict[int, date | None]) -> dict[int, Days]:
    """What relations and decisions say, as they stand now."""
    effects: dict[int, list[tuple[str, date]]] = defaultdict(list)
    counting = queries.counting(Relation.objects.filter(older__in=ids))
    for older_id, kind, day in counting.values_list("older_id", "kind", "effective_on"):
        effects[older_id].append((kind, day))
    decisions = Decision.objects.filter(article__in=ids).order_by("article_id", "-id")
    latest = {
        article_id: (kind, day)
        for article_id, kind, day in decisions.distinct("article_id").values_list(
            "article_id", "kind", "on"
        )
    }
    return {
        pk: rules.days_of(effects[pk], latest.get(pk), text_days.get(pk))
        for pk in {*effects, *latest}
    }


def announce(articles: Iterable[Article]) -> None:
    """The history of these documents reads otherwise."""
    keys = [relations_key(row.uid) for row in articles]
    if keys:
        targets.announce(keys, ())


def _take(article: Article, days: Days) -> bool:
    """Put the days into the row; whether any is another."""
    before = {name: getattr(article, name) for name in DAYS}
    after = asdict(days)
    for name, day in after.items():
        setattr(article, name, day)
    return before != after


def _keep_terms(articles: list[Article]) -> None:
    """The term of each that is in the library; a new one is reminded of anew."""
    setting = queries.rules_in_force()
    known = {row.article_id: row for row in Standing.objects.filter(article__in=articles)}
    made, moved = [], []
    for article in articles:
        facts = _term(article, setting)
        row = known.get(article.pk)
        if row is None:
            if article.first_published_at is not None:
                made.append(Standing(article=article, **facts))
        elif any(getattr(row, name) != value for name, value in facts.items()):
            moved.append(_moved(row, facts))
    Standing.objects.bulk_create(made, ignore_conflicts=True)
    Standing.objects.bulk_update(moved, ["is_normative", "term_ends_on", "is_stated", "reminded"])


def _moved(row: Standing, facts: dict[str, Any]) -> Standing:
    if row.term_ends_on != facts["term_ends_on"]:
        row.reminded = 0
    for name, value in facts.items():
        setattr(row, name, value)
    return row


def _term(article: Article, setting: Rules) -> dict[str, Any]:
    stated = article.kept_until or article.expires_on
    is_normative = rules.is_normative(article.genre, setting.normative_genres)
    start = next(_starts(article), None)
    ends = stated
    if ends is None and is_normative and start is not None:
        ends = rules.term_by_rule(
            article.title,
            start,
            normal_years=setting.normal_years,
            trial_years=setting.trial_years,
        )
    return {
        "is_normative": is_normative,
        "term_ends_on": ends,
        "is_stated": stated is not None,
    }


def _starts(article: Article) -> Iterator[date]:
    """From when a document is in force, as far as is known."""
    for day in (article.effective_from, article.written_on):
        if day is not None:
            yield day
    if article.first_published_at is not None:
        yield day_of(article.first_published_at)
