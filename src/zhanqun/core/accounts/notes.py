"""What the first screen says about the own account (账号提示)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from zhanqun.core.accounts import rules
from zhanqun.core.units import api as units

# From here on the desk says that the password must soon be changed.
REMINDER_DAYS = 10


def notes_for(user: Any, now: datetime) -> list[str]:
    """Sentences to show, most pressing first."""
    notes = []
    left = units.password_days_left(user, now)
    if left is not None and left <= REMINDER_DAYS:
        notes.append(_("您的密码还有{n}天到期，请尽早修改。").format(n=max(0, left)))
    if settings.ZHANQUN_SECOND_FACTOR == rules.OFF:
        notes.append(_("演示环境没有要求第二因素，只用密码登录；正式环境请勿这样设置。"))
    return notes
