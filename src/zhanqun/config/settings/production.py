"""For a real installation behind nginx, with TLS. README says what the environment must hold."""

from zhanqun.config import environment
from zhanqun.config.settings.base import *  # noqa: F403
from zhanqun.config.settings.base import (
    ZHANQUN_MANIFEST_KEY,
    application_role,
    database_settings,
)

SECRET_KEY = environment.required("ZHANQUN_SECRET_KEY")
# Secrets of before, so that what they closed can still be opened after a change.
SECRET_KEY_FALLBACKS = environment.names("ZHANQUN_SECRET_KEY_OLD")
ALLOWED_HOSTS = environment.names("ZHANQUN_ALLOWED_HOSTS") or [
    environment.required("ZHANQUN_ALLOWED_HOSTS")
]
ZHANQUN_DESK_HOST = environment.required("ZHANQUN_DESK_HOST")
ZHANQUN_BEHIND_PROXY = True
ZHANQUN_CLAMD = environment.scanner(environment.required("ZHANQUN_CLAMD"))
ZHANQUN_MANIFEST_KEY = environment.key_file(ZHANQUN_MANIFEST_KEY)
ZHANQUN_MAKES_MANIFEST_KEY = False

_url = environment.required("DATABASE_URL")
_owner_url = environment.text("DATABASE_OWNER_URL")
DATABASES = {"default": database_settings(_url, _owner_url)}
ZHANQUN_APPLICATION_ROLE = application_role(_url, _owner_url)

WAGTAILADMIN_BASE_URL = f"https://{ZHANQUN_DESK_HOST}"
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
