"""Entries in the lists of their publisher (公开目录的列表), numbered from the oldest.

An entry that is public stands in a list of everything, in one for each of its items and in that of
its subject class.
"""

from django.db import connection
from django.db.models import Max

from zhanqun.affairs.disclosure import announcing
from zhanqun.affairs.disclosure.keys import bucket_key, list_key, lists_key
from zhanqun.affairs.disclosure.models import Entry, ListEntry
from zhanqun.affairs.disclosure.states import EntryState
from zhanqun.affairs.disclosure.topics import class_code

BUCKET = 20
ALL = "all"
ITEM, TOPIC = "item-", "topic-"
NUMBERING = 0x5A51_0701


def bucket_of(position: int) -> int:
    """The numbered page on which a position stands; both count from 1."""
    return (position - 1) // BUCKET + 1


def codes_of(entry: Entry) -> list[str]:
    return [ALL, *(ITEM + item for item in entry.items), TOPIC + class_code(entry.topic)]


def stand_or_go(entry: Entry) -> None:
    """Enter or leave the lists as its state, its items and its topic say, and announce it."""
    is_live = entry.state == EntryState.LIVE
    keys = _entered(entry) if is_live else _keys_of_all(entry)
    announcing.entry_changed(entry.publisher, keys, is_gone=not is_live)


def _keys_of_all(entry: Entry) -> set[str]:
    return {key for place in entry.places.filter(is_listed=True) for key in _keys_of(place)}


def _entered(entry: Entry) -> set[str]:
    """Keys of the lists that it stands in, and of those that it leaves."""
    _number_alone(entry.publisher_id)
    codes, keys = codes_of(entry), set()
    known = {place.code: place for place in entry.places.filter(publisher=entry.publisher_id)}
    for code, place in known.items():
        if place.is_listed != (code in codes):
            place.is_listed = code in codes
            place.save(update_fields=["is_listed"])
            keys |= _keys_of(place)
    for code in codes:
        place = known.get(code) or _append(entry, code)
        keys |= _keys_of(place)
        if place.position == 1:
            keys.add(lists_key(entry.publisher_id))
    return keys


def _number_alone(publisher_id: int) -> None:
    """Until the transaction ends: a publisher's positions are given one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [NUMBERING, publisher_id])


def _append(entry: Entry, code: str) -> ListEntry:
    there = ListEntry.objects.filter(publisher=entry.publisher_id, code=code)
    last = there.aggregate(last=Max("position"))["last"] or 0
    return ListEntry.objects.create(
        publisher_id=entry.publisher_id, code=code, position=last + 1, entry=entry
    )


def _keys_of(place: ListEntry) -> set[str]:
    """Its numbered page, and the newest where it stands among them."""
    keys = {bucket_key(place.publisher_id, place.code, bucket_of(place.position))}
    newer = ListEntry.objects.filter(
        publisher=place.publisher_id,
        code=place.code,
        position__gt=place.position,
        is_listed=True,
        entry__state=EntryState.LIVE,
    )
    if len(newer.values_list("pk")[:BUCKET]) < BUCKET:
        keys.add(list_key(place.publisher_id, place.code))
    return keys
