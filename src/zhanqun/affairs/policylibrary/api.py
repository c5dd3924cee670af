"""The policy library (政策文件库): documents of the whole cluster, their history and validity."""

from zhanqun.affairs.policylibrary.holdings.endings import Ending, endings_of
from zhanqun.affairs.policylibrary.models import Decision, Duty, Event, Relation, Rules, Standing
from zhanqun.affairs.policylibrary.queries import duties_visible_to, standings_visible_to
from zhanqun.affairs.policylibrary.states import DecisionKind, DutyState, RelationKind

__all__ = [
    "Decision",
    "DecisionKind",
    "Duty",
    "DutyState",
    "Ending",
    "Event",
    "Relation",
    "RelationKind",
    "Rules",
    "Standing",
    "duties_visible_to",
    "endings_of",
    "standings_visible_to",
]
