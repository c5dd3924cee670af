"""Addresses of disclosure at the desk, below desk/disclosure/."""

from django.urls import path

from zhanqun.affairs.disclosure.views import (
    entries,
    filing,
    gazette,
    guides,
    inventories,
    publishers,
)

app_name = "disclosure"
urlpatterns = [
    path("", inventories.listed, name="inventories"),
    path("export/", inventories.export, name="export"),
    path("cycles/", inventories.cycles, name="cycles"),
    path("inventories/<uuid:uid>/", inventories.one, name="inventory"),
    path("entries/", entries.listed, name="entries"),
    path("unfiled/", filing.unfiled, name="unfiled"),
    path("articles/<uuid:uid>/", filing.one, name="filing"),
    path("articles/<uuid:uid>/remove/", filing.remove, name="remove"),
    path("publishers/", publishers.listed, name="publishers"),
    path("publishers/new/", publishers.new, name="publisher_new"),
    path("publishers/<uuid:uid>/", publishers.one, name="publisher"),
    path("guides/", guides.listed, name="guides"),
    path("guides/<uuid:uid>/", guides.one, name="guide"),
    path("guides/<uuid:uid>/confirm/", guides.confirm, name="guide_confirm"),
    path("gazette/", gazette.listed, name="gazette"),
    path("gazette/new/", gazette.new, name="issue_new"),
    path("gazette/<uuid:uid>/", gazette.one, name="issue"),
    path("gazette/<uuid:uid>/<slug:act>/", gazette.act, name="issue_act"),
]
