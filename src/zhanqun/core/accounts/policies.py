"""Who may secure whose account (账号安全的职权): security administrators, never their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.foundation.errors import DomainError

SECURERS = (Role.SECURITY_ADMIN,)


class OwnAccount(DomainError):
    """With a stolen session one could otherwise take the second factor away."""

    code = "accounts.own_account"
    message = _(
        "不能对自己的账号办理“{act}”。请另一位安全管理员办理，"
        "或在服务器上用 manage.py accounts_rescue。"
    )


def may_secure(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(SECURERS)


def check_may_secure(by: User | None, person: User, *, act: Any) -> None:
    """Raise NotAllowed, OwnAccount. by: None only for a command at the server."""
    if by is None:
        return
    units.check_anywhere(by, SECURERS, act=act)
    if by.pk == person.pk:
        raise OwnAccount(act=act)
