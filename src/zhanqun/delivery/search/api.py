"""Full text over the cluster (全文检索)."""

from zhanqun.delivery.search.lexicon_sources import (
    ask_for_rebuild,
    lexicon_changed,
    lexicon_sources,
)
from zhanqun.delivery.search.models import SearchNode
from zhanqun.delivery.search.node import search_node
from zhanqun.delivery.search.queries import SearchHealth, search_health
from zhanqun.delivery.search.shapes import (
    PAGES_MOST,
    QUERY_LENGTH,
    Answer,
    BestBet,
    Directory,
    Document,
    Engine,
    Facet,
    Hit,
    Lexicon,
    Mark,
    Order,
    Place,
    PlannedBet,
    Query,
    SiteName,
)
from zhanqun.delivery.search.snapshots import write_directory, write_lexicon

__all__ = [
    "PAGES_MOST",
    "QUERY_LENGTH",
    "Answer",
    "BestBet",
    "Directory",
    "Document",
    "Engine",
    "Facet",
    "Hit",
    "Lexicon",
    "Mark",
    "Order",
    "Place",
    "PlannedBet",
    "Query",
    "SearchHealth",
    "SearchNode",
    "SiteName",
    "ask_for_rebuild",
    "lexicon_changed",
    "lexicon_sources",
    "search_health",
    "search_node",
    "write_directory",
    "write_lexicon",
]
