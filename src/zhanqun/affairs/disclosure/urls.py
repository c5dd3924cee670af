"""Addresses of disclosure at the desk, below desk/disclosure/."""

from django.urls import path

from zhanqun.affairs.disclosure.views import publishers

app_name = "disclosure"
urlpatterns = [
    path("publishers/", publishers.listed, name="publishers"),
    path("publishers/new/", publishers.new, name="publisher_new"),
    path("publishers/<uuid:uid>/", publishers.one, name="publisher"),
]
