"""What stands around every view of the desk."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.web import errors

# Addresses of our own pages at the desk.
DESK = "/desk/"


class RefusalMiddleware:
    """The one handler of refusals at the edge (统一的拒绝处理): turns what a view lets
    pass - a refusal, a database that is away - into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Who lost their access between open and save would be led to the login, without text."""
        sent = request.method == "POST" and request.path.startswith(DESK)
        if sent and not request.user.has_perm("wagtailadmin.access_admin"):
            return errors.refused(request, errors.AccessEnded())
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, units.NotAllowed):
            self._note(request, exception)
        if isinstance(exception, DomainError):
            return errors.refused(request, exception)
        if isinstance(exception, errors.DATABASE_AWAY):
            return errors.database_away(request)
        return None

    def _note(self, request: HttpRequest, refusal: units.NotAllowed) -> None:
        """Who tries what they may not is a security event (越权尝试记入审计)."""
        if request.user.is_authenticated:
            after = {"path": request.path, "method": request.method, "said": str(refusal)}
            facts: dict[str, Any] = {"by": request.user, "at": clock.now(), "after": after}
            audit.record("web.refused", request.user, succeeded=False, **facts)
