"""Dependency keys of arrangements (依赖键)."""


def arrangement_key(page_id: int) -> str:
    """Which blocks a home, topic or overview is built of, its colours, and its lifetime."""
    return f"arrangement:{page_id}"


def file_owner(site_id: int, page_id: int) -> str:
    """Under this name a released arrangement refers to its pictures; see staticsite `files`."""
    return f"site:{site_id}:page:{page_id}"
