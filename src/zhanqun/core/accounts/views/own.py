"""One's own account (我的账号): password, second factor, recovery codes, sessions."""

from typing import Any
from urllib.parse import quote

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.accounts import factors, provider, sessions
from zhanqun.core.accounts.forms import NewKeyForm, TotpForm
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of

once_more = reauthentication_required(app="allauth.mfa")


@desk_view("GET")
def mine(request: HttpRequest) -> HttpResponse:
    """What guards the own account, and where one is logged in."""
    person = person_of(request)
    # A change of password gave this login another key, which no list knows yet.
    UserSession.objects.create_from_request(request)
    binding = provider.binding_of(person) if provider.is_configured() else None
    context = {
        "title": _("我的账号"),
        "person": person,
        "factors": factors.factors_of(person),
        "is_required": factors.is_required_of(person),
        "password_days_left": units.password_days_left(person, clock.now()),
        "sessions": sessions.sessions_of(person, request.session.session_key),
        "binding": binding,
        "provider_name": settings.ZHANQUN_OIDC_NAME,
    }
    return render(request, "accounts/mine.html", context)


@desk_view("GET")
def enrol(request: HttpRequest) -> HttpResponse:
    """Where everyone lands who must have a second factor and has none (登记第二因素)."""
    if factors.is_enrolled(request.user):
        return redirect("accounts:mine")
    context = {
        "title": _("登记第二因素"),
        "is_required": factors.is_required_of(request.user),
    }
    return render(request, "accounts/enrol.html", context)


class TotpView(ActivateTOTPView):
    """Enrol a phone: a picture to scan, and the first code (登记手机验证码)."""

    template_name = "accounts/totp.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if factors.factors_of(request.user).totp:
            messages.info(request, _("您已登记手机验证码。要换手机，请先移除原来的。"))
            return redirect("accounts:mine")
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return TotpForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        return context | {"title": _("登记手机验证码"), "secret_groups": " ".join(groups)}

    def form_valid(self, form: Any) -> HttpResponse:
        person = person_of(self.request)
        factors.add_totp(user=person, secret=form.secret, now=clock.now())
        clear_totp_secret(self.request)
        messages.success(self.request, _("手机验证码已登记，下次登录时使用。"))
        return redirect("accounts:codes")


class KeyView(AddWebAuthnView):
    """Enrol a security key, or what this machine has for one (登记安全密钥)."""

    template_name = "accounts/key.html"

    def get_form_class(self) -> Any:
        return NewKeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"title": _("登记安全密钥")}

    def form_valid(self, form: Any) -> HttpResponse:
        factors.add_key(
            user=person_of(self.request),
            name=form.cleaned_data["name"],
            credential=form.cleaned_data["credential"],
            now=clock.now(),
        )
        messages.success(self.request, _("安全密钥已登记，下次登录时使用。"))
        return redirect("accounts:codes")


totp = desk_view("GET", "POST")(TotpView.as_view())
key_add = desk_view("GET", "POST")(KeyView.as_view())


@desk_view("GET", "POST")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own factor away, after a question (移除第二因素)."""
    rows = Authenticator.objects.filter(user_id=request.user.pk, type__in=factors.PRIMARY)
    row = get_object_or_404(rows, pk=pk)
    raise_if_reauthentication_required(request, app="allauth.mfa")
    name = factors.name_of(row)
    if request.method == "POST":
        factors.remove(user=person_of(request), authenticator=row, now=clock.now())
        messages.success(request, _("{name}已移除。").format(name=name))
        return redirect("accounts:mine")
    context = {
        "title": _("移除{name}").format(name=name),
        "may_remove": factors.may_remove(row),
    }
    return render(request, "accounts/remove.html", context)


@desk_view("GET", "POST")
@once_more
def codes(request: HttpRequest) -> HttpResponse:
    """Recovery codes: shown once after they were made; POST makes new ones (恢复码)."""
    person = person_of(request)
    if not factors.is_enrolled(person):
        return redirect("accounts:enrol")
    if request.method == "POST":
        shown = factors.renew_codes(user=person, now=clock.now())
    else:
        shown = factors.show_codes_once(user=person)
    context = {
        "title": _("恢复码"),
        "codes": shown,
        "file": quote(_file_of(person, shown)),
        "left": factors.factors_of(person).codes_left,
    }
    return render(request, "accounts/codes.html", context)


@desk_view("POST")
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of the own sessions, or all others (退出其他登录)."""
    said = request.POST.get("session", "")
    ended = sessions.end_own(
        user=person_of(request),
        this=request.session.session_key,
        pk=int(said) if said.isdecimal() else None,
        now=clock.now(),
    )
    messages.success(request, _("已退出{n}个登录。").format(n=ended))
    return redirect("accounts:mine")


@desk_view("GET")
def alive(request: HttpRequest) -> HttpResponse:
    """Asked by the page whose person is at work without asking for pages (保持登录)."""
    return JsonResponse({"idle_minutes": settings.ZHANQUN_IDLE_MINUTES})


def _file_of(person: Any, shown: list[str]) -> str:
    lines = [_("站群工作台恢复码，用户名 {name}").format(name=person.username), *shown, ""]
    return "\r\n".join(lines)
