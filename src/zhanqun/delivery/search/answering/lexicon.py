"""What editors taught the search, as it is used (同义词、推荐、热词)."""

from collections.abc import Mapping, Sequence
from datetime import date

from zhanqun.delivery.search.analysis.folding import fold
from zhanqun.delivery.search.analysis.reading import whole
from zhanqun.delivery.search.shapes import BestBet, Lexicon, PlannedBet, Query


class Synonyms:
    """Words that mean the same, folded; made anew when the lexicon is another one."""

    def __init__(self) -> None:
        self._lexicon: Lexicon | None = None
        self._others: dict[str, list[str]] = {}

    def of(self, lexicon: Lexicon) -> Mapping[str, Sequence[str]]:
        """Folded word -> the other words of its groups."""
        if lexicon is not self._lexicon:
            self._others = _others(lexicon)
            self._lexicon = lexicon
        return self._others


def _others(lexicon: Lexicon) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in lexicon.synonyms:
        words = list(dict.fromkeys(word for one in group if (word := whole(fold(one)))))
        for word in words:
            known = found.setdefault(word, [])
            known += [other for other in words if other != word and other not in known]
    return found


def bets_for(lexicon: Lexicon, query: Query, today: date) -> tuple[BestBet, ...]:
    """Best bets of exactly this query that hold today on the site asked (推荐)."""
    asked = whole(fold(query.text))
    site_id = query.site_id if query.site_id is not None else query.here_id
    return tuple(
        planned.bet
        for planned in lexicon.bets
        if whole(fold(planned.query)) == asked and _holds(planned, site_id, today)
    )


def _holds(planned: PlannedBet, site_id: int | None, today: date) -> bool:
    if planned.site_id is not None and planned.site_id != site_id:
        return False
    since, until = planned.since or date.min, planned.until or date.max
    return since <= today <= until


def hot_like(lexicon: Lexicon, typed: str, site_id: int | None) -> list[str]:
    """Hot words that begin with what was typed, then those that contain it (热词联想)."""
    words = dict.fromkeys([*lexicon.hot.get(site_id, ()), *lexicon.hot.get(None, ())])
    plain = {word: whole(fold(word)) for word in words}
    begin = [word for word, form in plain.items() if form.startswith(typed)]
    return begin + [word for word, form in plain.items() if typed in form and word not in begin]
