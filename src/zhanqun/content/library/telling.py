"""What the library tells people (报送与采用的提醒), in the transaction of the act."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library.models import Placement
from zhanqun.content.library.queries import readers_of
from zhanqun.content.library.states import PlacementState
from zhanqun.content.sites import api as sites
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.foundation import clock

KINDS = {
    "library.offered": Kind(gettext_lazy("来稿")),
    "library.offer_adopted": Kind(gettext_lazy("报送采用")),
    "library.offer_returned": Kind(gettext_lazy("报送退回")),
    "library.offer_merged": Kind(gettext_lazy("报送合并")),
}
DECISIONS = {
    PlacementState.ADOPTED: ("library.offer_adopted", gettext_lazy("{column}采用了《{title}》")),
    PlacementState.RETURNED: ("library.offer_returned", gettext_lazy("{column}退回了《{title}》")),
    PlacementState.MERGED: (
        "library.offer_merged",
        gettext_lazy("{column}把《{title}》合并到《{into}》"),
    ),
}


def offered(placement: Placement, now: datetime) -> None:
    """An offer waits: the column's editors hear; where there are none, who manages the site."""
    scopes, today = sites.column_scopes(placement.column), clock.day_of(now)
    people = units.people_on_duty([Role.EDITOR, Role.CHIEF_EDITOR], scopes, today)
    people = people or units.people_on_duty([Role.SITE_MANAGER], scopes, today)
    notices.tell(
        [person for person in people if person.pk != placement.offered_by_id],
        kind="library.offered",
        text=_("{unit}报送《{title}》到{column}").format(
            unit=placement.article.unit, title=placement.article.title, column=placement.column
        ),
        url=reverse("library:offer", args=[placement.uid]),
        key=_key(placement),
        about_uid=placement.uid,
        now=now,
    )


def offer_decided(placement: Placement, by: User, now: datetime) -> None:
    """The fate of an offer: who offered and who wrote hear, the editors need not act any more."""
    notices.settle([placement.uid], now=now)
    kind, text = DECISIONS[PlacementState(placement.state)]
    article = placement.article
    keys = {article.author_id, placement.offered_by_id} - {by.pk}
    notices.tell(
        readers_of(article, keys, clock.day_of(now)),
        kind=kind,
        text=str(text).format(
            column=placement.column, title=article.title, into=placement.merged_into or ""
        ),
        detail=placement.reason,
        url=reverse("library:edit", args=[article.uid]),
        key=f"{_key(placement)}:{placement.state}",
        now=now,
    )


def offer_gone(placement: Placement, now: datetime) -> None:
    """An offer was taken back: nobody has to decide on it."""
    notices.settle([placement.uid], now=now)


def _key(placement: Placement) -> str:
    """An offer that is made again after a return is another one."""
    made = placement.offered_at.isoformat()
    return f"offer:{placement.uid}:{made}"
