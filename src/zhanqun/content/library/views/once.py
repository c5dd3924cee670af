"""What a form makes is made once, however often its button was pressed (防重复提交)."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from zhanqun.content.library.views.reading import person
from zhanqun.core.units.api import User

KEPT = "made_once"
KEPT_MAX = 20


def made_once(request: HttpRequest, token: str, make: Callable[[], UUID]) -> UUID:
    """What `make` made for this token, made now or by an earlier press of the same button.

    The person's row is locked, so that two presses at once come one after the other; the
    session is read again behind the lock.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person(request).pk)
        stored = type(request.session)(request.session.session_key)
        made: dict[str, str] = stored.get(KEPT, {})
        if token not in made:
            made[token] = str(make())
            request.session[KEPT] = dict(list(made.items())[-KEPT_MAX:])
            request.session.save()
        return UUID(made[token])
