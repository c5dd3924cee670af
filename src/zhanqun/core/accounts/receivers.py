"""What a login and a lock set off here."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from zhanqun.core.accounts import lockout, sessions
from zhanqun.foundation import clock


@receiver(user_logged_in)
def begin_session(request: HttpRequest, **_kwargs: Any) -> None:
    if hasattr(request, "session"):
        sessions.begin(request.session, clock.now())


@receiver(user_locked_out)
def record_lock(
    request: HttpRequest, username: str | None, ip_address: str | None, **_kwargs: Any
) -> None:
    lockout.record_lock(
        request=request, username=username or "", address=ip_address or "", now=clock.now()
    )
