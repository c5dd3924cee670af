"""Chaining the trail (审计封签): one sealer at a time, oldest entries first."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from zhanqun.core.audit.digests import GENESIS, VERSION, link_digest
from zhanqun.core.audit.models import Entry, Seal

_SEALER_LOCK = 7_001_001
# No act's transaction stays open longer than this; `unsealed(now=None)` looks at the whole trail.
OPEN_AT_MOST = timedelta(hours=2)


@transaction.atomic
def seal_trail(*, now: datetime, limit: int = 5000, everything: bool = False) -> int:
    """Chain the entries not sealed yet, oldest first; return how many (封签).

    One sealer at a time; an entry whose transaction is still open is taken by a later run.
    everything: look at the whole trail, not only at what is newer than any open transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last = newest_seal()
    position, digest = (last.position, last.digest) if last else (0, GENESIS)
    seals = []
    for entry in unsealed(now=None if everything else now).order_by("id")[:limit]:
        position += 1
        digest = link_digest(digest, entry)
        seals.append(
            Seal(entry=entry, position=position, digest=digest, version=VERSION, sealed_at=now)
        )
    Seal.objects.bulk_create(seals)
    return len(seals)


def unsealed(*, now: datetime | None) -> QuerySet[Entry]:
    """Entries that bear no seal yet (未封签).

    now: leave out what lies before the entries sealed a while ago, so that a long trail costs no
    more than a short one; None looks at everything.
    """
    rows = Entry.objects.filter(seal=None)
    settled = now and _newest_sealed_before(now - OPEN_AT_MOST)
    return rows.filter(pk__gt=settled.entry_id) if settled else rows


def newest_seal() -> Seal | None:
    """The head of the chain (最新封签)."""
    return Seal.objects.order_by("-position").first()


def _newest_sealed_before(moment: datetime) -> Seal | None:
    return Seal.objects.filter(sealed_at__lt=moment).order_by("-position").first()
