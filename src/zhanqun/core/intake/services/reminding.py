"""Telling who looks after the door that something is held (来件待核提醒), once a day."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.intake import policies
from zhanqun.core.intake.models import Envelope
from zhanqun.core.notices import api as notices
from zhanqun.core.units import api as units
from zhanqun.foundation import addresses, clock

HELD = "intake.held"
KINDS = {HELD: notices.Kind(gettext_lazy("来件待核"))}


def tell_held(envelope: Envelope, *, now: datetime) -> None:
    """For each person one notice a day and unit, however much is held; days run on meanwhile."""
    day = clock.day_of(now)
    with addresses.of_the_desk():
        url = reverse("intake:held")
    notices.tell(
        units.people_on_duty(policies.KEEPERS, policies.scopes_of(envelope), day),
        kind=HELD,
        text=_("有来件待核，请看后放行或不予受理"),
        detail=str(envelope.unit or ""),
        url=url,
        key=f"{HELD}:{envelope.unit_id}:{day}",
        about_uid=envelope.uid,
        now=now,
    )


def settle(envelope: Envelope, *, now: datetime) -> None:
    """What the day's notice was about is decided."""
    notices.settle([envelope.uid], now=now)
