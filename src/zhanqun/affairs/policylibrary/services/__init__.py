"""Everything that changes in this room."""

from zhanqun.affairs.policylibrary.services.deciding import decide
from zhanqun.affairs.policylibrary.services.interpreting import require, waive
from zhanqun.affairs.policylibrary.services.relating import RelationFacts, relate, unrelate
from zhanqun.affairs.policylibrary.services.ruling import set_rules
from zhanqun.affairs.policylibrary.services.settling import settle, settle_all

__all__ = [
    "RelationFacts",
    "decide",
    "relate",
    "require",
    "set_rules",
    "settle",
    "settle_all",
    "unrelate",
    "waive",
]
