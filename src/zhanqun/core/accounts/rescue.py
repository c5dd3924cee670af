"""When nobody at the desk can help any more (服务器上救急)."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from zhanqun.core.accounts import factors, suspensions
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User


@transaction.atomic
def rescue(*, user: User, reason: str, now: datetime) -> str:
    """Open an account again from the server and return its one-time password: suspension
    lifted, second factors and lock gone, everything in the trail.

    Whoever may run commands on the server is trusted; the trail says that it was the system.
    """
    with suppress(suspensions.NotSuspended):
        suspensions.lift(user=user, reason=reason, by=None, now=now)
    with suppress(factors.NoFactor):
        factors.reset(user=user, reason=reason, by=None, now=now)
    return units.reset_password(user=user, reason=reason, by=None, now=now)
