"""Who needs a second factor, and how long things last: plain rules (账号安全规则).

Source: GB/T 22239-2019, 8.1.4.1 (two or more kinds of factor; log-out on time-out) and 8.1.4.2
(surplus and expired accounts are disabled).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from zhanqun.core.units.api import SEPARATED, Role

# Who can publish or administer: the password alone does not open the desk to them.
NEED_SECOND_FACTOR = frozenset(
    {Role.SIGNER, Role.CHIEF_EDITOR, Role.SITE_MANAGER, Role.SECRECY_REVIEWER, *SEPARATED}
)
# How far the requirement goes (settings.ZHANQUN_SECOND_FACTOR).
OFF, BY_ROLE, ALL = "off", "roles", "all"
# How exactly the last request of a session is known.
TOUCH_SECONDS = 60


def needs_second_factor(held: Collection[str], policy: str) -> bool:
    """Whether the holder of these roles must have one (双因素鉴别)."""
    if policy == OFF:
        return False
    return policy == ALL or not NEED_SECOND_FACTOR.isdisjoint(held)


@dataclass(frozen=True)
class SessionLimits:
    """How long a login lasts (会话时限); 0 is no limit."""

    idle_minutes: int
    hours: int

    def fault(self, started: float, seen: float, now: float) -> str:
        """ "age", "idle" or "": why a session that began and was last seen then has ended.

        started, seen, now: seconds since the epoch.
        """
        if self.hours and now - started >= self.hours * 3600:
            return "age"
        # The last request is noted once a minute; nobody is logged out early for that.
        if self.idle_minutes and now - seen > self.idle_minutes * 60 + TOUCH_SECONDS:
            return "idle"
        return ""


def is_dormant(last_seen: datetime, now: datetime, days: int) -> bool:
    """Whether an account not used since then is to be suspended (长期未登录账号); 0 is never."""
    return bool(days) and now - last_seen >= timedelta(days=days)


def device_of(user_agent: str) -> str:
    """A browser and its system in two words, such as "Edge，Windows" (登录设备)."""
    browser = _first(user_agent, BROWSERS) or "其他浏览器"
    system = _first(user_agent, SYSTEMS)
    return f"{browser}，{system}" if system else browser


# In this order: Edge and 360 call themselves Chrome too, and Chrome calls itself Safari.
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("QQBrowser/", "QQ浏览器"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def _first(text: str, marks: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in marks if mark in text), "")
