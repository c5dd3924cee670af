"""For the tests: real PostgreSQL, cheap password hashing, nothing else softened.

The tests own their database. DATABASE_URL, where set, must name a user who may create databases.
"""

from zhanqun.config import database, environment
from zhanqun.config.settings.base import *  # noqa: F403
from zhanqun.config.settings.base import INSTALLED_APPS, VAR, database_settings

SECRET_KEY = "the-tests-have-no-secrets"  # noqa: S105
# A kind of case for the tests of casework; rooms above bring their own.
EXAMPLE = "zhanqun.core.casework.tests.example.apps.ExampleConfig"
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter", EXAMPLE]
# An upgrade stops every process first (docs/zh/升级.md): what none reads any more may be dropped.
MIGRATION_LINTER_OPTIONS = {
    "ignore_name": ["0006_drop_dependency_and_failed_target", "0007_marks_of_any_age"]
}
ALLOWED_HOSTS = [".qingyun.localhost", "localhost", "127.0.0.1", "testserver"]
# The name that Django's test client gives itself: plain requests go to the desk. A browser needs
# a name that resolves.
ZHANQUN_DESK_HOST = environment.text("ZHANQUN_DESK_HOST", "testserver")
ZHANQUN_SERVES_STATIC = True
STATIC_ROOT = VAR / "test" / "static"
ZHANQUN_PUBLIC_ROOT = VAR / "test" / "public"
ZHANQUN_PRIVATE_ROOT = VAR / "test" / "private"
ZHANQUN_TRAIL_HEADS = VAR / "test" / "trail-heads"
ZHANQUN_SEARCH_ROOT = VAR / "test" / "search"
MEDIA_ROOT = ZHANQUN_PRIVATE_ROOT / "media"

_embedded = database.server_at(VAR / "postgres-test", durable=False)
DATABASES = {
    "default": database_settings(environment.text("DATABASE_URL") or _embedded.owner_url)
    | {"TEST": {"NAME": environment.text("ZHANQUN_TEST_DATABASE") or None}}
}
ZHANQUN_APPLICATION_ROLE = "" if environment.text("DATABASE_URL") else database.APPLICATION

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "zhanqun.core.units.hashers.OneTimePasswordHasher",
]
AXES_ENABLED = False
# Tests of accounts switch these on; all others log in with a password and move the clock.
ZHANQUN_SECOND_FACTOR = environment.choice("ZHANQUN_SECOND_FACTOR", ("off", "roles", "all"))
ZHANQUN_IDLE_MINUTES = environment.number("ZHANQUN_IDLE_MINUTES", 0)
ZHANQUN_SESSION_HOURS = 0
ZHANQUN_PASSWORD_DAYS = 0
ZHANQUN_DORMANT_DAYS = 0
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WAGTAILADMIN_BASE_URL = "http://testserver"
