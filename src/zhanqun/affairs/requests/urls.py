"""Addresses of requests at the desk, below desk/requests/; one is named by its case's uid."""

from django.urls import path

from zhanqun.affairs.requests.views import figures, lists, processing

app_name = "requests"
urlpatterns = [
    path("", lists.requests, name="requests"),
    path("figures/", figures.figures, name="figures"),
    path("figures/export/", figures.export, name="figures_export"),
    path("<uuid:uid>/", processing.process, name="process"),
    path("<uuid:uid>/acts/<slug:verb>/", processing.act, name="act"),
    path("<uuid:uid>/files/<str:key>/", processing.file, name="file"),
]
