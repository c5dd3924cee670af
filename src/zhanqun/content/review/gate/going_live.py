"""Placements take their place in a column's list (上线)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Placement
from zhanqun.content.sites import api as sites

RELATED = 5


def go_live(waiting: Iterable[Placement], article: Article, now: datetime) -> None:
    for placement in waiting:
        placement.state = library.PLACEMENT.target("go_live", placement.state)
        placement.number, placement.live_at = next_number(placement.column), now
        placement.related = _related_to(article, placement)
        placement.save(update_fields=["state", "number", "live_at", "related"])


def next_number(column: sites.Column) -> int:
    """The next list number of a column; the row lock keeps numbers apart."""
    sites.Column.objects.filter(pk=column.pk).update(next_number=F("next_number") + 1)
    return int(sites.Column.objects.values_list("next_number", flat=True).get(pk=column.pk)) - 1


def _related_to(article: Article, placement: Placement) -> list[UUID]:
    """Related items are chosen once, when going live: the column's newest (相关信息)."""
    rows = library.live_placements().filter(column_id=placement.column_id)
    newest = rows.exclude(article_id=article.pk).order_by("-number")[:RELATED]
    return [row.article.uid for row in newest]
