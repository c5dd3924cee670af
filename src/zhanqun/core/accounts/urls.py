"""Addresses of logging in, and of accounts at the desk; the rest of allauth is not mounted."""

from django.urls import include, path

from zhanqun.core.accounts import provider
from zhanqun.core.accounts.views import login, own, people

desk = [
    path("account/", own.mine, name="mine"),
    path("account/alive/", own.alive, name="alive"),
    path("account/second-factor/", own.enrol, name="enrol"),
    path("account/second-factor/totp/", own.totp, name="totp"),
    path("account/second-factor/keys/", own.key_add, name="key_add"),
    path("account/second-factor/codes/", own.codes, name="codes"),
    path("account/second-factor/<int:pk>/remove/", own.remove, name="remove"),
    path("account/sessions/end/", own.end_session, name="end_session"),
    path("accounts/", people.people, name="people"),
    path("accounts/<uuid:uid>/", people.person, name="person"),
    path("accounts/<uuid:uid>/<slug:act>/", people.act, name="act"),
]

# allauth asks for its own by these names.
urlpatterns = [
    path("login/", login.LoginView.as_view(), name="account_login"),
    path("login/second-factor/", login.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("login/again/", login.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("login/provider/", provider.start, name="provider_login"),
    path("login/<slug:provider_id>/callback/", provider.finish, name="openid_connect_callback"),
    path("logout/", login.logout, name="account_logout"),
    path("desk/", include((desk, "accounts"))),
]
