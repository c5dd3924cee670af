"""A cluster of many articles on 100 sites, for benchmarks (站群样本); the same for every seed.

Structure is made through the services; articles and placements by COPY, in the order of their
dates, with numbers and related items as publishing one by one would have left them.
"""

from _cluster.copying import settle_tables
from _cluster.files import keys_agree, note_files
from _cluster.making import Cluster, make_cluster
from _cluster.rows import Item, Placed
from _cluster.shown import Shown, placements_by_column
from _cluster.texts import Texts, read_texts

__all__ = [
    "Cluster",
    "Item",
    "Placed",
    "Shown",
    "Texts",
    "keys_agree",
    "make_cluster",
    "note_files",
    "placements_by_column",
    "read_texts",
    "settle_tables",
]
