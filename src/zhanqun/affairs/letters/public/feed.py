"""Published letters for the search (检索供稿)."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhanqun.affairs.letters.models import Publication
from zhanqun.affairs.letters.public.addresses import page_path
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.affairs.letters.states import PublicationState
from zhanqun.foundation.feeds import Findable

BATCH = 500


class LetterFeed:
    """Each letter with its reply, on the site of its mailbox."""

    @property
    def label(self) -> str:
        return _("来信")

    def found(self, uids: Collection[UUID]) -> list[Findable]:
        return [_findable(row) for row in _published().filter(uid__in=uids)]

    def all(self) -> Iterator[list[Findable]]:
        last = 0
        while batch := list(_published().filter(pk__gt=last).order_by("pk")[:BATCH]):
            last = batch[-1].pk
            yield [_findable(row) for row in batch]

    def count(self) -> int:
        return _published().count()


def _published() -> QuerySet[Publication]:
    rows = Publication.objects.filter(
        state=PublicationState.PUBLISHED, answered_on__isnull=False, unit__isnull=False
    )
    return rows.select_related("letter__mailbox__site", "unit")


def _findable(row: Publication) -> Findable:
    assert row.unit is not None and row.answered_on is not None
    mailbox = row.letter.mailbox
    return Findable(
        uid=row.uid,
        title=row.title,
        body=f"{row.text}\n{row.reply}",
        path=page_path(row.uid),
        site_id=mailbox.site.site_id,
        published_on=row.answered_on,
        organ=row.unit.name,
        subject=f"{mailbox.name} {Sort(row.sort).label}",
    )
