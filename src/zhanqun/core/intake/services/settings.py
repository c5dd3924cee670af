"""What people set at the door (受理设置): plain questions, and how long contents are kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zhanqun.core.audit import api as audit
from zhanqun.core.intake import policies
from zhanqun.core.intake.kinds import kind_of
from zhanqun.core.intake.models import PlainQuestion, Retention
from zhanqun.core.units.api import User


@transaction.atomic
def set_question(
    *,
    uid: UUID | None,
    text: str,
    answers: list[str],
    is_active: bool,
    by: User,
    now: datetime,
) -> PlainQuestion:
    """Add a question, or change one (设置普通问题). Raises NotAllowed."""
    policies.check_may_set(by)
    row = PlainQuestion.objects.select_for_update().get(uid=uid) if uid else PlainQuestion()
    before = {"text": row.text, "answers": row.answers, "is_active": row.is_active} if uid else {}
    row.text, row.answers, row.is_active = text, answers, is_active
    row.save()
    after = {"text": text, "answers": answers, "is_active": is_active}
    audit.record("intake.question_set", row, by=by, at=now, before=before, after=after)
    return row


@transaction.atomic
def set_retention(*, kind: str, days: int, by: User, now: datetime) -> Retention:
    """How long contents of a kind are kept (设置保存期限). Raises NotAllowed, KindUnknown."""
    policies.check_may_set(by)
    kind_of(kind)
    row = Retention.objects.select_for_update().filter(kind=kind).first() or Retention(kind=kind)
    before = {"days": row.days}
    row.days = days
    row.save()
    audit.record("intake.retention_set", row, by=by, at=now, before=before, after={"days": days})
    return row
