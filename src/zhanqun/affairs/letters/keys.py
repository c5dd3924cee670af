"""Dependency keys of letters (依赖键)."""

from uuid import UUID


def letter_key(uid: UUID) -> str:
    """Whether a letter is public, and what of it; uid: of its publication."""
    return f"letter:{uid}"


def mailbox_key(mailbox_id: int) -> str:
    """A mailbox's name, notes, and whether it is open."""
    return f"mailbox:{mailbox_id}"


def mailboxes_key(site_id: int) -> str:
    """Which mailboxes a site has; of a portal, those of the sites below it too."""
    return f"letters:{site_id}:mailboxes"


def figures_key() -> str:
    """Figures of letters, counted once a day."""
    return "letters:figures"
