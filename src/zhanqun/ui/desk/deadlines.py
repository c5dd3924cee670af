"""How a time limit reads to the person who has to keep it (时限)."""

from datetime import datetime

from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86400
# From here on a limit is shown as pressing.
NEAR_HOURS = 4
# Up to here hours are counted, beyond it days.
IN_HOURS = 48


def time_left(due_at: datetime, now: datetime) -> str:
    """剩5小时, 逾期2天: whole units, rounded towards now, at least one minute."""
    seconds = (due_at - now).total_seconds()
    text = _("剩{amount}") if seconds >= 0 else _("逾期{amount}")
    return text.format(amount=_amount(abs(seconds)))


def tone_of(due_at: datetime, now: datetime) -> str:
    """The tone of a state tag: "bad" overdue, "wait" when near, "" otherwise."""
    hours = (due_at - now).total_seconds() / HOUR
    if hours < 0:
        return "bad"
    return "wait" if hours < NEAR_HOURS else ""


def _amount(seconds: float) -> str:
    if seconds >= IN_HOURS * HOUR:
        return _("{n}天").format(n=int(seconds // DAY))
    if seconds >= HOUR:
        return _("{n}小时").format(n=int(seconds // HOUR))
    return _("{n}分钟").format(n=max(1, int(seconds // MINUTE)))
