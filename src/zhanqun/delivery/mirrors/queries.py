"""How mirrors stand (镜像状态)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Min
from django.utils.translation import gettext as _

from zhanqun.core.units.api import User
from zhanqun.delivery.mirrors import policies
from zhanqun.delivery.mirrors.models import Mirror
from zhanqun.delivery.mirrors.targets import Place, places
from zhanqun.ui.desk import Count, capped_count

# A mirror that is further behind is an alarm.
LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class State:
    """One mirror for people: where it lies, how far behind it is and since when."""

    place: Place
    row: Mirror | None
    behind: Count
    since: datetime | None
    now: datetime

    @property
    def is_late(self) -> bool:
        return self.since is not None and self.now - self.since > LATE

    @property
    def tone(self) -> str:
        if self.is_late or (self.row and self.row.failing_since):
            return "bad"
        return "wait" if self.behind.number or self.row is None else "good"

    @property
    def text(self) -> str:
        if self.row and self.row.failing_since:
            return _("连接失败")
        if self.row is None:
            return _("等待首次同步")
        return _("同步中") if self.behind.number else _("一致")


@dataclass(frozen=True)
class Health:
    """For the health page: whether all mirrors keep up, in words and figures."""

    is_ok: bool
    text: str
    facts: dict[str, Any]


def mirrors_visible_to(user: User, now: datetime) -> list[State]:
    """Every mirror. Raises NotAllowed."""
    policies.check_may_see(user)
    return _states(now)


def mirrors_health(now: datetime) -> Health:
    """An alarm where a mirror fails or is behind for more than ten minutes."""
    try:
        states = _states(now)
    except ImproperlyConfigured as failure:
        return Health(False, str(failure), {"mirrors": {}})
    if not states:
        return Health(True, _("没有设置镜像"), {"mirrors": {}})
    facts = {
        state.place.name: {
            "behind": state.behind.number,
            "since": state.since.isoformat() if state.since else None,
            "failing": bool(state.row and state.row.failing_since),
        }
        for state in states
    }
    words = "；".join(
        _("{label}：{text}，落后{n}项").format(
            label=state.place.label, text=state.text, n=state.behind
        )
        for state in states
    )
    return Health(all(state.tone != "bad" for state in states), words, {"mirrors": facts})


def _states(now: datetime) -> list[State]:
    rows = {row.name: row for row in Mirror.objects.filter(name__in=places())}
    return [_state(place, rows.get(name), now) for name, place in places().items()]


def _state(place: Place, row: Mirror | None, now: datetime) -> State:
    if row is None:
        return State(place, None, Count(0, False), None, now)
    oldest = row.waiting.aggregate(at=Min("noted_at"))["at"]
    return State(place, row, capped_count(row.waiting.all(), 10_000), oldest, now)
