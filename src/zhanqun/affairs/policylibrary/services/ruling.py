"""Setting terms and duties for the installation (设置规则)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from zhanqun.affairs.policylibrary import policies, queries
from zhanqun.affairs.policylibrary.models import Rules
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User

# The job that recounts every term; a large library takes it minutes.
RECOUNT = "policylibrary.recount"
FIELDS = ("normal_years", "trial_years", "interpretation_days", "normative_genres")


@transaction.atomic
def set_rules(*, content: Mapping[str, Any], by: User, now: datetime) -> Rules:
    """Set them; every term is recounted by them afterwards, duties that are open keep their day.

    content: FIELDS and interpreted_columns. Raises NotAllowed.
    """
    policies.check_may_set_rules(by)
    row = queries.rules_in_force()
    before = {name: getattr(row, name) for name in FIELDS}
    for name in FIELDS:
        setattr(row, name, content[name])
    row.save()
    row.interpreted_columns.set(content["interpreted_columns"])
    after = {name: content[name] for name in FIELDS}
    after["interpreted_columns"] = [str(column) for column in content["interpreted_columns"]]
    audit.record("policylibrary.rules_set", row, by=by, at=now, before=before, after=after)
    app.configure_task(RECOUNT, queue="care", lock=RECOUNT).defer()
    return row
