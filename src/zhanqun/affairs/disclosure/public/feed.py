"""Guides for the search (检索供稿); texts of the catalogue are found as texts."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure.models import Guide
from zhanqun.affairs.disclosure.public.addresses import guide_path
from zhanqun.affairs.disclosure.public.platform import contact_of
from zhanqun.foundation.feeds import Findable

BATCH = 500


class GuideFeed:
    """Each guide, on the site of its publisher."""

    @property
    def label(self) -> str:
        return _("公开指南")

    def found(self, uids: Collection[UUID]) -> list[Findable]:
        return [_findable(row) for row in _guides().filter(uid__in=uids)]

    def all(self) -> Iterator[list[Findable]]:
        last = 0
        while batch := list(_guides().filter(pk__gt=last).order_by("pk")[:BATCH]):
            last = batch[-1].pk
            yield [_findable(row) for row in batch]

    def count(self) -> int:
        return Guide.objects.count()


def _guides() -> QuerySet[Guide]:
    return Guide.objects.select_related("publisher__unit", "publisher__site")


def _findable(row: Guide) -> Findable:
    publisher = row.publisher
    contact = "\n".join(value for _label, value in contact_of(row))
    return Findable(
        uid=row.uid,
        title=publisher.titled(_("政府信息公开指南")),
        body="\n".join((row.kinds, row.arrangement, row.ways, contact)),
        path=guide_path(publisher.code),
        site_id=publisher.site.site_id,
        published_on=row.reviewed_on,
        organ=publisher.unit.name,
        subject=_("政府信息公开指南 依申请公开"),
    )
