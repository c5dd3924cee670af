"""What every installation shares; demo, test and production add the little that differs."""

from pathlib import Path

from csp.constants import NONE, SELF

from zhanqun.config import environment
from zhanqun.config.rooms import installed_rooms

ROOT = Path(__file__).resolve().parents[4]
VAR = environment.folder("ZHANQUN_VAR", ROOT / "var")

# --- Zhanqun's own -------------------------------------------------------------------------
# Public files are written below PUBLIC, one tree per site; nothing private may lie there.
ZHANQUN_PUBLIC_ROOT = environment.folder("ZHANQUN_PUBLIC_ROOT", VAR / "public")
ZHANQUN_PRIVATE_ROOT = environment.folder("ZHANQUN_PRIVATE_ROOT", VAR / "private")
# The head of the audit trail is written here every night; copy it to another machine.
ZHANQUN_TRAIL_HEADS = environment.folder("ZHANQUN_TRAIL_HEADS", VAR / "trail-heads")
ZHANQUN_VAR = VAR
ZHANQUN_DESK_HOST = "desk.qingyun.localhost"
# The port that addresses show; empty where the sites answer on 80 and 443.
ZHANQUN_PORT = ""
# The database role the application works as; empty where it also owns the tables.
ZHANQUN_APPLICATION_ROLE = ""
# Whether a proxy of ours stands in front and sets X-Real-IP.
ZHANQUN_BEHIND_PROXY = False
# The virus scanner: clamd's socket ("/run/clamav/clamd.ctl"), "host:port", or "off".
ZHANQUN_CLAMD = environment.scanner(environment.text("ZHANQUN_CLAMD", "off"))
# Whether Django serves /static/ itself: only where no nginx does.
ZHANQUN_SERVES_STATIC = False

# --- Applications --------------------------------------------------------------------------
INSTALLED_APPS = [
    *installed_rooms(),
    "zhanqun.config.jobs",
    "wagtail.users",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    # Last: it gathers the tasks of all rooms.
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "zhanqun.config.hosts.HostMiddleware",
    "zhanqun.config.hosts.OriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "zhanqun.web.middleware.OneTimePasswordMiddleware",
    "zhanqun.web.middleware.RefusalMiddleware",
]

CSRF_FAILURE_VIEW = "zhanqun.web.errors.csrf_failed"
ROOT_URLCONF = "zhanqun.config.urls"
WSGI_APPLICATION = "zhanqun.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database ------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database_settings(url: str, owner_url: str = "") -> dict[str, object]:
    """The application's login, or the owner's where this process changes tables."""
    chosen = owner_url if owner_url and environment.owner_is_wanted() else url
    return environment.database(chosen).as_django() | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def application_role(url: str, owner_url: str) -> str:
    """The role to be given rights after a migration; empty where one role does both."""
    role = environment.database(url).user
    return role if owner_url and environment.database(owner_url).user != role else ""


# --- Jobs ----------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "zhanqun.config.jobs.backend.ProcrastinateBackend", "QUEUES": []}}
PROCRASTINATE_ON_APP_READY = "zhanqun.config.jobs.worker.prepare"

# --- People and sessions -------------------------------------------------------------------
AUTH_USER_MODEL = "zq_units.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "zhanqun.core.units.backends.AppointmentBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "zhanqun.core.units.hashers.OneTimePasswordHasher",
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# One person at one address is locked out, so that nobody can lock out a colleague.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "zhanqun.config.hosts.client_address"

# --- Security ------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
# Wagtail's shell sets styles from its scripts and shows pictures before they are uploaded.
ZHANQUN_DESK_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# A text that carries its pictures with it is saved, or refused with its words kept on the page.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024

# --- Mail ----------------------------------------------------------------------------------
# Off while no server is named: notices then stay at the desk.
_mail = environment.mail_server(environment.text("ZHANQUN_SMTP_URL"))
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starts_tls, _mail.is_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.required("ZHANQUN_MAIL_FROM") if _mail.host else ""
# Where people may get mail; empty for anywhere.
ZHANQUN_MAIL_DOMAINS = environment.names("ZHANQUN_MAIL_DOMAINS")
# Whether mail names articles; without, it says how many and leads to the desk.
ZHANQUN_MAIL_TITLES = environment.flag("ZHANQUN_MAIL_TITLES", default=True)
# When the daily digest goes out, in Beijing time.
ZHANQUN_DIGEST_AT = environment.time_of_day("ZHANQUN_DIGEST_AT", "08:30")
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "zhanqun.core.attachments.upload_handler.LimitedUploads",
]

# --- Language and time ---------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# --- Files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
# What set-up builds from static-src and copies from npm packages.
STATICFILES_DIRS = [VAR / "static-built"]
MEDIA_ROOT = ZHANQUN_PRIVATE_ROOT / "media"
MEDIA_URL = "/media-is-never-served/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "zhanqun.config.assets.HashedStaticFiles"},
}

# --- Wagtail -------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "站群"
WAGTAILIMAGES_IMAGE_MODEL = "zq_attachments.Picture"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False},
}
# Wagtail's workflow publishes past the gate; its comments and gravatars send data elsewhere.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Ours is in units, and leaves an entry in the trail.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"zhanqun": {"level": "INFO"}},
}
