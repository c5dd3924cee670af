"""A file that is public already turns out to carry a virus (撤下有毒附件)."""

from collections.abc import Callable
from datetime import datetime

from zhanqun.core.attachments.models import Attachment
from zhanqun.core.attachments.publicity import file_key
from zhanqun.core.audit import api as audit
from zhanqun.foundation.registries import Registry

# Upper rooms register who must take the file down; each gets the dependency key of the file, which
# the pages that link it note, inside the transaction.
file_withheld: Registry[Callable[[frozenset[str]], None]] = Registry("withheld files")


def withhold(attachment: Attachment, now: datetime) -> None:
    """Have a public file taken off every site; a private one is kept from going there anyway."""
    owners = frozenset(attachment.uses.values_list("owner", flat=True))
    if not owners:
        return
    audit.record(
        "attachments.withheld", attachment, by=None, at=now, after={"pages": sorted(owners)}
    )
    for _name, handler in file_withheld:
        handler(frozenset({file_key(attachment.key)}))
