"""Letters (来信): mailboxes, what came in, replies and what of them is public."""

from zhanqun.affairs.letters.figures import count_all as count_figures
from zhanqun.affairs.letters.masking import PublicText, proposal_of
from zhanqun.affairs.letters.models import Letter, Mailbox, Publication
from zhanqun.affairs.letters.queries import letters_visible_to
from zhanqun.affairs.letters.services import mask, publish, send, submit, withdraw
from zhanqun.affairs.letters.services.mailboxes import MailboxFacts, add_mailbox
from zhanqun.affairs.letters.services.questions import publish_question, write_question
from zhanqun.affairs.letters.sorts import Sort

__all__ = [
    "Letter",
    "Mailbox",
    "MailboxFacts",
    "PublicText",
    "Publication",
    "Sort",
    "add_mailbox",
    "count_figures",
    "letters_visible_to",
    "mask",
    "proposal_of",
    "publish",
    "publish_question",
    "send",
    "submit",
    "withdraw",
    "write_question",
]
