"""Log-in by an identity provider (统一身份认证, OpenID Connect).

allauth carries state and PKCE; here every token's signature, issuer and nonce are checked as
well, and a login only ever leads to an account that exists: bound to the provider's subject by a
security administrator, or found by a claim that holds the username. It gives nobody an account
or a right. Source: OpenID Connect Core 1.0, 3.1.3.7.
"""

import secrets
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from zhanqun.core.accounts import policies
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

# The one provider of an installation, as allauth names it.
PROVIDER = "oidc"
# In the session: what the provider said about the way of this login.
SAID = "accounts_provider"


class SubjectTaken(DomainError):
    code = "accounts.subject_taken"
    message = _("这个身份标识已绑定给另一人，或此人已绑定别的标识。请先解除原来的绑定。")
    status = 409


class NotBound(DomainError):
    code = "accounts.not_bound"
    message = _("{person}没有绑定统一身份认证。")
    status = 409


class LoginRefused(DomainError):
    """The provider's answer does not open the desk."""

    code = "accounts.provider_refused"
    message = _(
        "统一身份认证没有成功：{why}请重新登录；仍不行请改用用户名和密码，并告诉系统管理员。"
    )
    status = 403


class Unknown(DomainError):
    """Who the provider knows, but the desk does not."""

    code = "accounts.provider_unknown"
    message = _("统一身份认证已通过，但没有与之绑定的账号。请联系安全管理员绑定后再登录。")
    status = 403


def is_configured() -> bool:
    return bool(settings.ZHANQUN_OIDC_ISSUER)


class Adapter(OpenIDConnectOAuth2Adapter):
    """As allauth does, but no token is taken on trust of the way it came."""

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != settings.ZHANQUN_OIDC_ISSUER:
            raise OAuth2Error("the issuer is not the one configured")
        return config

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=settings.ZHANQUN_OIDC_ISSUER,
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


class SocialAdapter(DefaultSocialAccountAdapter):
    """Whom a provider's answer leads to (统一身份认证登录)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        try:
            said = checked_claims(sociallogin)
            if not sociallogin.is_existing:
                sociallogin.user = _bound_by_claim(sociallogin, said, clock.now())
        except DomainError as refusal:
            raise ImmediateHttpResponse(refused(request, refusal)) from refusal
        person = sociallogin.user
        request.session[SAID] = {"user": person.pk if person else None, "acr": said.get("acr", "")}

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        refusal = LoginRefused(why=_("登录已取消、已过期，或认证系统的回答不可信。"))
        raise ImmediateHttpResponse(refused(request, refusal))


def start(request: HttpRequest) -> HttpResponse:
    """Lead to the provider, with a state, a nonce and a PKCE challenge of this browser."""
    if not is_configured():
        raise Http404
    nonce = secrets.token_urlsafe(32)
    adapter = Adapter(request, PROVIDER)
    try:
        assert adapter.openid_config, "asked first: it refuses another issuer"
        return adapter.get_provider().redirect(
            request,
            process="login",
            next_url=request.GET.get("next") or None,
            auth_params={"nonce": nonce, **_asked_for()},
            nonce=nonce,
        )
    except (OAuth2Error, OSError):
        return refused(request, LoginRefused(why=_("认证系统连接不上，或配置不一致。")))


def _asked_for() -> dict[str, str]:
    """The ways of login that the desk would like, where it knows any."""
    wanted = settings.ZHANQUN_OIDC_SECOND_FACTOR_ACR
    return {"acr_values": " ".join(wanted)} if wanted else {}


def finish(request: HttpRequest, provider_id: str) -> HttpResponse:
    """What the provider sends the browser back with."""
    if not is_configured() or provider_id != PROVIDER:
        raise Http404
    view = OAuth2CallbackView.adapter_view(Adapter(request, PROVIDER))
    return view(request)


def checked_claims(login: SocialLogin) -> dict[str, Any]:
    """The claims of the ID token, once they belong to this very login. Raises LoginRefused."""
    data = login.account.extra_data
    claims: dict[str, Any] = data.get("id_token") or {}
    asked = login.state.get("nonce")
    if not asked or not secrets.compare_digest(str(claims.get("nonce", "")), asked):
        raise LoginRefused(why=_("回答不属于本次登录。"))
    info = data.get("userinfo")
    if info is not None and info.get("sub") != claims.get("sub"):
        raise LoginRefused(why=_("两次回答不是同一个人。"))
    return claims


def did_ask_second_factor(request: HttpRequest, user: Any) -> bool:
    """Whether the provider says, by one of the configured acr values, that it asked this person
    for two."""
    said = request.session.get(SAID) or {}
    is_of_person = said.get("user") == user.pk
    return is_of_person and said.get("acr") in settings.ZHANQUN_OIDC_SECOND_FACTOR_ACR


def binding_of(user: Any) -> SocialAccount | None:
    return SocialAccount.objects.filter(user_id=user.pk, provider=PROVIDER).first()


@transaction.atomic
def bind(*, user: User, subject: str, reason: str, by: User, now: datetime) -> None:
    """A security administrator binds the provider's subject to a person (绑定统一身份).

    Raises NotAllowed, OwnAccount, SubjectTaken.
    """
    policies.check_may_secure(by, user, act=_("绑定统一身份认证"))
    User.objects.select_for_update().get(pk=user.pk)
    if binding_of(user) is not None:
        raise SubjectTaken
    _bind(user, subject, {}, by, now, reason)


@transaction.atomic
def unbind(*, user: User, reason: str, by: User, now: datetime) -> None:
    """Take the binding away (解除绑定). Raises NotAllowed, OwnAccount, NotBound."""
    policies.check_may_secure(by, user, act=_("解除绑定"))
    row = binding_of(user)
    if row is None:
        raise NotBound(person=user)
    before = {"subject": row.uid}
    row.delete()
    audit.record("accounts.provider_unbound", user, by=by, at=now, before=before, reason=reason)


def logout_address(request: HttpRequest) -> str:
    """Where a browser ends its session at the provider (退出统一身份认证); "" where it has none."""
    if not request.session.get(SAID):
        return ""
    try:
        address = Adapter(request, PROVIDER).openid_config.get("end_session_endpoint", "")
    except (OAuth2Error, OSError):
        return ""
    asked = urlencode({"client_id": settings.ZHANQUN_OIDC_CLIENT_ID})
    return f"{address}?{asked}" if address else ""


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    facts = {"title": _("没有登录"), "message": str(refusal)}
    return render(request, "accounts/refused.html", facts, status=refusal.status)


@transaction.atomic
def _bound_by_claim(login: SocialLogin, claims: dict[str, Any], now: datetime) -> User:
    """The person whom the configured claim names; bound to the subject from then on."""
    name = settings.ZHANQUN_OIDC_USERNAME_CLAIM
    info = login.account.extra_data.get("userinfo") or {}
    username = claims.get(name) or info.get(name) if name else ""
    user = User.objects.select_for_update().filter(username=username or "").first()
    if user is None or binding_of(user) is not None:
        raise Unknown
    _bind(user, login.account.uid, login.account.extra_data, None, now, "")
    login.account = SocialAccount.objects.get(user=user, provider=PROVIDER)
    return user


def _bind(
    user: User, subject: str, data: dict[str, Any], by: User | None, now: datetime, reason: str
) -> None:
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=user, provider=PROVIDER, uid=subject, extra_data=data)
    except IntegrityError as taken:
        raise SubjectTaken from taken
    after = {"subject": subject}
    audit.record("accounts.provider_bound", user, by=by, at=now, after=after, reason=reason)
