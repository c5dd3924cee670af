"""Attachments that live pages refer to, as targets (附件发布): /f/key/name on each site, and
what was made of them beside it: /f/key/r/960.avif, /f/key/hls/index.m3u8.

Who refers to a file is a text ("article:uid"), or an arranged page of one site
("site:id:page:id", see `pages.keys.file_owner`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote
from uuid import UUID

from django.db.models import QuerySet

from zhanqun.content.library import api as library
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment, AttachmentUse
from zhanqun.foundation.dependencies import depends_on, once_each
from zhanqun.foundation.targets import Rendered, Target, TargetKind


class PublicFile(TargetKind):
    """One file, there while a text live on the site shows the attachment.

    The target's key is the attachment's, with "/" and a name for what was made of it.
    """

    def prepare(self, targets: Sequence[Target]) -> None:
        keys = list(dict.fromkeys(_parts(target)[0] for target in targets))
        _attachments(keys)
        library.places(uid for rows in _owners(keys).values() for uid in _articles(rows or []))

    def render(self, target: Target) -> Rendered | None:
        key, name = _parts(target)
        depends_on(attachments.file_key(key), sites.folder_key(target.site_id))
        attachment = _attachments([key])[key]
        if attachment is None or not attachment.is_released:
            return None
        owners = _owners([key])[key] or []
        users = _articles(owners)
        depends_on(*(library.placed_key(uid, target.site_id) for uid in users))
        is_arranged = any(row.startswith(f"site:{target.site_id}:") for row in owners)
        if not is_arranged and not _is_shown(users, target.site_id):
            return None
        return _derived(attachment, name) if name else _original(attachment)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        """A text begins to refer to the file, or a text that does comes to stand on the site."""
        kind, _colon, rest = key.partition(":")
        if kind == "file":
            return _targets(site_id, Attachment.objects.filter(key=rest))
        uid = rest.partition(":")[0]
        if kind != "article" or key != library.placed_key(uid, site_id):
            return []
        owner = library.article_key(uid)
        return _targets(site_id, Attachment.objects.filter(uses__owner=owner))

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return _targets(site_id, attachments.public_attachments().order_by("pk"))


def _parts(target: Target) -> tuple[str, str]:
    """The attachment's key, and the name of what was made of it; "" for itself."""
    key, _slash, name = target.key.partition("/")
    return key, name


def _targets(site_id: int, rows: QuerySet[Attachment]) -> list[Target]:
    """The files and what was made of them."""
    keys = [
        name
        for row in rows.only("key", "derived")
        for name in (row.key, *(f"{row.key}/{made.name}" for made in row.derivatives))
    ]
    return [Target(site_id, "file", key) for key in keys]


def _original(attachment: Attachment) -> Rendered:
    with attachment.file.open("rb") as stored:
        body = stored.read()
    path = f"/f/{attachment.key}/{quote(attachment.name)}"
    return Rendered(path, body, content_type=attachment.content_type)


def _derived(attachment: Attachment, name: str) -> Rendered | None:
    found = next((row for row in attachment.derivatives if row.name == name), None)
    if found is None:
        return None
    with attachments.open_derived(attachment, name) as stored:
        body = stored.read()
    return Rendered(f"/f/{attachment.key}/{name}", body, content_type=found.content_type)


def sites_showing(owners: Iterable[str]) -> frozenset[int]:
    """Sites on which one of these is live: texts, and what is of one site ("site:id:…")."""
    named = list(owners)
    placed = library.places(_articles(named)).values()
    texts = {row.site_id for rows in placed for row in rows if row.is_live}
    own = {int(owner.split(":")[1]) for owner in named if owner.startswith("site:")}
    return frozenset(texts | own)


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
