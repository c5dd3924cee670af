"""Which columns fill the places of a home page (首页版块设置)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites import queries
from zhanqun.content.sites.changes import announce_structure
from zhanqun.content.sites.keys import slots_key
from zhanqun.content.sites.models import HomeSlot, HomeSlotKind, SiteProfile
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.foundation.errors import DomainError


class SlotTwice(DomainError):
    code = "sites.slot_twice"
    message = _("栏目“{column}”在“{place}”里出现了两次。")


class ColumnElsewhere(DomainError):
    code = "sites.column_elsewhere"
    message = _("只能放本站开设中的栏目。")


@transaction.atomic
def arrange_home(
    *,
    profile: SiteProfile,
    slots: Sequence[tuple[HomeSlotKind, int]],
    by: User,
    now: datetime,
) -> list[HomeSlot]:
    """Set the places of a home page anew, in the order given (设置首页版块).

    slots: (place, column id). Raises NotAllowed, SlotTwice, ColumnElsewhere.
    """
    units.check(by, [Role.SITE_MANAGER], queries.site_scopes(profile), act=_("设置首页版块"))
    home = queries.home_of(profile.site_id)
    columns = {column.pk: column for column in queries.columns_of(profile.site_id)}
    seen = set()
    for kind, column_id in slots:
        if column_id not in columns:
            raise ColumnElsewhere
        if (kind, column_id) in seen:
            raise SlotTwice(column=columns[column_id].title, place=HomeSlotKind(kind).label)
        seen.add((kind, column_id))
    former = list(HomeSlot.objects.select_for_update().filter(home=home))
    before = [[slot.kind, slot.column_id] for slot in former]
    HomeSlot.objects.filter(home=home).delete()
    rows = HomeSlot.objects.bulk_create(
        HomeSlot(home=home, kind=kind, column_id=column_id, order=order)
        for order, (kind, column_id) in enumerate(slots, start=1)
    )
    after = [[kind, column_id] for kind, column_id in slots]
    audit.record(
        "sites.home_arranged",
        profile,
        by=by,
        at=now,
        before={"slots": before},
        after={"slots": after},
    )
    announce_structure([slots_key(profile.site_id)], [profile.site_id])
    return rows
