"""Addresses of the search on each public site, below /search."""

from django.urls import path

from zhanqun.delivery.search.public import machine, views

app_name = "search_public"
urlpatterns = [
    path("search", views.results, name="results"),
    path("search/api", machine.newest_api, name="newest_api"),
    path("search/api/v1", machine.api, name="api"),
    path("search/complete", machine.complete, name="complete"),
    path("search/openapi.json", machine.openapi, name="openapi"),
    path("search/opensearch.xml", machine.opensearch, name="opensearch"),
]
