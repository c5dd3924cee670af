"""Addresses of the desk (工作台), before Wagtail's own."""

from django.urls import path, re_path

from zhanqun.web.closed import EVERYTHING_ELSE, closed
from zhanqun.web.views import health, home, trail

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.machine, name="health"),
    path("desk/health/", health.page, name="health_page"),
    path("desk/trail/", trail.trail, name="trail"),
    path("desk/trail/chain/", trail.chain, name="chain"),
    path("desk/trail/export/", trail.export, name="trail_export"),
    re_path(EVERYTHING_ELSE, closed, name="closed"),
]
