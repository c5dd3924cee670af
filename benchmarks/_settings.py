"""The tests' settings, with the files of the scratch installation and connections kept open, as
they are in use."""

from zhanqun.config import environment
from zhanqun.config.settings.test import *  # noqa: F403

ZHANQUN_PUBLIC_ROOT = environment.folder("ZHANQUN_PUBLIC_ROOT", VAR)  # noqa: F405
ZHANQUN_PRIVATE_ROOT = environment.folder("ZHANQUN_PRIVATE_ROOT", VAR)  # noqa: F405
ZHANQUN_SEARCH_ROOT = environment.folder("ZHANQUN_SEARCH_ROOT", VAR)  # noqa: F405

DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}  # noqa: F405
