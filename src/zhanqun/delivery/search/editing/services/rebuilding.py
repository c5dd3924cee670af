"""Building the index anew (重建索引)."""

from datetime import datetime

from django.db import transaction

from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.delivery.search.editing import policies
from zhanqun.delivery.search.lexicon_sources import ask_for_rebuild


@transaction.atomic
def request_rebuild(*, by: User, now: datetime) -> None:
    """Every node builds its index anew beside the one that answers. Raises NotAllowed."""
    policies.check_may_rebuild(by)
    audit.record("search.rebuild_requested", by, by=by, at=now)
    ask_for_rebuild()
