"""What the public sites answer below /tc/ (繁体版)."""

import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.delivery.traditional.converting import traditional
from zhanqun.delivery.traditional.pages import PAGE_END, PREFIX, is_chinese, traditional_page
from zhanqun.delivery.traditional.table import term_table

# Where a reader who asked for another edition comes from, as far as it has one.
EDITION_OF = re.compile(
    r"(?:/tc)?(?P<path>/(?!_/|search\b)(?:[^?#]*/)?(?:[^?#/]*\.html)?|/search(?:\?[^#]*)?)"
    r"(?:[?#]|\Z)"
)


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """One page of a site in traditional characters; query strings are ignored."""
    if not PAGE_END.search(f"/{path}"):
        return _as_it_is(request, path)
    source = staticsite.page_file(request.get_host(), path)
    if source is None:
        return _as_it_is(request, path)
    try:
        stat, text = source.stat(), source.read_bytes().decode()
    except OSError:  # taken down this moment
        return _as_it_is(request, path)
    if not is_chinese(text):
        return staticsite.not_found(request.get_host())
    table = term_table()
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}-{table.version}"'
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(stat.st_mtime),
        "Cache-Control": staticsite.ASK_EACH_TIME,
        "Content-Language": "zh-Hant",
        "Vary": "Accept-Encoding",
    }
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return HttpResponse(status=unchanged.status_code, headers=headers)
    return HttpResponse(traditional_page(text, table), headers=headers)


@require_safe
def asked(request: HttpRequest) -> HttpResponseBase:
    """What the search answers at its own address, in traditional characters: page and words."""
    view = resolve(request.path_info.removeprefix(PREFIX))
    answer = view.func(request, *view.args, **view.kwargs)
    text = answer.content.decode()
    if not answer["Content-Type"].startswith("text/html"):
        answer.content = traditional(text, term_table())
        return answer
    if not is_chinese(text):
        return staticsite.not_found(request.get_host())
    answer.content = traditional_page(text, term_table())
    answer["Content-Language"] = "zh-Hant"
    return answer


@require_safe
def to_traditional(request: HttpRequest) -> HttpResponse:
    """繁體: the page the reader came from, in traditional characters."""
    return _lead_to(PREFIX + _path_of(request))


@require_safe
def to_simplified(request: HttpRequest) -> HttpResponse:
    """简体: and back."""
    return _lead_to(_path_of(request))


def _as_it_is(request: HttpRequest, path: str) -> HttpResponseBase:
    """Gone, moved, missing: as at its own address; what moved stays in this edition."""
    answer = staticsite.public_file(request, path)
    if answer.status_code == 301 and answer["Location"].startswith("/"):
        answer["Location"] = PREFIX + answer["Location"]
    if answer.status_code == 200:
        return staticsite.not_found(request.get_host())
    return answer


def _path_of(request: HttpRequest) -> str:
    found = EDITION_OF.match(staticsite.way_back(request))
    return found["path"] if found else "/"


def _lead_to(place: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": place, "Cache-Control": "no-store"})
