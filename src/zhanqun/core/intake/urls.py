"""Addresses of the door at the desk, below desk/intake/."""

from django.urls import path

from zhanqun.core.intake.desk.views import entering, envelopes, held, setting

app_name = "intake"
urlpatterns = [
    path("", envelopes.envelopes, name="envelopes"),
    path("held/", held.held, name="held"),
    path("enter/", entering.choose, name="choose"),
    path("enter/<slug:code>/", entering.enter, name="enter"),
    path("settings/", setting.settings, name="settings"),
    path("settings/questions/new/", setting.question, name="question_new"),
    path("settings/questions/<uuid:uid>/", setting.question, name="question"),
    path("settings/kept/<slug:code>/", setting.retention, name="retention"),
    path("<uuid:uid>/", envelopes.envelope, name="envelope"),
    path("<uuid:uid>/files/<str:key>/", envelopes.file, name="file"),
]
