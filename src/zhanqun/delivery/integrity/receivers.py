"""How the room hears what is published (接收文件变动), inside the publisher's transaction."""

from collections.abc import Sequence

from django.conf import settings

from zhanqun.delivery.integrity.models import ChangedFile, Proof
from zhanqun.delivery.integrity.waiting import wake_manifest, wake_proofs
from zhanqun.delivery.staticsite.api import FileChange
from zhanqun.foundation import clock


def on_files_changed(changes: Sequence[FileChange]) -> None:
    """Rows of our own alone, in two statements; the work is done by jobs."""
    ChangedFile.objects.bulk_create(
        ChangedFile(site_id=change.site_id, path=change.path) for change in changes
    )
    wake_manifest()
    if settings.ZHANQUN_PROOF_CONNECT != "off":
        _note_proofs(changes)


def _note_proofs(changes: Sequence[FileChange]) -> None:
    """What an act of the gate changed is proved, and what readers wait for without one, such as
    warnings and letters; a site made anew is what the sweep is for."""
    now = clock.now()
    rows = [
        Proof(publication_id=act, site_id=change.site_id, path=change.path, due_at=now)
        for change in changes
        for act in _acts(change)
    ]
    if rows:
        Proof.objects.bulk_create(rows)
        wake_proofs()


def _acts(change: FileChange) -> Sequence[int | None]:
    return change.publication_ids or ([None] if change.is_awaited else [])
