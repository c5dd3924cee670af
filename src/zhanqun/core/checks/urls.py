"""Addresses of the word lists at the desk, below desk/checks/."""

from django.urls import path

from zhanqun.core.checks.views import (
    entries,
    importing,
    leaders,
    lists,
    register,
    trying,
    versions,
)

app_name = "checks"
urlpatterns = [
    path("", lists.lists, name="lists"),
    path("lists/new/", lists.new, name="list_new"),
    path("lists/<uuid:uid>/", lists.one, name="list"),
    path("lists/<uuid:uid>/settings/", lists.settings, name="settings"),
    path("lists/<uuid:uid>/export/", lists.export, name="export"),
    path("lists/<uuid:uid>/import/", importing.choose, name="import"),
    path("lists/<uuid:uid>/versions/", versions.versions, name="versions"),
    path("lists/<uuid:uid>/new/", entries.new, name="entry_new"),
    path("entries/<uuid:uid>/", entries.edit, name="entry"),
    path("imports/<uuid:uid>/", importing.plan, name="import_plan"),
    path("leaders/", leaders.leaders, name="leaders"),
    path("leaders/new/", leaders.new, name="leader_new"),
    path("leaders/<uuid:uid>/", leaders.edit, name="leader"),
    path("reports/", register.reports, name="reports"),
    path("reports/<uuid:uid>/", register.report, name="report"),
    path("try/", trying.attempt, name="try"),
]
