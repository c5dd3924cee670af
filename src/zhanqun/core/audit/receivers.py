"""Log-ins are acts too (登录审计). Source: GB/T 22239-2019, 8.1.4.3."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from zhanqun.core.audit.services import record, record_failed_login
from zhanqun.foundation import clock


def connect() -> None:
    user_logged_in.connect(note_login, dispatch_uid="audit.login")
    user_logged_out.connect(note_logout, dispatch_uid="audit.logout")
    user_login_failed.connect(note_failed_login, dispatch_uid="audit.login_failed")


def note_login(*, user: Any, **_facts: Any) -> None:
    record("accounts.logged_in", user, by=user, at=clock.now())


def note_logout(*, user: Any, **_facts: Any) -> None:
    """Ending a session of nobody is no act."""
    if user is not None and user.is_authenticated:
        record("accounts.logged_out", user, by=user, at=clock.now())


def note_failed_login(*, credentials: Mapping[str, Any], **_facts: Any) -> None:
    model = get_user_model()
    name = str(credentials.get(model.USERNAME_FIELD) or credentials.get("username") or "")
    user = model._default_manager.filter(**{model.USERNAME_FIELD: name}).first()
    record_failed_login(user=user, name=name, at=clock.now())
