"""How allauth works in this house (django-allauth 的接入): what is open, closed, and asked.

Nobody signs up here, nobody resets a password by mail; accounts are opened by the system
administrator and secured by the security administrator (见 decisions/0011).
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from zhanqun.core.accounts import factors, provider, secrets_kept, suspensions
from zhanqun.foundation import clock


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("密码不正确。"),
        "too_many_login_attempts": _("尝试次数过多，请稍后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return str(get_client_ip_address(request))

    def is_safe_url(self, url: str) -> bool:
        """Back to the desk only: the public sites, also allowed hosts, are elsewhere."""
        return url_has_allowed_host_and_scheme(url, {context.request.get_host()})

    def login(self, request: HttpRequest, user: Any) -> None:
        """By the backend that knows our rights; after the second step allauth forgot which."""
        user.backend = settings.AUTHENTICATION_BACKENDS[-1]
        super().login(request, user)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [
            {
                "id": "reauthenticate",
                "description": _("密码"),
                "url": reverse("account_reauthenticate"),
            }
        ]

    def get_login_stages(self) -> list[str]:
        return [f"{SecondFactorStage.__module__}.{SecondFactorStage.__name__}"]

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Not for who logged in a moment ago: they would type the same password twice. Who has
        no password came by the provider, and has none to type."""
        if not context.request.user.has_usable_password():
            return False
        records = get_authentication_records(context.request, context.request.user)
        age = clock.now().timestamp() - records[-1]["at"] if records else None
        return age is None or age > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        message: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Our views say what was done; of allauth's own messages only errors are told."""
        if message and level >= ERROR:
            super().add_message(request, level, *args, message=message, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return provider.refused(request, suspensions.Suspended.of(user))


class SecondFactorStage(AuthenticateStage):
    """Asked after the password, unless the identity provider asked for it already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        asks = bool(super()._should_handle(request))
        return asks and not provider.did_ask_second_factor(request, self.login.user)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("验证码不正确。请核对手机时间，输入当前显示的6位数字。"),
        "cannot_delete_authenticator": _(
            "您的角色必须有第二因素，这是最后一个。请先添加另一个，再移除它。"
        ),
    }

    def encrypt(self, text: str) -> str:
        return secrets_kept.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets_kept.decrypt(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def _get_site_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return factors.may_remove(authenticator)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("安全密钥{number}")).format(number=number)
