"""Writes of what editors teach the search (检索管理)."""

from zhanqun.delivery.search.editing.services.bets import (
    BetGone,
    change_bet,
    check_bets,
    remove_bet,
    save_bet,
)
from zhanqun.delivery.search.editing.services.counting import forget_old_counts, sum_spool
from zhanqun.delivery.search.editing.services.hot_words import add_hot_word, remove_hot_word
from zhanqun.delivery.search.editing.services.rebuilding import request_rebuild
from zhanqun.delivery.search.editing.services.synonyms import (
    Imported,
    WordElsewhere,
    add_synonyms,
    change_synonyms,
    import_synonyms,
    remove_synonyms,
)

__all__ = [
    "BetGone",
    "Imported",
    "WordElsewhere",
    "add_hot_word",
    "add_synonyms",
    "change_bet",
    "change_synonyms",
    "check_bets",
    "forget_old_counts",
    "import_synonyms",
    "remove_bet",
    "remove_hot_word",
    "remove_synonyms",
    "request_rebuild",
    "save_bet",
    "sum_spool",
]
