"""The benchmark's settings, with wagtail-bakery and the app that has pages for it."""

from _settings import *  # noqa: F403
from _settings import INSTALLED_APPS, ZHANQUN_PUBLIC_ROOT

INSTALLED_APPS = [*INSTALLED_APPS, "bakery", "wagtailbakery", "_bakery.apps.BakeryBenchConfig"]
# The least with which our other rooms start.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "_bakery.urls"
ALLOWED_HOSTS = ["*"]
BUILD_DIR = str(ZHANQUN_PUBLIC_ROOT.parent / "baked")
BAKERY_VIEWS = ["wagtailbakery.views.AllPublishedPagesView"]
# Bakery's own tasks ask for celery; none of ours runs here.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "no_tasks"
