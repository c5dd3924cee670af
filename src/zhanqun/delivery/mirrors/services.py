"""What people do with mirrors (镜像操作)."""

from datetime import datetime

from django.db import transaction

from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.delivery.mirrors import policies, sending, waiting
from zhanqun.delivery.mirrors.entries import Manifest
from zhanqun.delivery.mirrors.models import Mirror
from zhanqun.delivery.mirrors.targets import places
from zhanqun.delivery.mirrors.transports.shapes import Differences


@transaction.atomic
def ask_for_sending(*, name: str, by: User, now: datetime) -> Mirror:
    """Send at once, however long the last failure asked to wait (立即同步). Raises NotAllowed."""
    mirror = Mirror.objects.select_for_update().get(name=name)
    policies.check_may_send(by)
    mirror.retry_at = None
    mirror.save(update_fields=["retry_at"])
    audit.record("mirrors.sending_asked", mirror, by=by, at=now)
    transaction.on_commit(lambda: waiting.wake(name, seconds=0))
    return mirror


def check_mirror(mirror: Mirror, *, mend: bool, now: datetime) -> Differences:
    """Compare a mirror with the manifest (全量核对); mend: what differs is put right.

    Addresses that are wrong are queued to be sent; then what stands at the mirror alone is
    deleted. Both as they are found: of a check that fails, what was queued stays.
    Raises MirrorAway, MirrorInUse.
    """
    found = Differences()
    with sending.alone(mirror):
        transport = sending.transport_of(places()[mirror.name])
        for part in transport.compare(Manifest().parts()):
            found.add(part)
            if mend:
                waiting.note_entries(mirror, part.wrong, now)
                transport.delete(part.foreign)
    mirror.checked_at, mirror.differences = now, found.wrong + found.foreign
    mirror.save(update_fields=["checked_at", "differences"])
    if mend and found.wrong:
        waiting.wake(mirror.name)
    return found
