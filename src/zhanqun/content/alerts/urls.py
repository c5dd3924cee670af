"""Addresses of warnings and mourning at the desk, below desk/alerts/."""

from django.urls import path

from zhanqun.content.alerts.views import alerts, composing, events, mournings, templates

app_name = "alerts"
urlpatterns = [
    path("", alerts.board, name="board"),
    path("new/", composing.new, name="new"),
    path("templates/", templates.listed, name="templates"),
    path("templates/new/", templates.new, name="template_new"),
    path("templates/<uuid:uid>/", templates.one, name="template"),
    path("templates/<uuid:uid>/<slug:act>/", templates.act, name="template_act"),
    path("mourning/", mournings.listed, name="mournings"),
    path("mourning/new/", mournings.new, name="mourning_new"),
    path("mourning/<uuid:uid>/", mournings.one, name="mourning"),
    path("events/", events.listed, name="events"),
    path("events/new/", events.new, name="event_new"),
    path("events/<uuid:uid>/", events.one, name="event"),
    path("<uuid:uid>/", alerts.one, name="alert"),
    path("<uuid:uid>/edit/", composing.edit, name="edit"),
    path("<uuid:uid>/<slug:act>/", alerts.act, name="act"),
]
