"""Setting terms and duties for the installation (设置规则)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from zhanqun.affairs.policylibrary import policies, queries
from zhanqun.affairs.policylibrary.models import Rules
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

# The job that recounts every term; a large library takes it minutes.
RECOUNT = "policylibrary.recount"
FIELDS = ("normal_years", "trial_years", "interpretation_days", "normative_genres")


class RulesWrong(DomainError):
    """A term without a day, or beyond the calendar."""

    code = "policylibrary.rules_wrong"
    message = _("有效期应是1到99年，解读期限应是0到99个工作日。")


@transaction.atomic
def set_rules(*, content: Mapping[str, Any], by: User, now: datetime) -> Rules:
    """Set them; every term is recounted by them afterwards, duties that are open keep their day.

    content: FIELDS and interpreted_columns. Raises NotAllowed, RulesWrong.
    """
    policies.check_may_set_rules(by)
    years = (content["normal_years"], content["trial_years"])
    if not all(1 <= year <= 99 for year in years) or not 0 <= content["interpretation_days"] <= 99:
        raise RulesWrong
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
