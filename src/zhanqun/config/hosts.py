"""One process answers for the desk and for the public sites; the host name tells which."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhanqun.foundation import origins

PUBLIC_URLS = "zhanqun.config.public_urls"


class HostMiddleware:
    """Give the desk its addresses and policy, and every other host the public ones.

    In production nginx keeps the desk inside and serves the public files itself; this is the
    second lock on the same door, and what the demo runs on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_desk(request):
            request.urlconf = PUBLIC_URLS
            return self.get_response(request)
        response = self.get_response(request)
        response._csp_replace = settings.ZHANQUN_DESK_POLICY  # type: ignore[attr-defined]
        return response


class OriginMiddleware:
    """Whatever is done for a request comes from its address: the trail notes it (来源地址)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with origins.coming_from(client_address(request)):
            return self.get_response(request)


def is_desk(request: HttpRequest) -> bool:
    """Whether the request came to the back office (内网后台)."""
    return request.get_host().rsplit(":", 1)[0] == settings.ZHANQUN_DESK_HOST


def client_address(request: HttpRequest) -> str:
    """Who asks: our proxy's word where we have one, else the connection itself."""
    if settings.ZHANQUN_BEHIND_PROXY:
        return request.META.get("HTTP_X_REAL_IP", "") or request.META.get("REMOTE_ADDR", "")
    return request.META.get("REMOTE_ADDR", "")
