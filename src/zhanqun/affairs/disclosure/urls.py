"""Addresses of disclosure at the desk, below desk/disclosure/."""

from django.urls import path

from zhanqun.affairs.disclosure.views import entries, filing, inventories, publishers

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
]
