"""Attachments that live pages refer to, as targets (附件发布): /f/key/name on each site."""

from collections.abc import Iterable
from urllib.parse import quote
from uuid import UUID

from zhanqun.content.library import api as library
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment, AttachmentUse
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind


class PublicFile(TargetKind):
    """One file, key is the attachment's key; there while a text live on the site shows it."""

    def render(self, target: Target) -> Rendered | None:
        attachment = Attachment.objects.filter(key=target.key).first()
        if attachment is None or not attachment.is_released:
            return None
        owners = list(attachment.uses.values_list("owner", flat=True))
        # A new domain is a new folder, where the file must be too.
        depends_on(*owners, sites.address_key(target.site_id))
        if not _is_shown(owners, target.site_id):
            return None
        with attachment.file.open("rb") as stored:
            body = stored.read()
        path = f"/f/{attachment.key}/{quote(attachment.name)}"
        return Rendered(path, body, content_type=attachment.content_type)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        if not key.startswith("article:"):
            return []
        uses = AttachmentUse.objects.filter(owner=key).values_list("attachment__key", flat=True)
        return [Target(site_id, "file", row) for row in uses]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        rows = attachments.public_attachments().order_by("pk").values_list("key", flat=True)
        return [Target(site_id, "file", key) for key in rows]


def _is_shown(owners: list[str], site_id: int) -> bool:
    uids = [UUID(owner.removeprefix("article:")) for owner in owners]
    return library.live_placements(site_id).filter(article__uid__in=uids).exists()
