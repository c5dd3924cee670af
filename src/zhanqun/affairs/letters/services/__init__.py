"""Everything that changes in this room (来信的办理)."""

from zhanqun.affairs.letters.services.mailboxes import (
    MailboxFacts,
    add_mailbox,
    change_mailbox,
    open_mailbox,
)
from zhanqun.affairs.letters.services.merging import merge, separate
from zhanqun.affairs.letters.services.publishing import (
    consent_withdrawn,
    mask,
    publish,
    revoke_consent,
    why_not_public,
    withdraw,
    withhold,
)
from zhanqun.affairs.letters.services.refusing import refuse
from zhanqun.affairs.letters.services.replying import return_draft, save_draft, send, submit
from zhanqun.affairs.letters.services.sorting import Sorting, is_complex, pass_on, sort_letter
from zhanqun.affairs.letters.services.supervising import ask_again, explain, order, settle

__all__ = [
    "MailboxFacts",
    "Sorting",
    "add_mailbox",
    "ask_again",
    "change_mailbox",
    "consent_withdrawn",
    "explain",
    "is_complex",
    "mask",
    "merge",
    "open_mailbox",
    "order",
    "pass_on",
    "publish",
    "refuse",
    "return_draft",
    "revoke_consent",
    "save_draft",
    "send",
    "separate",
    "settle",
    "sort_letter",
    "submit",
    "why_not_public",
    "withdraw",
    "withhold",
]
