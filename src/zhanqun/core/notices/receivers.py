"""How notices react to news of lower rooms."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.notices.kinds import Kind
from zhanqun.core.notices.services import tell
from zhanqun.core.units import api as units
from zhanqun.foundation import clock

KINDS = {"units.stand_in": Kind(gettext_lazy("代班"), is_urgent=True)}


def tell_deputies(absence: units.Absence, by: units.User, now: datetime) -> None:
    """Whoever stands in learns for whom and until when; the person too, where another said so."""
    person = absence.person
    facts = {"person": person, "start": absence.starts_on, "until": absence.ends_on}
    url = reverse("units:absences")
    posts = units.running(clock.day_of(now)).filter(user=person, deputy__isnull=False)
    deputies = {post.deputy for post in posts.select_related("deputy") if post.deputy}
    tell(
        deputies - {by},
        kind="units.stand_in",
        text=_("{person}{start}至{until}请假外出，由您代班").format(**facts),
        url=url,
        key=f"absence:{absence.uid}",
        now=now,
        detail=absence.note,
    )
    if by != person:
        tell(
            [person],
            kind="units.stand_in",
            text=_("{by}为您登记了{start}至{until}请假外出").format(by=by, **facts),
            url=url,
            key=f"absence:{absence.uid}:own",
            now=now,
        )
