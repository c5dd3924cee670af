"""What stands around every view: how long a login lasts, and what it must have (会话与准入)."""

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from zhanqun.core.accounts import factors, provider, sessions
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

# What a page needs, the way in and out, and where what is missing is made good.
ALWAYS = {
    "static",
    "web:health",
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "provider_login",
    "openid_connect_callback",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "account_reauthenticate",
    "units:password",
    "accounts:alive",
}
ENROLMENT = {
    "accounts:enrol",
    "accounts:totp",
    "accounts:key_add",
    "accounts:codes",
}


class SomethingFirst(DomainError):
    """A form sent by who must do something else before."""

    code = "accounts.something_first"
    message = _lazy("请先{what}。您填写的内容没有丢失，就在本页；在新窗口办完后，回到本页再提交。")
    status = 403


class SessionLimitsMiddleware:
    """Ends a login that was idle too long or is too old; notes that it is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated:
            return None
        now = clock.now()
        if fault := sessions.fault_of(request.session, now):
            return self._end(request, fault)
        if sessions.is_to_be_touched(request.session, now):
            request.session[sessions.SEEN] = now.timestamp()
            UserSession.objects.create_from_request(request)
        return None

    def _end(self, request: HttpRequest, fault: str) -> HttpResponse | None:
        """Log out; what was sent goes on without a person, to the page that gives it back."""
        logout(request)
        messages.warning(request, _reason(fault))
        if request.method != "GET":
            return None
        asked = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_login')}?{asked}")


class ConditionsMiddleware:
    """Who must change the password or enrol a second factor finds every way lead there
    (登录后的强制事项)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ALWAYS or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user: Any = request.user
        if not user.is_authenticated:
            return None
        if units.must_change_password(user, clock.now()):
            return _first(request, "units:password", _("修改密码"))
        if name not in ENROLMENT and _lacks_factor(request):
            return _first(request, "accounts:enrol", _("登记第二因素"))
        return None


def _first(request: HttpRequest, address: str, what: str) -> HttpResponse:
    """Lead to what comes first; a form that was sent comes back on a page of its own."""
    if request.method == "GET":
        return redirect(address)
    show = import_string(settings.ZHANQUN_REFUSAL_VIEW)
    return show(request, SomethingFirst(what=what))


def _lacks_factor(request: HttpRequest) -> bool:
    return (
        factors.is_required_of(request.user)
        and not factors.is_enrolled(request.user)
        and not provider.did_ask_second_factor(request, request.user)
    )


def _reason(fault: str) -> str:
    if fault == "age":
        return _("登录已满{n}小时，请重新登录。").format(n=settings.ZHANQUN_SESSION_HOURS)
    return _("您已超过{n}分钟没有操作，已自动退出。请重新登录。").format(
        n=settings.ZHANQUN_IDLE_MINUTES
    )
