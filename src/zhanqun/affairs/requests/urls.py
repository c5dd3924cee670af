"""Addresses of requests at the desk, below desk/requests/; one is named by its case's uid."""

from django.urls import path

from zhanqun.affairs.requests.views import (
    archiving,
    disputes,
    figures,
    lists,
    processing,
    reply_settings,
    replying,
)

app_name = "requests"
urlpatterns = [
    path("", lists.requests, name="requests"),
    path("figures/", figures.figures, name="figures"),
    path("figures/export/", figures.export, name="figures_export"),
    path("reply-settings/", reply_settings.listed, name="reply_settings"),
    path("reply-settings/<slug:code>/", reply_settings.one, name="reply_setting"),
    path("disputes/", disputes.listed, name="disputes"),
    path("disputes/new/", disputes.new, name="dispute_new"),
    path("disputes/<uuid:uid>/", disputes.one, name="dispute"),
    path("<uuid:uid>/archive/", archiving.archive, name="archive"),
    path("<uuid:uid>/reply/", replying.reply, name="reply"),
    path("<uuid:uid>/reply/<slug:verb>/", replying.act, name="reply_act"),
    path("<uuid:uid>/reply/files/<str:key>/", replying.file, name="reply_file"),
    path("<uuid:uid>/", processing.process, name="process"),
    path("<uuid:uid>/acts/<slug:verb>/", processing.act, name="act"),
    path("<uuid:uid>/files/<str:key>/", processing.file, name="file"),
]
