"""Guarded views: each desk address passes the same two locks before its own code runs."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access

View = Callable[..., HttpResponseBase]


def desk_view(*methods: str) -> Callable[[View], View]:
    """A view for people who hold an appointment, by these methods, kept by no cache.

    Wagtail guards the addresses that it mounts; this guards the view wherever it is mounted.
    Which records a person may see is the business of the queries that the view calls.
    """

    def guard(view: View) -> View:
        return never_cache(require_admin_access(require_http_methods(list(methods))(view)))

    return guard
