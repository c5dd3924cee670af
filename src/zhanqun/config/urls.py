"""Addresses of the desk (内网后台); those of the public sites are in public_urls."""

from django.urls import include, path

from zhanqun.config import no_documents  # noqa: F401 - before Wagtail's addresses are gathered
from zhanqun.config.static_files import static_urls

urlpatterns = [
    *static_urls(),
    path("", include("zhanqun.core.accounts.urls")),
    path("", include("zhanqun.web.urls")),
    path("", include("wagtail.admin.urls")),
]

handler404 = "zhanqun.web.errors.not_found"
handler500 = "zhanqun.web.errors.server_error"
