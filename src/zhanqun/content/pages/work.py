"""What pages put on the first screen: drafts that wait for another's release (待发布的版面)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.pages.models import Arrangement
from zhanqun.content.pages.policies import RELEASERS
from zhanqun.content.pages.queries import name_of
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    if not units.rights_of(user).holds_anywhere(RELEASERS):
        return
    mine = sites.sites_managed_by(user, RELEASERS).values("site_id")
    waiting = Arrangement.objects.filter(~Q(latest=F("live")) | Q(live=None), site_id__in=mine)
    rows = waiting.exclude(latest__made_by=user).exclude(latest__blocks=[]).order_by("pk")
    items = [_item(row) for row in rows.select_related("page", "latest__made_by")[:SHOWN]]
    yield WorkList(
        "arrangements", _("待发布的版面"), reverse("pages:arrangements"), rows.count(), items
    )


def _item(row: Arrangement) -> WorkItem:
    assert row.latest is not None  # made with the arrangement
    return WorkItem(
        text=name_of(row),
        url=reverse("pages:preview", args=[row.uid]),
        detail=str(row.latest.made_by or ""),
        due_at=None,
    )
