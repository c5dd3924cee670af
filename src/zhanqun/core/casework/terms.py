"""Terms that this place has set (本地时限), laid over the rules that came with the system."""

import time
from collections.abc import Mapping
from dataclasses import replace

from zhanqun.core.casework.clocks import Clock, clock_key, rule_of
from zhanqun.core.casework.models import TermSetting
from zhanqun.foundation.dependencies import depends_on

# Another process follows a change within so many seconds.
KEPT_SECONDS = 2
_kept: tuple[float, Mapping[str, tuple[int, str]]] = (float("-inf"), {})


def clock_of(code: str) -> Clock:
    """A rule as it holds here: its own term, or the one that was set. Raises KeyError."""
    rule = rule_of(code)
    depends_on(clock_key(code))
    if code not in (settings := _settings()):
        return rule
    amount, norm = settings[code]
    return replace(rule, amount=amount, norm=norm)


def forget() -> None:
    """Read the settings anew the next time."""
    global _kept  # noqa: PLW0603 - one table per process
    _kept = (float("-inf"), {})


def _settings() -> Mapping[str, tuple[int, str]]:
    global _kept  # noqa: PLW0603 - one table per process
    read_at, rows = _kept
    now = time.monotonic()
    if now - read_at >= KEPT_SECONDS:
        found = TermSetting.objects.values_list("code", "amount", "norm")
        rows = {code: (amount, norm) for code, amount, norm in found}
        _kept = (now, rows)
    return rows
