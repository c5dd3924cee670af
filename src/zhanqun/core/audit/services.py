"""Writing the trail."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from zhanqun.core.audit.models import Entry
from zhanqun.foundation import origins, statements

HIDDEN = "***"
LABEL_LENGTH = 200
# Names of fields whose values never enter the trail, whoever records them.
_SECRET = re.compile(r"password|passwd|secret|token|session_?key|private_?key", re.IGNORECASE)


def record(
    action: str,
    obj: models.Model,
    *,
    by: Any,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    succeeded: bool = True,
    acting_for: Any = None,
) -> Entry:
    """Add one act to the trail, inside the act's own transaction (记入审计).

    by: the acting user, or None for the system itself. before and after: the fields that
    changed; values are made plain for JSON, and those of secret fields are left out. Where the
    act comes from is taken from `foundation.origins`. acting_for: whose deputy acts; the name
    then reads “甲（代乙）”.
    """
    entry = Entry(
        action=action,
        actor=by,
        actor_name=_name_of(by, acting_for),
        at=at,
        object_type=obj._meta.label_lower,
        object_uid=str(getattr(obj, "uid", obj.pk)),
        object_label=str(obj)[:LABEL_LENGTH],
        unit_id=getattr(obj, "unit_id", None) or getattr(by, "unit_id", None),
        before=_plain(before or {}),
        after=_plain(after or {}),
        reason=reason,
        succeeded=succeeded,
        source_ip=origins.address(),
    )
    statements.insert(entry)
    return entry


def record_failed_login(*, user: Any, name: str, at: datetime) -> Entry:
    """A log-in that failed (登录失败): nobody is known to have acted.

    user: the account of that name, or None where there is none: what was typed may then be a
    password in the wrong field, so that only its beginning is kept.
    """
    return Entry.objects.create(
        action="accounts.login_failed",
        actor_name=_("未登录"),
        at=at,
        object_type="zq_units.user",
        object_uid=str(user.uid) if user else "",
        object_label=str(user or _beginning(name))[:LABEL_LENGTH],
        unit_id=user.unit_id if user else None,
        succeeded=False,
        source_ip=origins.address(),
    )


def _beginning(name: str) -> str:
    clean = name.replace("\0", "")
    return clean[:2] + HIDDEN if clean else ""


def _name_of(by: Any, acting_for: Any) -> str:
    if by is None:
        return "系统"
    return str(by) if acting_for is None else f"{by}（代{acting_for}）"


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: HIDDEN if _SECRET.search(key) and value else _plain_value(value)
        for key, value in values.items()
    }


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | models.Model):
        return str(value)
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain_value(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
