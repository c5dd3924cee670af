"""Addresses of the public sites."""

from django.urls import path, re_path

from zhanqun.delivery.staticsite import serving

app_name = "staticsite"
urlpatterns = [
    path("_/elder/on", serving.elder_mode, {"switch": "on"}, name="elder_on"),
    path("_/elder/off", serving.elder_mode, {"switch": "off"}, name="elder_off"),
    path("_/access/reset", serving.reset, name="access_reset"),
    path("_/access/<slug:name>/<slug:value>", serving.choose, name="access"),
    re_path(r"^(?P<path>.*)$", serving.public_file, name="file"),
]
