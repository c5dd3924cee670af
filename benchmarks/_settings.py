"""The tests' settings, with the files of the scratch installation."""

from zhanqun.config import environment
from zhanqun.config.settings.test import *  # noqa: F403

ZHANQUN_PUBLIC_ROOT = environment.folder("ZHANQUN_PUBLIC_ROOT", VAR)  # noqa: F405
ZHANQUN_PRIVATE_ROOT = environment.folder("ZHANQUN_PRIVATE_ROOT", VAR)  # noqa: F405
ZHANQUN_SEARCH_ROOT = environment.folder("ZHANQUN_SEARCH_ROOT", VAR)  # noqa: F405
