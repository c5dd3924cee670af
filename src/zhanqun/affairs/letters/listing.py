"""Published letters in the lists of their sites (公开来信的列表), numbered from the oldest.

A letter stands in a list of everything, and in those of its mailbox, its unit, its sort and its
year, on the mailbox's site and on the portals above.
"""

from datetime import datetime

from django.db import connection
from django.db.models import Max

from zhanqun.affairs.letters.keys import bucket_key, list_key, lists_key
from zhanqun.affairs.letters.models import ListEntry, Publication
from zhanqun.affairs.letters.states import PublicationState
from zhanqun.core.casework import api as casework
from zhanqun.core.workcalendar.api import work_calendar, working_days_between
from zhanqun.foundation import clock

BUCKET = 20
ALL = "all"
MAILBOX, UNIT, SORT, YEAR = "mailbox-", "unit-", "sort-", "year-"
FACTS = (
    "sort",
    "unit",
    "received_on",
    "answered_on",
    "due_on",
    "days_taken",
    "is_late",
    "changed_at",
)
NUMBERING = 0x5A51_0501


def bucket_of(position: int) -> int:
    """The numbered page on which a position stands; both count from 1."""
    return (position - 1) // BUCKET + 1


def stand_or_go(publication: Publication, site_ids: list[int], now: datetime) -> set[str]:
    """Keep what the page says of the case and enter the lists; returns the keys that changed."""
    publication.changed_at = now
    if publication.state == PublicationState.PUBLISHED:
        _keep_facts(publication)
    publication.save(update_fields=FACTS)
    if publication.state != PublicationState.PUBLISHED:
        return {key for entry in publication.entries.all() for key in _keys_of(entry)}
    _number_alone()
    return {key for site_id in site_ids for key in _entered(publication, site_id)}


def _number_alone() -> None:
    """Until the transaction ends: positions are given one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [NUMBERING])


def _keep_facts(publication: Publication) -> None:
    letter = publication.letter
    case = letter.case
    answer = casework.answers_of(case).last()
    assert answer is not None  # what is not answered is not published
    publication.sort = letter.sort
    publication.unit = case.unit or case.office
    publication.received_on = clock.day_of(letter.received_at)
    publication.answered_on = clock.day_of(answer.at)
    publication.due_on, publication.is_late = case.due_on, case.is_late
    publication.days_taken = working_days_between(
        publication.received_on, publication.answered_on, work_calendar(case.office)
    )


def codes_of(publication: Publication) -> list[str]:
    assert publication.answered_on is not None
    return [
        ALL,
        MAILBOX + publication.letter.mailbox.code,
        f"{UNIT}{publication.unit_id}",
        SORT + publication.sort,
        f"{YEAR}{publication.answered_on.year}",
    ]


def _entered(publication: Publication, site_id: int) -> set[str]:
    """Keys of the site's lists; another unit or year than before is another list."""
    codes, keys = codes_of(publication), set()
    standing = publication.entries.filter(site_id=site_id)
    for entry in standing.exclude(code__in=codes):
        keys |= _keys_of(entry)
        entry.delete()
    known = {entry.code: entry for entry in standing}
    for code in codes:
        entry = known.get(code) or _append(publication, site_id, code)
        keys |= _keys_of(entry)
        if entry.position == 1:
            keys.add(lists_key(site_id))
    return keys


def _append(publication: Publication, site_id: int, code: str) -> ListEntry:
    there = ListEntry.objects.filter(site_id=site_id, code=code)
    last = there.aggregate(last=Max("position"))["last"] or 0
    return there.create(site_id=site_id, code=code, position=last + 1, publication=publication)


def _keys_of(entry: ListEntry) -> set[str]:
    """Its numbered page, and the newest where it stands among them."""
    keys = {bucket_key(entry.site_id, entry.code, bucket_of(entry.position))}
    newer = ListEntry.objects.filter(
        site_id=entry.site_id,
        code=entry.code,
        position__gt=entry.position,
        publication__state=PublicationState.PUBLISHED,
    )
    if newer.count() < BUCKET:
        keys.add(list_key(entry.site_id, entry.code))
    return keys
