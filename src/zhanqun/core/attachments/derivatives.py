"""Have files made of a file, and give them out (派生文件)."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from zhanqun.core.attachments import deriving
from zhanqun.core.attachments.deriving import Derived, Made
from zhanqun.core.attachments.deriving.made import VIDEOS
from zhanqun.core.attachments.models import Attachment
from zhanqun.core.attachments.publicity import file_key
from zhanqun.foundation.registries import Registry

logger = logging.getLogger(__name__)
_FAILURES = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, deriving.StreamFailed)

# Upper rooms register who shows a public file in its new forms: each gets the file's dependency
# key and who refers to it, inside the transaction.
file_derived: Registry[Callable[[str, frozenset[str]], None]] = Registry("derived files")


def kinds_in_hand() -> tuple[str, ...]:
    """Types of which something can be made here: videos only where there is ffmpeg."""
    found = deriving.DERIVABLE
    return found if deriving.ffmpeg_program() else tuple(set(found) - set(VIDEOS))


def derive(*, attachment_id: int, now: datetime) -> None:
    """Make what is to be made of one file (生成图片规格、视频分段); harmless when run twice."""
    attachment = Attachment.objects.filter(pk=attachment_id, derived_at=None).first()
    if attachment is None or not attachment.file or not attachment.is_released:
        return
    if attachment.content_type not in kinds_in_hand():
        return
    _settle(attachment_id, _keep(attachment, _made_of(attachment)), now)


def open_derived(attachment: Attachment, name: str) -> IO[bytes]:
    """The bytes of what was made under this name. Raises FileNotFoundError."""
    if all(row.name != name for row in attachment.derivatives):
        raise FileNotFoundError(name)
    storage: Any = attachment.file.storage
    opened: IO[bytes] = storage.open(deriving.derived_path(attachment.key, name))
    return opened


def delete_derived(attachment: Attachment) -> None:
    """Delete what was made of a file, with its bytes."""
    for row in attachment.derivatives:
        attachment.file.storage.delete(deriving.derived_path(attachment.key, row.name))
    attachment.derived = []


def _made_of(attachment: Attachment) -> list[Made]:
    """Nothing where the file cannot be read so: the original is shown as it is.

    A store that does not answer is no such case: the job fails and is done again.
    """
    with attachment.file.open("rb") as file:
        content = b"" if attachment.content_type in VIDEOS else file.read()
        try:
            return deriving.renditions_of(content) if content else deriving.stream_of(file)
        except _FAILURES as failure:
            logger.warning("nothing made of %s: %s", attachment.key, failure)
            return []


def _keep(attachment: Attachment, made: list[Made]) -> list[Derived]:
    storage = attachment.file.storage
    for one in made:
        path = deriving.derived_path(attachment.key, one.name)
        storage.delete(path)  # of an earlier run that did not come to its end
        storage.save(path, ContentFile(one.content))
    return [one.row for one in made]


@transaction.atomic
def _settle(attachment_id: int, rows: list[Derived], now: datetime) -> None:
    """The lock keeps a page from beginning to refer to the file meanwhile (foreign key)."""
    attachment = Attachment.objects.select_for_update().get(pk=attachment_id)
    attachment.derived, attachment.derived_at = [list(row) for row in rows], now
    attachment.save(update_fields=["derived", "derived_at"])
    owners = frozenset(attachment.uses.values_list("owner", flat=True))
    if rows and owners:
        for _name, handler in file_derived:
            handler(file_key(attachment.key), owners)
