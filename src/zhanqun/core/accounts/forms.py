"""Forms of logging in and of accounts: they parse and check; services decide."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.accounts import factors, lockout
from zhanqun.core.accounts.suspensions import Suspended
from zhanqun.core.units.api import User

CODE_INPUT = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class LoginForm(forms.Form):
    """Username and password (登录)."""

    username = forms.CharField(
        label=gettext_lazy("用户名"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: Any = None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("username") and said.get("password"):
            self.user = authenticate(self.request, **said)
            if self.user is None:
                raise ValidationError(self._why_not(said["username"], said["password"]))
        return said

    def _why_not(self, username: str, password: str) -> str:
        person = User.objects.filter(username=username, is_active=False).first()
        if person and person.check_password(password):
            return str(Suspended.of(person))
        failures = getattr(self.request, "axes_failures_since_start", None)
        if not failures:
            return _("用户名或密码不正确。")
        left = max(0, settings.AXES_FAILURE_LIMIT - failures)
        return _("用户名或密码不正确。再错{n}次，账号将锁定。").format(n=left)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        login = Login(user=self.user, redirect_url=redirect_url)
        return perform_password_login(request, self.cleaned_data, login)


class CodeForm(AuthenticateForm):
    """A code from the phone, or a recovery code; each code opens once (第二因素验证)."""

    code = forms.CharField(
        label=gettext_lazy("验证码"),
        max_length=20,
        widget=forms.TextInput(attrs=CODE_INPUT),
        help_text=gettext_lazy("手机应用里的6位数字，或一个8位恢复码。"),
    )

    def clean_code(self) -> str:
        refuse_locked(self.user)
        try:
            code: str = super().clean_code()
            factors.use_code_once(self.authenticator, code)
        except ValidationError:
            lockout.note_failure(context.request, self.user.username)
            raise
        return code


class KeyForm(AuthenticateWebAuthnForm):
    """The answer of a security key."""

    def clean_credential(self) -> Any:
        refuse_locked(self.user)
        try:
            return super().clean_credential()
        except ValidationError:
            lockout.note_failure(context.request, self.user.username)
            raise ValidationError(_("没有认出这个安全密钥，请重试。")) from None


class TotpForm(ActivateTOTPForm):
    """The first code, which shows that the phone has the secret (登记手机验证码)."""

    code = forms.CharField(
        label=gettext_lazy("手机上显示的6位验证码"),
        max_length=12,
        widget=forms.TextInput(attrs=CODE_INPUT),
    )


class NewKeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=gettext_lazy("名称"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("便于以后辨认，如：办公室U盾、本机指纹。"),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=200,
        help_text=gettext_lazy("如：手机遗失，已当面核实身份。记入审计。"),
    )


class BindForm(ReasonForm):
    subject = forms.CharField(
        label=gettext_lazy("身份标识"),
        max_length=191,
        help_text=gettext_lazy("统一身份认证系统里此人的唯一编号（sub）。"),
    )
    field_order = ("subject", "reason")


def refuse_locked(user: User) -> None:
    """Raise ValidationError where too many attempts failed; the page then says how long."""
    request = context.request
    if lockout.is_locked(request, user.username):
        request.axes_locked_out = True
        request.axes_credentials = {"username": user.username}
        raise ValidationError(_("账号已锁定。"))
