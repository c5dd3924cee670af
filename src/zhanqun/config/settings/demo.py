"""The demo city on one machine, with the embedded database unless DATABASE_URL is set."""

from zhanqun.config import database, environment
from zhanqun.config.settings.base import *  # noqa: F403
from zhanqun.config.settings.base import INSTALLED_APPS, VAR, application_role, database_settings

SECRET_KEY = environment.text("ZHANQUN_SECRET_KEY") or environment.kept_secret(VAR / "secret-key")
ALLOWED_HOSTS = [".qingyun.localhost", "localhost", "127.0.0.1"]
ZHANQUN_PORT = environment.text("PORT", "8000")
ZHANQUN_SERVES_STATIC = True
ZHANQUN_SHOWS_COMPONENTS = True
ZHANQUN_PROOF_CONNECT = environment.text("ZHANQUN_PROOF_CONNECT", f"127.0.0.1:{ZHANQUN_PORT}")

_embedded = database.server_at(VAR / "postgres")
_url = environment.text("DATABASE_URL") or _embedded.application_url
_owner_url = environment.text(
    "DATABASE_OWNER_URL", "" if environment.text("DATABASE_URL") else _embedded.owner_url
)
DATABASES = {"default": database_settings(_url, _owner_url)}
ZHANQUN_APPLICATION_ROLE = application_role(_url, _owner_url)

WAGTAILADMIN_BASE_URL = f"http://desk.qingyun.localhost:{ZHANQUN_PORT}"

# Invented people on one machine log in with a password alone; the first screen says so.
ZHANQUN_SECOND_FACTOR = environment.choice("ZHANQUN_SECOND_FACTOR", ("off", "roles", "all"))
ZHANQUN_PASSWORD_DAYS = 0
ZHANQUN_DORMANT_DAYS = 0

INSTALLED_APPS = [*INSTALLED_APPS, "zhanqun.config.demo"]
