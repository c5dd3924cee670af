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

ENCODINGS = ((".br", "br"), (".gz", "gzip"))
ELDER_COOKIE = "zq_elder"
YEAR_SECONDS = 365 * 24 * 3600
# Players ask for parts of films. Less than what was asked for is a right answer.
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
PART_BYTES_MAX = 4 * 1024 * 1024


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
    wanted = quote(path + "index.html" if path == "" or path.endswith("/") else path)
    if wanted == "_/mode.css" and request.COOKIES.get(ELDER_COOKIE) == "1":
        wanted = "_/mode-elder.css"
    if wanted.endswith(TWINS):
        return _page(tree.root / "404.html", 404)
    try:
        return _answer(request, tree, wanted)
    except PathRefused:
        return _page(tree.root / "404.html", 404)


@require_safe
def elder_mode(request: HttpRequest, switch: str) -> HttpResponse:
    """Set or clear the elder mode cookie and go back (长者模式开关)."""
    response = HttpResponse(status=303, headers={"Location": _way_back(request)})
    if switch == "on":
        response.set_cookie(ELDER_COOKIE, "1", max_age=YEAR_SECONDS, samesite="Lax")
    else:
        response.delete_cookie(ELDER_COOKIE, samesite="Lax")
    return response


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
        "Vary": "Accept-Encoding, Cookie" if target.parent.name == "_" else "Accept-Encoding",
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


def _way_back(request: HttpRequest) -> str:
    """The page the reader came from, on this host only."""
    own = f"{request.scheme}://{request.get_host()}/"
    came_from = request.headers.get("Referer", "")
    # Two slashes at the front would name another host.
    return "/" + came_from.removeprefix(own).lstrip("/\\") if came_from.startswith(own) else "/"
