"""Topics open and are archived when their day comes (专题开放与归档)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from zhanqun.content.pages import services
from zhanqun.content.pages.models import Arrangement
from zhanqun.core.audit import api as audit
from zhanqun.foundation import clock


@transaction.atomic
def turn_topics(now: datetime) -> int:
    """Open and archive what is due; returns how many. A second run finds nothing to do."""
    today = clock.day_of(now)
    opening = _due(opens_on__lte=today, opened_at=None)
    for row in opening:
        was_open = row.is_open
        row.opened_at = now
        row.save(update_fields=["opened_at"])
        audit.record("pages.topic_opened", row, by=None, at=now, after={"on": row.opens_on})
        services.announce(row, showing=was_open != row.is_open)
    ending = _due(archives_on__lte=today, archived_at=None)
    for row in ending:
        row.archived_at = now
        row.save(update_fields=["archived_at"])
        audit.record("pages.topic_archived", row, by=None, at=now, after={"on": row.archives_on})
        services.announce(row, showing=False)
    return len(opening) + len(ending)


def _due(**due: object) -> list[Arrangement]:
    rows: QuerySet[Arrangement] = Arrangement.objects.filter(**due)
    return list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
