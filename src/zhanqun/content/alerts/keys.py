"""Dependency keys of warnings (依赖键): of each site its own, so that a change of all sites can be
taken up in parts."""

from uuid import UUID


def bar_key(site_id: int) -> str:
    """Which warnings a site shows now: its bar, its list, its feed."""
    return f"alerts:{site_id}"


def chain_key(site_id: int, uid: UUID) -> str:
    """One warning with its history, on a site; uid: of the first message."""
    return f"alerts:{site_id}:{uid}"


def mode_key(site_id: int) -> str:
    """Whether a site is in mourning."""
    return f"alerts:{site_id}:mode"


def event_key(column_id: int) -> str:
    """Whether a topic tells of an event, and what its facts are."""
    return f"event:{column_id}"
