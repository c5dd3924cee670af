"""In and out of the desk (登录与退出): password, second factor, lock."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView as AllauthLoginView
from allauth.account.views import ReauthenticateView as AllauthReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout as django_logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhanqun.core.accounts import factors, lockout, provider
from zhanqun.core.accounts.forms import CodeForm, KeyForm, LoginForm
from zhanqun.foundation import clock


class LoginView(AllauthLoginView):
    """用户名和密码. `?again`: begin anew instead of at the second step."""

    template_name = "accounts/login.html"
    form_class = LoginForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "again" in request.GET:
            clear_login(request)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return self.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = {
            "next": self.request.GET.get("next") or self.request.POST.get("next", ""),
            "has_provider": provider.is_configured(),
            "provider_name": settings.ZHANQUN_OIDC_NAME,
        }
        return super().get_context_data(**kwargs) | facts


class SecondFactorView(AuthenticateView):
    """The second step: a code or a security key (第二因素)."""

    template_name = "accounts/second_factor.html"

    def get_form_class(self) -> Any:
        return CodeForm

    def get_webauthn_form_class(self) -> Any:
        return KeyForm

    def form_valid(self, form: Any) -> HttpResponse:
        if getattr(form, "authenticator", None) and self._by_recovery_code(form.authenticator):
            factors.note_recovery_code(user=form.user, now=clock.now())
            left = factors.factors_of(form.user).codes_left
            messages.warning(
                self.request,
                _("您用恢复码登录，还剩{n}个。手机或密钥遗失的，请重新登记。").format(n=left),
            )
        return super().form_valid(form)

    def _by_recovery_code(self, authenticator: Authenticator) -> bool:
        return bool(authenticator.type == Authenticator.Type.RECOVERY_CODES)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = factors.factors_of(self.stage.login.user)
        facts = {"has_totp": bool(found.totp), "has_keys": bool(found.keys)}
        return super().get_context_data(**kwargs) | facts | {"person": self.stage.login.user}


class ReauthenticateView(AllauthReauthenticateView):
    """The password once more, before factors change (再次验证密码)."""

    template_name = "accounts/reauthenticate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = {"title": _("请再输一次密码"), "next": self.request.GET.get("next", "")}
        return super().get_context_data(**kwargs) | facts


@never_cache
@require_http_methods(["GET", "POST"])
def logout(request: HttpRequest) -> HttpResponse:
    """End this login (退出); who came by the provider is shown the way out there too."""
    if request.method == "GET":
        return redirect("web:home")
    there = provider.logout_address(request)
    django_logout(request)
    if there:
        facts = {"title": _("已退出工作台"), "address": there, "name": settings.ZHANQUN_OIDC_NAME}
        return render(request, "accounts/logged_out.html", facts)
    messages.success(request, _("已退出。"))
    return redirect("account_login")


def locked(
    request: HttpRequest, response: Any = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """In place of any answer to who is locked out: how long it lasts (账号已锁定)."""
    username = (credentials or {}).get("username") or ""
    minutes = lockout.minutes_left(username, get_client_ip_address(request) or "")
    facts = {
        "title": _("账号已锁定"),
        "message": _(
            "密码或验证码连续输错，账号已锁定，请{n}分钟后再登录。急用的，请联系安全管理员解锁。"
        ).format(n=minutes),
    }
    return render(request, "accounts/refused.html", facts, status=429)
