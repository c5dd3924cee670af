"""As behind nginx: the address is what the proxy says."""

from _settings import *  # noqa: F403

ZHANQUN_BEHIND_PROXY = True
