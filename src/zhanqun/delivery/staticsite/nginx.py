"""The nginx configuration (nginx 配置), generated from the site profiles."""

from django.conf import settings
from django.template.loader import render_to_string

from zhanqun.content.sites.api import profiles

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
    brotli: bool = False,
) -> str:
    """Text for `conf.d`: one server per site, and the desk.

    listen: nginx's listen value. app: host and port of the application. brotli: whether nginx
    has the brotli static module.
    """
    context = {
        "sites": profiles(),
        "listen": listen,
        "app": app,
        "root": settings.ZHANQUN_PUBLIC_ROOT,
        "static_root": settings.STATIC_ROOT,
        "desk_host": settings.ZHANQUN_DESK_HOST,
        "mime_types": mime_types,
        "policy": PUBLIC_POLICY,
        "brotli": brotli,
    }
    return render_to_string("staticsite/nginx.conf", context)
