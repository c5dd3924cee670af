"""The public sites where no nginx stands in front (演示与测试), and 301 for nginx.

The same rules as deploy/nginx: a file, else gone (410), else moved (301), else 404.
"""

import mimetypes
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from zhanqun.delivery.staticsite.publisher import tree_of
from zhanqun.delivery.staticsite.tree import GONE, MOVED, PathRefused, SiteTree

TYPES = {".html": "text/html; charset=utf-8", ".mjs": "text/javascript", ".txt": "text/plain"}
ENCODINGS = ((".br", "br"), (".gz", "gzip"))
ELDER_COOKIE = "zq_elder"
YEAR_SECONDS = 365 * 24 * 3600


@require_safe
def public_file(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """A page or file of the site that the host names."""
    tree = tree_of(request.get_host().rsplit(":", 1)[0].lower().rstrip("."))
    if not tree.root.is_dir():
        return HttpResponseNotFound("没有这个网站。")
    wanted = path + "index.html" if path == "" or path.endswith("/") else path
    if wanted == "_/mode.css" and request.COOKIES.get(ELDER_COOKIE) == "1":
        wanted = "_/mode-elder.css"
    try:
        return _answer(request, tree, wanted)
    except PathRefused:
        return _page(tree, "404.html", 404)


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
        wanted, target = f"{wanted}/index.html", target / "index.html"
    if target.is_file():
        return _file(request, target)
    if tree.file(wanted, GONE).is_file():
        return _page(tree, f"{GONE}/{wanted}", 410)
    moved = tree.file(wanted, MOVED)
    if moved.is_file():
        return HttpResponse(status=301, headers={"Location": moved.read_text(encoding="utf-8")})
    return _page(tree, "404.html", 404)


def _file(request: HttpRequest, target: Path) -> HttpResponseBase:
    stat = target.stat()
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(stat.st_mtime),
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding, Cookie" if target.parent.name == "_" else "Accept-Encoding",
    }
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    known = request.headers.get("If-None-Match")
    if known == etag or (known is None and since is not None and since >= int(stat.st_mtime)):
        return HttpResponse(status=304, headers=headers)
    content_type = TYPES.get(target.suffix) or mimetypes.guess_type(target.name)[0]
    accepted = request.headers.get("Accept-Encoding", "")
    for ending, name in ENCODINGS:
        twin = target.with_name(target.name + ending)
        if name in accepted and twin.is_file():
            headers["Content-Encoding"] = name
            target = twin
            break
    return FileResponse(
        target.open("rb"),
        content_type=content_type or "application/octet-stream",
        headers=headers,
    )


def _page(tree: SiteTree, relative: str, status: int) -> HttpResponse:
    try:
        body = (tree.root / relative).read_bytes()
    except OSError:
        body = "没有找到这个页面。".encode()
    return HttpResponse(body, status=status, content_type="text/html; charset=utf-8")


def _way_back(request: HttpRequest) -> str:
    """The page the reader came from, on this host only."""
    own = f"{request.scheme}://{request.get_host()}/"
    came_from = request.headers.get("Referer", "")
    return "/" + came_from.removeprefix(own) if came_from.startswith(own) else "/"
