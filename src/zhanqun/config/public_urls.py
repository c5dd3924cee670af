"""Addresses of the public sites, for the demo and for what nginx passes on."""

from django.urls import include, path

from zhanqun.config.static_files import static_urls

urlpatterns = [
    *static_urls(),
    path("", include("zhanqun.delivery.search.public.urls")),
    path("", include("zhanqun.delivery.traditional.public_urls")),
    path("", include("zhanqun.delivery.staticsite.urls")),
]
