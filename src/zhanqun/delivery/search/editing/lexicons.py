"""The editors' tables as the lexicon that every node reads (检索词库下发)."""

from datetime import date, datetime

from zhanqun.content.sites import api as sites
from zhanqun.delivery.search.editing import queries
from zhanqun.delivery.search.editing.models import BestBet, HotWord, QueryCount, SynonymGroup
from zhanqun.delivery.search.shapes import BestBet as Bet
from zhanqun.delivery.search.shapes import Lexicon, PlannedBet
from zhanqun.foundation import clock


def lexicon_of_the_desk() -> Lexicon:
    """For every node, whenever `lexicon_changed` was said."""
    return lexicon_now(clock.now())


def lexicon_now(now: datetime) -> Lexicon:
    """What the tables say now; days of best bets are judged by who answers a query."""
    groups = SynonymGroup.objects.order_by("id").values_list("words", flat=True)
    return Lexicon(
        synonyms=tuple(tuple(words) for words in groups),
        bets=tuple(_bets()),
        hot=_hot(clock.day_of(now)),
    )


def _bets() -> list[PlannedBet]:
    rows = BestBet.objects.filter(is_broken=False).order_by("-changed_at", "-id")
    return [
        PlannedBet(query, Bet(row.title, row.url, row.text), row.site_id, row.since, row.until)
        for row in rows
        for query in row.queries
    ]


def _hot(today: date) -> dict[int | None, tuple[str, ...]]:
    words = list(HotWord.objects.order_by("changed_at"))
    counts = QueryCount.objects.all()
    everywhere = queries.most_asked(counts, today)
    site_ids = sites.profiles().values_list("site_id", flat=True)
    hot: dict[int | None, tuple[str, ...]] = {
        site_id: queries.hot_words_of(
            words, queries.most_asked(counts.filter(site=site_id), today) + everywhere, site_id
        )
        for site_id in site_ids
    }
    return hot | {None: queries.hot_words_of(words, everywhere, None)}
