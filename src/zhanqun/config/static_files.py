"""/static/ where no nginx stands in front: the demo and the browser tests."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

YEAR_SECONDS = 365 * 24 * 3600
# A file under its own name may change: kept for the length of a test run.
UNCOLLECTED_SECONDS = 1800


def static_urls() -> list[URLPattern]:
    """Nothing, unless Django itself serves the static files."""
    if not settings.ZHANQUN_SERVES_STATIC:
        return []
    return [path("static/<path:name>", static_file)]


@require_safe
def static_file(request: HttpRequest, name: str) -> FileResponse:
    """A collected file, kept by browsers for good since its name tells its content.

    Where nothing was collected (tests), the file as it lies in its application.
    """
    collected = Path(safe_join(settings.STATIC_ROOT, name))
    if collected.is_file():
        return _kept(collected, f"max-age={YEAR_SECONDS}, immutable")
    found = finders.find(name)
    if not found:
        raise Http404(name)
    return _kept(Path(found), f"max-age={UNCOLLECTED_SECONDS}")


def _kept(file: Path, how: str) -> FileResponse:
    response = FileResponse(file.open("rb"))
    response.headers["Cache-Control"] = f"public, {how}"
    return response
