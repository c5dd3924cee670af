"""Attachments that live pages refer to, as targets (附件发布): /f/key/name on each site.

Who refers to a file is a text ("article:uid"), or an arranged page of one site
("site:id:page:id", see `pages.keys.file_owner`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote
from uuid import UUID

from zhanqun.content.library import api as library
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment, AttachmentUse
from zhanqun.foundation.dependencies import depends_on, once_each
from zhanqun.foundation.targets import Rendered, Target, TargetKind


class PublicFile(TargetKind):
    """One file, key is the attachment's key; there while a text live on the site shows it."""

    def prepare(self, targets: Sequence[Target]) -> None:
        keys = [target.key for target in targets]
        _attachments(keys)
        library.places(uid for rows in _owners(keys).values() for uid in _articles(rows or []))

    def render(self, target: Target) -> Rendered | None:
        depends_on(attachments.file_key(target.key), sites.folder_key(target.site_id))
        attachment = _attachments([target.key])[target.key]
        if attachment is None or not attachment.is_released:
            return None
        owners = _owners([target.key])[target.key] or []
        users = _articles(owners)
        depends_on(*(library.placed_key(uid, target.site_id) for uid in users))
        is_arranged = any(row.startswith(f"site:{target.site_id}:") for row in owners)
        if not is_arranged and not _is_shown(users, target.site_id):
            return None
        with attachment.file.open("rb") as stored:
            body = stored.read()
        path = f"/f/{attachment.key}/{quote(attachment.name)}"
        return Rendered(path, body, content_type=attachment.content_type)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        """A text begins to refer to the file, or a text that does comes to stand on the site."""
        kind, _colon, rest = key.partition(":")
        if kind == "file":
            return [Target(site_id, "file", rest)]
        uid = rest.partition(":")[0]
        if kind != "article" or key != library.placed_key(uid, site_id):
            return []
        uses = AttachmentUse.objects.filter(owner=library.article_key(uid))
        return [
            Target(site_id, "file", row) for row in uses.values_list("attachment__key", flat=True)
        ]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        rows = attachments.public_attachments().order_by("pk").values_list("key", flat=True)
        return [Target(site_id, "file", key) for key in rows]


def _attachments(keys: Iterable[str]) -> dict[str, Attachment | None]:
    return once_each("public file", keys, _read_attachments)


def _read_attachments(keys: list[str]) -> dict[str, Attachment]:
    rows = Attachment.objects.filter(key__in=keys).defer("text", "parts", "listing")
    return {row.key: row for row in rows}


def _owners(keys: Iterable[str]) -> dict[str, list[str] | None]:
    """Which live pages refer to files, by the files' keys."""
    return once_each("owners of file", keys, _read_owners)


def _read_owners(keys: list[str]) -> dict[str, list[str]]:
    uses = AttachmentUse.objects.filter(attachment__key__in=keys)
    found: dict[str, list[str]] = defaultdict(list)
    for key, owner in uses.values_list("attachment__key", "owner"):
        found[key].append(owner)
    return found


def _articles(owners: Iterable[str]) -> list[UUID]:
    named = (row.partition(":") for row in owners)
    return [UUID(uid) for kind, _colon, uid in named if kind == "article"]


def _is_shown(users: Iterable[UUID], site_id: int) -> bool:
    placed = library.places(users).values()
    return any(row.is_live and row.site_id == site_id for rows in placed for row in rows)
