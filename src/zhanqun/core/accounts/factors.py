"""Second factors (第二因素): code from a phone, security key, recovery codes.

allauth keeps and checks them; here they are added, removed and reset with an entry in the trail.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.accounts import policies, rules, sessions
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

Type = Authenticator.Type
# What opens the desk by itself; recovery codes stand in for these.
PRIMARY = (Type.TOTP, Type.WEBAUTHN)
NAMES = {
    Type.TOTP: _("手机验证码"),
    Type.WEBAUTHN: _("安全密钥"),
    Type.RECOVERY_CODES: _("恢复码"),
}


class LastFactor(DomainError):
    code = "accounts.last_factor"
    message = _("您的角色必须有第二因素，这是最后一个。请先添加另一个，再移除它。")
    status = 409


class NoFactor(DomainError):
    code = "accounts.no_factor"
    message = _("{person}还没有登记第二因素，不需要重置。")
    status = 409


@dataclass(frozen=True)
class Factors:
    """What a person has enrolled (已登记的第二因素)."""

    totp: Authenticator | None
    keys: list[Authenticator]
    codes: Authenticator | None

    @property
    def is_enrolled(self) -> bool:
        return bool(self.totp or self.keys)

    @property
    def codes_left(self) -> int:
        return len(RecoveryCodes(self.codes).get_unused_codes()) if self.codes else 0

    @property
    def names(self) -> list[str]:
        """The kinds of primary factor, in words."""
        names = [NAMES[Type.TOTP]] if self.totp else []
        names += [NAMES[Type.WEBAUTHN]] if self.keys else []
        return [str(name) for name in names]


def factors_of(user: Any) -> Factors:
    rows = list(Authenticator.objects.filter(user_id=user.pk).order_by("pk"))
    return Factors(
        totp=next((row for row in rows if row.type == Type.TOTP), None),
        keys=[row for row in rows if row.type == Type.WEBAUTHN],
        codes=next((row for row in rows if row.type == Type.RECOVERY_CODES), None),
    )


def is_enrolled(user: Any) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=PRIMARY).exists()


def is_required_of(user: Any) -> bool:
    """Whether this person's roles ask for a second factor today."""
    policy = settings.ZHANQUN_SECOND_FACTOR
    if policy == rules.OFF:
        return False
    return rules.needs_second_factor(units.rights_of(user).scopes, policy)


def may_remove(authenticator: Authenticator) -> bool:
    """Whether a factor may go: not the last one of who must have one."""
    if authenticator.type == Type.RECOVERY_CODES or not is_required_of(authenticator.user):
        return True
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=PRIMARY)
    return others.exclude(pk=authenticator.pk).exists()


@transaction.atomic
def add_totp(*, user: User, secret: str, now: datetime) -> Authenticator:
    """Enrol a phone whose code was just checked (登记手机验证码); recovery codes come with it."""
    _lock(user)
    made = TOTP.activate(user, secret).instance
    return _added(user, made, now)


@transaction.atomic
def add_key(*, user: User, name: str, credential: dict[str, Any], now: datetime) -> Authenticator:
    """Enrol a security key whose answer was just checked (登记安全密钥)."""
    _lock(user)
    made = WebAuthn.add(user, name, credential).instance
    return _added(user, made, now)


@transaction.atomic
def remove(*, user: User, authenticator: Authenticator, now: datetime) -> None:
    """Take one's own factor away (移除第二因素). Raises LastFactor."""
    _lock(user)
    if not may_remove(authenticator):
        raise LastFactor
    before = {"factor": name_of(authenticator)}
    authenticator.delete()
    delete_dangling_recovery_codes(user)
    audit.record("accounts.factor_removed", user, by=user, at=now, before=before)


@transaction.atomic
def renew_codes(*, user: User, now: datetime) -> list[str]:
    """New recovery codes in place of the old ones (重新生成恢复码); shown this once."""
    _lock(user)
    Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user)
    codes.mark_as_viewed()
    audit.record("accounts.recovery_codes_made", user, by=user, at=now)
    return codes.get_unused_codes()


@transaction.atomic
def note_recovery_code(*, user: User, now: datetime) -> None:
    """A recovery code opened the desk (使用恢复码登录)."""
    after = {"codes_left": factors_of(user).codes_left}
    audit.record("accounts.recovery_code_used", user, by=user, at=now, after=after)


@transaction.atomic
def show_codes_once(*, user: User) -> list[str]:
    """The codes made at enrolment, the first time; after that nothing (恢复码只显示一次)."""
    row = Authenticator.objects.select_for_update().filter(user=user, type=Type.RECOVERY_CODES)
    codes = RecoveryCodes(found) if (found := row.first()) else None
    if codes is None or codes.did_view:
        return []
    codes.mark_as_viewed()
    return codes.get_unused_codes()


@transaction.atomic
def use_code_once(authenticator: Authenticator, code: str) -> None:
    """Refuse a code from the phone that opened the desk before (防重放).

    Recovery codes are used up by allauth. Raises ValidationError.
    """
    if authenticator.type != Type.TOTP:
        return
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret = decrypt(row.data["secret"])
    step = max(
        step
        for step in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    )
    if step <= row.data.get("last_step", 0):
        raise ValidationError(_("这个验证码已经用过，请等手机显示下一个。"))
    row.data["last_step"] = authenticator.data["last_step"] = step
    row.save(update_fields=["data"])


@transaction.atomic
def reset(*, user: User, reason: str, by: User | None, now: datetime) -> None:
    """Take all factors of a person away, whose phone is lost (重置第二因素); sessions end and the
    person enrols anew.

    by: a security administrator, not the person; None only for a command at the server.
    Raises NotAllowed, OwnAccount, NoFactor.
    """
    policies.check_may_secure(by, user, act=_("重置第二因素"))
    _lock(user)
    rows = Authenticator.objects.filter(user=user).order_by("pk")
    if not rows.exists():
        raise NoFactor(person=user)
    before = {"factors": [name_of(row) for row in rows]}
    rows.delete()
    ended = sessions.end_all(user)
    audit.record(
        "accounts.factors_reset",
        user,
        by=by,
        at=now,
        before=before,
        after={"sessions_ended": ended},
        reason=reason,
    )


def name_of(authenticator: Authenticator) -> str:
    if authenticator.type == Type.WEBAUTHN:
        return f"{NAMES[Type.WEBAUTHN]}“{authenticator.wrap().name}”"
    return str(NAMES[Type(authenticator.type)])


def _added(user: User, made: Authenticator, now: datetime) -> Authenticator:
    RecoveryCodes.activate(user)
    audit.record("accounts.factor_added", user, by=user, at=now, after={"factor": name_of(made)})
    return made


def _lock(user: User) -> None:
    User.objects.select_for_update().get(pk=user.pk)
