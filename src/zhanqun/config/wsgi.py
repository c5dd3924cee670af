"""Entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhanqun.config.settings.demo")
application = get_wsgi_application()
# What start-up has made stays for good: later collections pass over it, and workers share it.
gc.collect()
gc.freeze()
