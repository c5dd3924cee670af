"""A column closes: its articles go to the heir or leave (栏目归并)."""

from datetime import datetime

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Placement, PlacementState
from zhanqun.content.review.gate.acts import (
    keys_gained,
    keys_lost,
    keys_of_sitemap,
    record_act,
)
from zhanqun.content.review.gate.errors import ColumnHoldsHomes
from zhanqun.content.review.gate.going_live import next_number
from zhanqun.content.review.states import Act
from zhanqun.content.sites import api as sites
from zhanqun.core.units.api import User


def move_out_of_column(
    column: sites.Column, into: sites.Column | None, by: User, now: datetime
) -> None:
    """A column closes: its articles move to the heir, or leave the column (栏目归并)."""
    rows = Placement.objects.select_for_update(of=("self",)).filter(column=column)
    live = rows.filter(state=PlacementState.LIVE).select_related("article").order_by("number")
    waiting = rows.filter(state__in=[PlacementState.OFFERED, PlacementState.ADOPTED])
    if into is None:
        homes = live.filter(is_home=True).count()
        if homes:
            raise ColumnHoldsHomes(count=homes)
        for placement in live:
            placement.state = library.PLACEMENT.target("remove", placement.state)
            placement.save(update_fields=["state"])
            keys = keys_lost(placement.article, [placement])
            keys |= keys_of_sitemap(placement.article, [placement.site_id], now)
            record_act(placement.article, Act.REMOVE, by, now, [placement], keys=keys)
        waiting.update(state=PlacementState.WITHDRAWN)
        return
    for placement in live:
        _move_live(placement, into, by, now)
    there = Placement.objects.filter(column=into).values("article_id")
    waiting.exclude(article_id__in=there).update(column=into)
    waiting.update(state=PlacementState.WITHDRAWN)


def _move_live(placement: Placement, into: sites.Column, by: User, now: datetime) -> None:
    """Move one to the heir; where the heir has the article too, the home mark moves alone."""
    keys = keys_lost(placement.article, [placement]) | keys_of_sitemap(
        placement.article, [placement.site_id], now
    )
    on_heir = Placement.objects.filter(column=into, article_id=placement.article_id).first()
    if on_heir is None:
        placement.column, placement.number = into, next_number(into)
        placement.save(update_fields=["column", "number"])
        keys |= keys_gained(placement.article, [placement])
    else:
        placement.state = library.PLACEMENT.target("remove", placement.state)
        if placement.is_home:
            keys |= _make_home_of(on_heir, placement, now)
        placement.save(update_fields=["state", "is_home"])
    # Of the heir's list too: where it stands now.
    keys |= keys_of_sitemap(placement.article, [placement.site_id], now)
    record_act(placement.article, Act.PLACE, by, now, [placement], keys=keys)


def _make_home_of(heir: Placement, former: Placement, now: datetime) -> frozenset[str]:
    """The article lives on at the heir's; returns the keys of the lists that gain it."""
    former.is_home = False
    former.save(update_fields=["is_home"])
    if heir.state == PlacementState.LIVE:
        heir.is_home = True
        heir.save(update_fields=["is_home"])
        return frozenset()
    heir.state, heir.live_at, heir.is_home = PlacementState.LIVE, now, True
    heir.number = next_number(heir.column)
    heir.save(update_fields=["state", "live_at", "is_home", "number"])
    return keys_gained(heir.article, [heir])
