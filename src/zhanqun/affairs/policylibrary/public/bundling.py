"""Making the files with all documents of a year (年度数据包生成): at night, where one changed."""

import io
import zipfile
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import islice

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from zhanqun.affairs.policylibrary.holdings.keys import bundle_key, bundles_key
from zhanqun.affairs.policylibrary.holdings.models import Bundle, Facet, Holding
from zhanqun.affairs.policylibrary.public import reading, records
from zhanqun.affairs.policylibrary.public.machine import written
from zhanqun.content.library import api as library
from zhanqun.foundation import targets
from zhanqun.foundation.dependencies import reusing

BATCH = 200


def make_stale(now: datetime) -> int:
    """Make every file anew of which a document changed; returns how many."""
    rows = Bundle.objects.exclude(changes=F("made_of")).order_by("site_id", "year")
    return sum(make(row, now) for row in rows)


def make(row: Bundle, now: datetime) -> bool:
    """One file, from what is public now; a year without documents has none.

    Nothing is locked while documents are read: where one changed meanwhile, the file is left for
    the next time.
    """
    packed, count = _packed(row.site_id, row.year)
    with transaction.atomic():
        current = Bundle.objects.select_for_update().get(pk=row.pk)
        if current.changes != row.changes:
            return False
        _keep(current, packed, count, now)
    return True


def _keep(row: Bundle, packed: bytes, count: int, now: datetime) -> None:
    if row.file:
        transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
    row.made_of, row.made_at = row.changes, now
    row.count, row.size_bytes, row.sha256 = count, len(packed), sha256(packed).hexdigest()
    row.file = ""
    if count:
        name = f"{row.site_id}-{row.year}-{row.changes}.zip"
        row.file.save(name, ContentFile(packed), save=False)
    row.save()
    targets.announce({bundle_key(row.site_id, row.year), bundles_key(row.site_id)}, [row.site_id])


def _packed(site_id: int, year: int) -> tuple[bytes, int]:
    """One line of JSON a document, in the order of the catalogue; how many there are."""
    buffer, count = io.BytesIO(), 0
    held = Holding.objects.filter(
        year=year, places__shelf__site_id=site_id, places__shelf__facet=Facet.ALL
    )
    rows = held.order_by("places__position").iterator(chunk_size=BATCH)
    named = zipfile.ZipInfo(f"{year}.jsonl")
    named.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w") as packed, packed.open(named, "w") as lines:
        while batch := list(islice(rows, BATCH)):
            lines.writelines(_lines(batch))
            count += len(batch)
    return buffer.getvalue(), count


def _lines(batch: list[Holding]) -> list[bytes]:
    with reusing({}):
        uids = [row.uid for row in batch]
        library.texts(uids)
        library.interpretations(uids)
        reading.holdings_by_id(row.ended_by_id for row in batch if row.ended_by_id)
        return [written(records.whole_record(row)) + b"\n" for row in batch]
