"""The nginx configuration (nginx 配置), generated from the site profiles."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string

from zhanqun.content.sites.api import profiles
from zhanqun.delivery.staticsite.tree import folder_of

# What public pages may load. Strict: nothing inline, nothing foreign.
PUBLIC_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)


def nginx_config(
    *,
    listen: str = "80",
    app: str = "127.0.0.1:8000",
    mime_types: str = "/etc/nginx/mime.types",
    certificates: str = "",
    redirect_listen: str = "80",
    desk_allow: Sequence[str] = (),
    brotli: bool = False,
) -> str:
    """Text for `conf.d`: one server per site, the desk, and 404 for any other host.

    listen: nginx's listen value. app: host and port of the application. certificates: folder
    with <host>.pem and <host>.key; where given, `listen` speaks TLS and `redirect_listen` leads
    there. desk_allow: networks from which the desk may be reached; empty for any. brotli:
    whether nginx has the brotli static module.
    """
    context = {
        "sites": [{"host": folder_of(profile.domain)} for profile in profiles()],
        "listen": listen,
        "tls": " ssl http2" if certificates else "",
        "certificates": certificates.rstrip("/"),
        "redirect_listen": redirect_listen,
        "desk_allow": desk_allow,
        "app": app,
        "root": settings.ZHANQUN_PUBLIC_ROOT,
        "static_root": settings.STATIC_ROOT,
        "desk_host": settings.ZHANQUN_DESK_HOST,
        "mime_types": mime_types,
        "policy": PUBLIC_POLICY,
        "brotli": brotli,
    }
    return render_to_string("staticsite/nginx.conf", context)
