"""The nginx configuration (nginx 配置), generated from the site profiles."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string

from zhanqun.content.sites.api import profiles
from zhanqun.delivery.staticsite import content_types
from zhanqun.delivery.staticsite.tree import folder_of
from zhanqun.ui.preferences import ELDER_WAYS, PREFERENCES, YEAR_SECONDS

# What public pages may load. Strict: nothing inline, nothing foreign. The player of films hands
# segments to the browser under blob: addresses that it makes itself.
PUBLIC_POLICY = (
    "default-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
# A file of unknown origin, opened beside the pages, may do nothing at all.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

# Addresses of the public sites that the application answers; all others are files.
DYNAMIC_PREFIXES = ("/search", "/tc/search")
# Where citizens send something in: the only addresses of the public sites that take a POST.
DOOR = "/intake/"
DOOR_RATE, DOOR_BURST, DOOR_BODY = 5, 30, "160m"
# Requests a second and in hand, of one address and of all; many offices share one address.
RATE, BURST = 20, 60
ADDRESS_CONNECTIONS, CONNECTIONS = 16, 64


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the operator chooses.

    listen: nginx's listen value. app, public_app: host and port of the application, for the desk
    and for what the public sites ask of it; one process serves both where public_app is empty.
    certificates: folder with <host>.pem and <host>.key; where given, `listen` speaks TLS and
    `redirect_listen` leads there. desk_allow: networks from which the desk may be reached; empty
    for any. brotli: whether nginx has the brotli static module. cache: folder, which must exist,
    for answers kept. extra: folder of the operator's own files, which may be absent.
    visits_log: file for what the visit figures are counted from; empty for none. beacon: pages tell
    of themselves that they were opened, for sites behind a cache.
    root, static_root: where the files lie, on the machine that is to serve them.
    """

    listen: str = "80"
    app: str = "127.0.0.1:8000"
    public_app: str = ""
    certificates: str = ""
    redirect_listen: str = "80"
    desk_allow: Sequence[str] = ()
    brotli: bool = False
    cache: str = "/var/lib/nginx"
    extra: str = "/etc/zhanqun/nginx"
    visits_log: str = ""
    beacon: bool = False
    root: str = field(default_factory=lambda: str(settings.ZHANQUN_PUBLIC_ROOT))
    static_root: str = field(default_factory=lambda: str(settings.STATIC_ROOT))


def nginx_config(options: Options) -> str:
    """Text for `conf.d`: the sites, the desk, and 404 for any other host.

    One server block answers for all sites, since they differ in their folder alone; where each
    has a certificate of its own, each has a block.
    """
    hosts = [folder_of(profile.domain) for profile in profiles()]
    certificates = options.certificates.rstrip("/")
    context = vars(options) | {
        "hosts": hosts,
        "servers": [[host] for host in hosts] if certificates else [hosts] if hosts else [],
        "public_app": options.public_app or options.app,
        "tls": " ssl http2" if certificates else "",
        "certificates": certificates,
        # Without a folder of certificates the operator's own, at the level of http, may serve.
        "hsts": bool(certificates) or "ssl" in options.listen.split(),
        "desk_host": settings.ZHANQUN_DESK_HOST,
        "policy": PUBLIC_POLICY,
        "file_policy": FILE_POLICY,
        "dynamic": [
            place for prefix in DYNAMIC_PREFIXES for place in (f"= {prefix}", f"^~ {prefix}/")
        ],
        "door": DOOR,
        "door_rate": DOOR_RATE,
        "door_burst": DOOR_BURST,
        "door_body": DOOR_BODY,
        "rate": RATE,
        "burst": BURST,
        "address_connections": ADDRESS_CONNECTIONS,
        "connections": CONNECTIONS,
        "types": content_types.TYPES.items(),
        "other_type": content_types.OTHER,
        # text/html has its charset always; naming it again makes nginx complain.
        "in_utf8": [name for name in content_types.IN_UTF8 if name != "text/html"],
        "for_ever": content_types.FOR_EVER,
        "ask_each_time": content_types.ASK_EACH_TIME,
        "hashed_name": "~" + content_types.HASHED_NAME,
        "preferences": PREFERENCES,
        "choices": [
            (row, [(value, row.stylesheet(value)) for value in row.choices]) for row in PREFERENCES
        ],
        "elder_ways": ELDER_WAYS.items(),
        "year": YEAR_SECONDS,
    }
    return render_to_string("staticsite/nginx/main.conf", context)
