"""Dependency keys of letters (依赖键)."""

from uuid import UUID


def letter_key(uid: UUID | str) -> str:
    """Whether a letter is public, and what of it; uid: of its publication."""
    return f"letter:{uid}"


def mailbox_key(mailbox_id: int) -> str:
    """A mailbox's name."""
    return f"mailbox:{mailbox_id}"


def mailboxes_key(site_id: int) -> str:
    """Which mailboxes a site has, what each says of itself, which are open; of a portal, those of
    the sites below it too."""
    return f"letters:{site_id}:mailboxes"


def opened_key(site_id: int) -> str:
    """A site's very first mailbox: from then on it has pages of letters."""
    return f"letters:{site_id}:opened"


def figures_key(site_id: int) -> str:
    """Figures of a site's letters, counted once a day."""
    return f"letters:{site_id}:figures"


def list_key(site_id: int, code: str) -> str:
    """The newest of a list of published letters."""
    return f"letters:{site_id}:{code}:top"


def bucket_key(site_id: int, code: str, bucket: int) -> str:
    """One numbered page of a list of published letters."""
    return f"letters:{site_id}:{code}:{bucket}"


def lists_key(site_id: int) -> str:
    """Which lists of published letters a site has."""
    return f"letters:{site_id}:lists"


def question_key(uid: UUID) -> str:
    """Whether a question of the library is public, and what it says."""
    return f"question:{uid}"


def questions_key(site_id: int) -> str:
    """Which questions a site shows, and under which topics."""
    return f"letters:{site_id}:questions"
