"""Addresses of notices at the desk, below desk/notices/."""

from django.urls import path

from zhanqun.core.notices.views import inbox, own

app_name = "notices"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("settings/", own.settings, name="settings"),
    path("mail/", own.mail, name="mail"),
    path("<uuid:uid>/", inbox.open_notice, name="open"),
]
