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
# The file that says which mirrors there are; empty for none.
ZHANQUN_MIRRORS = environment.text("ZHANQUN_MIRRORS")
# This node's own search index; made anew from the database where it is lost.
ZHANQUN_SEARCH_ROOT = environment.folder("ZHANQUN_SEARCH_ROOT", VAR / "search")
# So many days what was searched is kept, as counts without persons.
ZHANQUN_SEARCH_LOG_DAYS = environment.number("ZHANQUN_SEARCH_LOG_DAYS", 180)
# "tantivy": an index of this node's own; "opensearch": a cluster at the address below.
ZHANQUN_SEARCH_ENGINE = environment.choice("ZHANQUN_SEARCH_ENGINE", ("tantivy", "opensearch"))
ZHANQUN_OPENSEARCH_URL = environment.text("ZHANQUN_OPENSEARCH_URL")
ZHANQUN_OPENSEARCH_INDEX = environment.text("ZHANQUN_OPENSEARCH_INDEX", "zhanqun")
# The web server's logs of visits, compressed ones among them; empty for none.
ZHANQUN_VISIT_LOGS = environment.names("ZHANQUN_VISIT_LOGS")
# "log": views are pages sent; "beacon": pages tell of themselves, behind a cache.
ZHANQUN_VISITS_BY = environment.choice("ZHANQUN_VISITS_BY", ("log", "beacon"))
# So many days figures of single pages are kept; those of sites and days for ever.
ZHANQUN_VISITS_DAYS = environment.number("ZHANQUN_VISITS_DAYS", 400)
ZHANQUN_VAR = VAR
# The file of facts on warnings (levels, kinds, hours); empty for the one that comes with us.
ZHANQUN_ALERT_FACTS = environment.text("ZHANQUN_ALERT_FACTS")
ZHANQUN_DESK_HOST = "desk.qingyun.localhost"
# The port that addresses show; empty where the sites answer on 80 and 443.
ZHANQUN_PORT = ""
# LibreOffice, which reads old Word and WPS files; empty: the one on PATH, if there is one.
ZHANQUN_LIBREOFFICE = environment.text("ZHANQUN_LIBREOFFICE", "")
# ffmpeg, which takes videos apart for players; empty: the one on PATH, if there is one.
ZHANQUN_FFMPEG = environment.text("ZHANQUN_FFMPEG", "")
# Folders of fonts for official papers: first those that the office owns, then the shipped one.
ZHANQUN_PAPER_FONTS = [
    *environment.names("ZHANQUN_PAPER_FONTS"),
    ROOT / "node_modules/@expo-google-fonts/noto-serif-sc",
]
# The database role the application works as; empty where it also owns the tables.
ZHANQUN_APPLICATION_ROLE = ""
# Whether a proxy of ours stands in front and sets X-Real-IP.
ZHANQUN_BEHIND_PROXY = False
# The virus scanner: clamd's socket ("/run/clamav/clamd.ctl"), "host:port", or "off".
ZHANQUN_CLAMD = environment.scanner(environment.text("ZHANQUN_CLAMD", "off"))
# The Ed25519 key that signs the manifests of published files; a real installation makes it itself.
ZHANQUN_MANIFEST_KEY = environment.folder(
    "ZHANQUN_MANIFEST_KEY", ZHANQUN_PRIVATE_ROOT / "manifest-key.pem"
)
ZHANQUN_MAKES_MANIFEST_KEY = True
# Every published file is read and compared so often.
ZHANQUN_SWEEP_MINUTES = environment.number("ZHANQUN_SWEEP_MINUTES", 60)
# Where published addresses are asked for proof: the web server as host:port or https://host:port,
# "direct" for where the name leads, or "off".
ZHANQUN_PROOF_CONNECT = environment.text("ZHANQUN_PROOF_CONNECT", "off")
# Whether Django serves /static/ itself: only where no nginx does.
ZHANQUN_SERVES_STATIC = False
# Whether /_components/ shows every component of the public face: the demo alone.
ZHANQUN_SHOWS_COMPONENTS = False

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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
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
    "allauth.account.middleware.AccountMiddleware",
    "zhanqun.core.accounts.middleware.SessionLimitsMiddleware",
    "zhanqun.core.accounts.middleware.ConditionsMiddleware",
    "zhanqun.web.middleware.RefusalMiddleware",
]

CSRF_FAILURE_VIEW = "zhanqun.web.errors.csrf_failed"
# The page for a refusal before any view: (request, refusal) -> response.
ZHANQUN_REFUSAL_VIEW = "zhanqun.web.errors.refused"
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
    # The public pages (decision 0021).
    {
        "NAME": "public",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "zhanqun.ui.face.environment"},
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
        # For `foundation.statements` alone: the ORM's own cursor prepares nothing.
        "OPTIONS": {"prepare_threshold": 5},
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
    {
        "NAME": "zhanqun.core.accounts.validators.LengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "zhanqun.core.accounts.validators.ClassesValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "zhanqun.core.accounts.validators.HabitsValidator"},
]
# A password lasts so many days (0: for ever) and is not one of so many before.
ZHANQUN_PASSWORD_DAYS = environment.number("ZHANQUN_PASSWORD_DAYS", 90)
ZHANQUN_PASSWORD_HISTORY = 5
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
# A login ends after so many minutes without a request, and after so many hours in any case.
ZHANQUN_IDLE_MINUTES = environment.number("ZHANQUN_IDLE_MINUTES", 30)
ZHANQUN_SESSION_HOURS = 8
# Accounts not used for so many days are suspended; 0: never.
ZHANQUN_DORMANT_DAYS = environment.number("ZHANQUN_DORMANT_DAYS", 90)
# Who must have a second factor: "roles" (see core/accounts/rules.py), "all" or "off".
ZHANQUN_SECOND_FACTOR = environment.choice("ZHANQUN_SECOND_FACTOR", ("roles", "all", "off"))
# One person at one address is locked out, so that nobody can lock out a colleague.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "zhanqun.config.hosts.client_address"
AXES_HANDLER = "zhanqun.core.accounts.lockout.Handler"
AXES_LOCKOUT_CALLABLE = "zhanqun.core.accounts.views.login.locked"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential"]
# A username over all addresses is locked out after so many failures within that time.
ZHANQUN_LOCK_EVERYWHERE = 30

# allauth: logging in, second factors, sessions, an identity provider (见 decisions/0011).
ACCOUNT_ADAPTER = "zhanqun.core.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Seconds after which the password is asked again before factors change.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# axes counts failures; a second counter would lock by other rules.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "zhanqun.core.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Half a minute of clock drift either way.
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "zhanqun.core.accounts.provider.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
# The identity provider (统一身份认证); without an issuer there is none.
ZHANQUN_OIDC_ISSUER = environment.text("ZHANQUN_OIDC_ISSUER")
ZHANQUN_OIDC_CLIENT_ID = environment.text("ZHANQUN_OIDC_CLIENT_ID")
ZHANQUN_OIDC_NAME = environment.text("ZHANQUN_OIDC_NAME", "统一身份认证")
# The claim that holds the username; empty where the security administrator binds each person.
ZHANQUN_OIDC_USERNAME_CLAIM = environment.text("ZHANQUN_OIDC_USERNAME_CLAIM")
# Values of acr by which the provider says that it asked for a second factor itself.
ZHANQUN_OIDC_SECOND_FACTOR_ACR = environment.names("ZHANQUN_OIDC_SECOND_FACTOR_ACR")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": ZHANQUN_OIDC_NAME,
                "client_id": ZHANQUN_OIDC_CLIENT_ID,
                "secret": environment.text("ZHANQUN_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": ZHANQUN_OIDC_ISSUER, "oauth_pkce_enabled": True},
            }
        ]
    }
}

# --- Security ------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "media-src": [SELF, "blob:"],
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
EMAIL_USE_LOCALTIME = True
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
