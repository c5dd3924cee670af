"""Dependency keys of the policy library (依赖键)."""

from uuid import UUID


def relations_key(uid: UUID | str) -> str:
    """What newer documents, decisions and its own history say of a document, both ways."""
    return f"document:{uid}:relations"
