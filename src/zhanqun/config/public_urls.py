"""Addresses of the public sites, for the demo and for what nginx passes on."""

from django.conf import settings
from django.urls import URLResolver, include, path

from zhanqun.config.static_files import static_urls


def component_urls() -> list[URLResolver]:
    shown = settings.ZHANQUN_SHOWS_COMPONENTS
    return [path("", include("zhanqun.content.pages.component_urls"))] if shown else []


urlpatterns = [
    *static_urls(),
    *component_urls(),
    path("", include("zhanqun.delivery.search.public.urls")),
    path("", include("zhanqun.delivery.traditional.public_urls")),
    path("", include("zhanqun.core.intake.public.urls")),
    path("", include("zhanqun.delivery.staticsite.urls")),
]
