"""Other machines that serve the files (镜像分发)."""

from zhanqun.delivery.mirrors.queries import Health, mirrors_health

__all__ = ["Health", "mirrors_health"]
