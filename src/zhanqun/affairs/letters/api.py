"""Letters (来信): mailboxes, what came in, replies and what of them is public."""

from zhanqun.affairs.letters.models import Letter, Mailbox, Publication
from zhanqun.affairs.letters.queries import letters_visible_to

__all__ = ["Letter", "Mailbox", "Publication", "letters_visible_to"]
