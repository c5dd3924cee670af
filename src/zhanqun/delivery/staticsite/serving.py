"""The public sites where no nginx stands in front (演示与测试), and 301 for nginx.

The same rules as in templates/staticsite/nginx/: a file, else gone (410), else moved (301),
else 404.
"""

import re
from pathlib import Path
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from zhanqun.delivery.staticsite.content_types import ASK_EACH_TIME, content_type
from zhanqun.delivery.staticsite.publisher import tree_of
from zhanqun.delivery.staticsite.tree import GONE, MOVED, TWINS, PathRefused, SiteTree
from zhanqun.ui.preferences import (
    ELDER_COOKIE,
    ELDER_WAYS,
    OFF,
    PREFERENCES,
    YEAR_SECONDS,
    chosen_stylesheets,
)

ENCODINGS = ((".br", "br"), (".gz", "gzip"))
# Players ask for parts of films. Less than what was asked for is a right answer.
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
PART_BYTES_MAX = 4 * 1024 * 1024
MODE, ELDER_MODE = "_/mode.css", "_/mode-elder.css"
# The site's own mode stylesheet where the reader chose more: `_/mode.css` then brings both.
ORDINARY_MODE = "_/mode-ordinary.css"
VARIES = "Accept-Encoding, Cookie"


@require_safe
def public_file(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """A page or file of the site that the host names."""
    try:
        tree = tree_of(request.get_host().rsplit(":", 1)[0])
    except PathRefused:
        return HttpResponseNotFound("没有这个网站。")
    if not tree.root.is_dir():
        return HttpResponseNotFound("没有这个网站。")
    # Django has decoded the address; the tree decodes it again.
    wanted = quote(_named(path))
    if wanted == MODE and chosen_stylesheets(request.COOKIES):
        return _chosen_mode(request)
    if wanted == MODE and _is_elder(request):
        wanted = ELDER_MODE
    elif wanted == ORDINARY_MODE:
        wanted = MODE
    if wanted.endswith(TWINS):
        return _page(tree.root / "404.html", 404)
    try:
        return _answer(request, tree, wanted)
    except PathRefused:
        return _page(tree.root / "404.html", 404)


@require_safe
def elder_mode(request: HttpRequest, switch: str) -> HttpResponse:
    """Set or clear the elder mode cookie and go back; from home to home (长者模式开关)."""
    back = way_back(request)
    if switch == "on":
        response = _lead_to(ELDER_WAYS.get(back, back))
        _choose(response, ELDER_COOKIE, "1")
    else:
        response = _lead_to({elder: home for home, elder in ELDER_WAYS.items()}.get(back, back))
        _choose(response, ELDER_COOKIE, "")
    return response


@require_safe
def choose(request: HttpRequest, name: str, value: str) -> HttpResponse:
    """Keep one of the reader's own settings and go back (无障碍设置)."""
    preference = next((row for row in PREFERENCES if row.name == name), None)
    if preference is None or value not in (*preference.choices, OFF):
        return HttpResponseNotFound("没有这项设置。")
    response = _lead_to(way_back(request))
    _choose(response, preference.cookie, "" if value == OFF else value)
    return response


@require_safe
def reset(request: HttpRequest) -> HttpResponse:
    """Forget all of the reader's settings and go back."""
    response = _lead_to(way_back(request))
    for preference in PREFERENCES:
        _choose(response, preference.cookie, "")
    return response


def _lead_to(place: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": place, "Cache-Control": "no-store"})


def _choose(response: HttpResponse, cookie: str, value: str) -> None:
    seconds = YEAR_SECONDS if value else 0
    response.set_cookie(cookie, value, max_age=seconds, samesite="Lax")


def _is_elder(request: HttpRequest) -> bool:
    return request.COOKIES.get(ELDER_COOKIE) == "1"


def _chosen_mode(request: HttpRequest) -> HttpResponse:
    """The site's own mode first, then what the reader chose."""
    own = ELDER_MODE if _is_elder(request) else ORDINARY_MODE
    names = [f"/{own}", *(f"/static/{name}" for name in chosen_stylesheets(request.COOKIES))]
    headers = {"Cache-Control": ASK_EACH_TIME, "Vary": VARIES}
    body = "".join(f'@import url("{name}");' for name in names)
    return HttpResponse(body, content_type=content_type("/x.css"), headers=headers)


def page_file(host: str, path: str) -> Path | None:
    """The file that answers for a page of a site now, None where none stands."""
    try:
        file = tree_of(host.rsplit(":", 1)[0]).file(quote(_named(path)))
    except PathRefused:
        return None
    return file if file.is_file() else None


def not_found(host: str) -> HttpResponse:
    """The site's own page for what does not exist."""
    return _page(tree_of(host.rsplit(":", 1)[0]).root / "404.html", 404)


def _named(path: str) -> str:
    return path + "index.html" if path == "" or path.endswith("/") else path


def _answer(request: HttpRequest, tree: SiteTree, wanted: str) -> HttpResponseBase:
    target = tree.file(wanted)
    if target.is_dir():
        return HttpResponse(status=301, headers={"Location": f"/{wanted}/"})
    if target.is_file():
        return _file(request, target, content_type(f"/{wanted}"))
    gone, moved = tree.file(wanted, GONE), tree.file(wanted, MOVED)
    if gone.is_file():
        return _page(gone, 410)
    if moved.is_file():
        return HttpResponse(status=301, headers={"Location": moved.read_text(encoding="utf-8")})
    return _page(tree.root / "404.html", 404)


def _file(request: HttpRequest, target: Path, kind: str) -> HttpResponseBase:
    accepted = request.headers.get("Accept-Encoding", "")
    encoding, sent = next(
        (
            (name, twin)
            for ending, name in ENCODINGS
            if name in accepted and (twin := target.with_name(target.name + ending)).is_file()
        ),
        ("", target),
    )
    stat = sent.stat()
    etag, modified = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"', int(stat.st_mtime)
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "Cache-Control": ASK_EACH_TIME,
        "Vary": VARIES if target.parent.name == "_" else "Accept-Encoding",
    }
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    if unchanged is not None:
        return HttpResponse(status=unchanged.status_code, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    elif part := _part_wanted(request, stat.st_size):
        return _part(sent, part, stat.st_size, kind, headers)
    headers["Accept-Ranges"] = "bytes"
    return FileResponse(sent.open("rb"), content_type=kind, headers=headers)


def _part_wanted(request: HttpRequest, size_bytes: int) -> tuple[int, int] | None:
    """First and last byte of the one part that a player asks for; nginx does the same."""
    found = RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None or int(found[1]) >= size_bytes:
        return None
    first = int(found[1])
    last = int(found[2]) if found[2] else size_bytes - 1
    return first, min(last, size_bytes - 1, first + PART_BYTES_MAX - 1)


def _part(
    sent: Path, part: tuple[int, int], size_bytes: int, kind: str, headers: dict[str, str]
) -> HttpResponse:
    first, last = part
    with sent.open("rb") as file:
        file.seek(first)
        body = file.read(last - first + 1)
    told = {"Content-Range": f"bytes {first}-{last}/{size_bytes}"}
    return HttpResponse(body, status=206, content_type=kind, headers=headers | told)


def _page(page: Path, status: int) -> HttpResponse:
    try:
        body = page.read_bytes()
    except OSError:
        body = "没有找到这个页面。".encode()
    return HttpResponse(body, status=status, content_type="text/html; charset=utf-8")


def way_back(request: HttpRequest) -> str:
    """The page the reader came from, on this host only."""
    own = f"{request.scheme}://{request.get_host()}/"
    came_from = request.headers.get("Referer", "")
    # Two slashes at the front would name another host.
    return "/" + came_from.removeprefix(own).lstrip("/\\") if came_from.startswith(own) else "/"
