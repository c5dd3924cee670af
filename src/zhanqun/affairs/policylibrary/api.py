"""The policy library (政策文件库): documents of the whole cluster, their history and validity."""

from zhanqun.affairs.policylibrary.holdings.endings import Ending, endings_of
from zhanqun.affairs.policylibrary.holdings.keeping import catch_up
from zhanqun.affairs.policylibrary.models import Decision, Duty, Event, Relation, Rules, Standing
from zhanqun.affairs.policylibrary.public.bundling import make_stale as make_bundles
from zhanqun.affairs.policylibrary.queries import duties_visible_to, standings_visible_to
from zhanqun.affairs.policylibrary.services import (
    RelationFacts,
    decide,
    relate,
    require,
    unrelate,
    waive,
)
from zhanqun.affairs.policylibrary.states import DecisionKind, DutyState, RelationKind

__all__ = [
    "Decision",
    "DecisionKind",
    "Duty",
    "DutyState",
    "Ending",
    "Event",
    "Relation",
    "RelationFacts",
    "RelationFacts",
    "RelationKind",
    "Rules",
    "Standing",
    "decide",
    "catch_up",
    "duties_visible_to",
    "endings_of",
    "make_bundles",
    "relate",
    "relate",
    "require",
    "standings_visible_to",
    "unrelate",
    "waive",
]
