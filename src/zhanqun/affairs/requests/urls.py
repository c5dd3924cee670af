"""Addresses of requests at the desk, below desk/requests/; one is named by its case's uid."""

from django.urls import path

from zhanqun.affairs.requests.views import lists

app_name = "requests"
urlpatterns = [
    path("", lists.requests, name="requests"),
]
