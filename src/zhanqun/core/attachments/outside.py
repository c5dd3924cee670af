"""Files that citizens send in (公众提交的附件): of no unit and no user, never public by themselves.

Whoever takes them in says who may see them, and when they go.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import IO
from uuid import UUID

from django.db import transaction

from zhanqun.core.attachments.models import Attachment
from zhanqun.core.attachments.storing import store_attachment


def store_from_outside(*, name: str, content: bytes | IO[bytes], now: datetime) -> Attachment:
    """Keep a file that nobody known sent (接收公众附件): same checks, same quarantine.

    Raises FileRefused.
    """
    return store_attachment(name=name, content=content, unit=None, by=None, now=now)


@transaction.atomic
def remove_from_outside(uids: Iterable[UUID]) -> None:
    """Delete files that citizens sent, bytes included; others are left alone."""
    rows = Attachment.objects.filter(uid__in=set(uids), unit=None, uses=None)
    for row in list(rows):
        storage, name = row.file.storage, row.file.name
        row.delete()
        if name:
            transaction.on_commit(partial(storage.delete, name))
