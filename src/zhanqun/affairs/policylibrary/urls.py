"""Addresses of the policy library at the desk, below desk/policies/."""

from django.urls import path

from zhanqun.affairs.policylibrary.views import documents, duties, one, rules

app_name = "policylibrary"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("export/", documents.export, name="export"),
    path("duties/", duties.duties, name="duties"),
    path("rules/", rules.rules, name="rules"),
    path("<uuid:uid>/", one.document, name="document"),
    path("<uuid:uid>/<slug:act>/", one.act, name="act"),
]
