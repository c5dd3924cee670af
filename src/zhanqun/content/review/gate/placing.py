"""One placement: on a column, off a column (栏目上下线)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Placement, PlacementState
from zhanqun.content.review.gate.acts import keys_gained, keys_lost, keys_of_sitemap, record_act
from zhanqun.content.review.gate.errors import HomeStays
from zhanqun.content.review.gate.going_live import go_live
from zhanqun.content.review.models import Publication
from zhanqun.content.review.states import Act
from zhanqun.content.sites import api as sites
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User


@transaction.atomic
def remove_placement(*, uid: UUID, reason: str, by: User, now: datetime) -> Publication:
    """Take an article off one column (从栏目撤下); the home column only falls with the text."""
    article_uid = Placement.objects.values_list("article__uid", flat=True).get(uid=uid)
    article = library.lock_article(article_uid)
    placement = (
        Placement.objects.select_for_update(of=("self",)).select_related("column").get(uid=uid)
    )
    scopes = sites.column_scopes(placement.column)
    units.check(by, units.COLUMN_EDITORS, scopes, act=_("从栏目撤下稿件"))
    if placement.is_home:
        raise HomeStays
    placement.state = library.PLACEMENT.target("remove", placement.state)
    placement.reason = reason.strip()[:300]
    placement.save(update_fields=["state", "reason"])
    audit.record("review.placement_removed", placement, by=by, at=now, reason=reason)
    keys = keys_lost(article, [placement]) | keys_of_sitemap(article, [placement.site_id], now)
    return record_act(article, Act.REMOVE, by, now, [placement], keys=keys, reason=reason)


def release_if_public(placement: Placement, by: User, now: datetime) -> None:
    """An adopted placement goes live at once where the public text is the newest one.

    With a newer draft (编辑后采用) it waits, and goes live when that version is published.
    """
    article = placement.article  # locked by who adopted
    if not article.live or article.live_revision_id != article.latest_revision_id:
        return
    go_live([placement], article, now)
    audit.record("review.placement_live", placement, by=by, at=now)
    keys = keys_gained(article, [placement]) | keys_of_sitemap(article, [placement.site_id], now)
    record_act(article, Act.PLACE, by, now, [placement], keys=keys)


def refresh_text(article: Article, by: User | None, now: datetime) -> None:
    """What lists and its page show of a live text changed without a new version (有效性变化)."""
    live = article.placements.filter(state=PlacementState.LIVE).select_related("column")
    keys = frozenset({library.heading_key(article.uid)})
    record_act(article, Act.REFRESH, by, now, live, keys=keys)


def refresh_column(placement: Placement, by: User | None, now: datetime) -> None:
    """A pin or an order changed: the column's landing page and what shows it are made anew."""
    if placement.state == PlacementState.LIVE:
        keys = frozenset({library.top_key(placement.column_id)})
        record_act(placement.article, Act.REFRESH, by, now, [placement], keys=keys)
