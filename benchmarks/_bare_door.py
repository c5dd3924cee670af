"""The least that could take in a letter: a Django view that inserts the same rows, unchecked."""

import secrets
from typing import Any

from _door_settings import *  # noqa: F403
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

# The one that allauth does not start without.
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
ROOT_URLCONF = "_bare_door"


@csrf_exempt
def take(request: HttpRequest, code: str) -> HttpResponse:
    from zhanqun.core.audit.models import Entry
    from zhanqun.core.intake.models import Envelope
    from zhanqun.foundation import clock

    now, typed = clock.now(), request.POST
    payload = {name: typed[name] for name in ("page", "sort", "text", "name", "tel")}
    facts: dict[str, Any] = {"submitted_at": now, "confirmed_at": now, "last_act_at": now}
    with transaction.atomic():
        row = Envelope.objects.create(
            kind=code,
            schema_version=1,
            payload=payload,
            channel="web",
            number=secrets.token_hex(6),
            password_hash=secrets.token_hex(32),
            key_hash=secrets.token_hex(32),
            fingerprint=secrets.token_hex(16),
            received_on=now.date(),
            state="open",
            **facts,
        )
        Entry.objects.create(
            action="intake.received",
            actor_name="系统",
            at=now,
            object_type="zq_intake.envelope",
            object_uid=str(row.uid),
            object_label="bare",
        )
    return HttpResponse(f'<p class="p-status__code">{row.number}<')


urlpatterns = [path("intake/<slug:code>/", take)]
