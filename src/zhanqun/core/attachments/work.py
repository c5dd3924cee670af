"""What files put on the first screen (附件的待办): the quarantine, for who looks after it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.attachments import policies, queries
from zhanqun.core.attachments.models import Attachment
from zhanqun.core.units import api as units
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    if not units.rights_of(user).holds_anywhere(policies.KEEPERS):
        return
    rows = queries.quarantine_visible_to(user).exclude(file="")
    items = [_item(row) for row in rows[:SHOWN]]
    yield WorkList(
        "quarantine", _("隔离区"), reverse("attachments:quarantine"), capped_count(rows), items
    )


def _item(row: Attachment) -> WorkItem:
    return WorkItem(
        row.name,
        reverse("attachments:quarantine"),
        str(row.unit or _("公众提交")),
        tag=row.get_scan_display(),
        tone=row.scan_tone,
    )
