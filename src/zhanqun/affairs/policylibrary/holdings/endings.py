"""Since when a document no longer is what it was, and by which newer document (P006)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary.holdings.models import Holding
from zhanqun.content.library.api import Validity
from zhanqun.content.sites import api as sites
from zhanqun.ui import face


@dataclass(frozen=True, slots=True)
class Ending:
    """words: 自2024年1月1日起废止，见. title: the newer document as it is cited; url: its full
    address, "" where the library has it not."""

    words: str
    title: str = ""
    url: str = ""


def endings_of(article_ids: Iterable[int]) -> dict[int, Ending]:
    """Of these articles those that a newer document ended or changed."""
    rows = list(Holding.objects.filter(pk__in=list(article_ids), since__isnull=False))
    newer = Holding.objects.filter(is_live=True).in_bulk(
        [row.ended_by_id for row in rows if row.ended_by_id]
    )
    return {row.pk: _ending(row, newer.get(row.ended_by_id or 0)) for row in rows}


def _ending(row: Holding, newer: Holding | None) -> Ending:
    if newer is None or newer.home_id is None:
        return Ending(words_of(row), row.cited)
    return Ending(words_of(row), said_of(newer), sites.base_url_of(newer.home_id) + newer.address)


def words_of(row: Holding) -> str:
    """自2024年1月1日起废止; "" where no newer document set a day."""
    if row.since is None:
        return ""
    label = Validity(row.validity).label
    return _("自{day}起{validity}").format(day=face.long_day(row.since), validity=label)


def said_of(row: Holding) -> str:
    """A document as others cite it: its title with its number in round brackets."""
    return f"《{row.title}》" + (f"（{row.number}）" if row.number else "")
