"""Addresses of the desk (内网后台); those of the public sites are in public_urls."""

from django.urls import include, path
from wagtail.admin import urls as wagtail_admin_urls

from zhanqun.config.static_files import static_urls

urlpatterns = [
    *static_urls(),
    path("", include("zhanqun.web.urls")),
    path("", include(wagtail_admin_urls)),
]
