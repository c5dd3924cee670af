"""Making a new version of a list (词表版本): the one way in which entries change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from zhanqun.core.audit import api as audit
from zhanqun.core.checks.models import Entry, ListVersion, Stamp, WordList
from zhanqun.core.units.api import User
from zhanqun.foundation import ids

BATCH = 5000
# So many entries are told in the trail word by word; the versions page shows all.
TOLD = 20


@dataclass
class Changes:
    """What one act does to a list. added: facts, with the uid where an entry comes back."""

    added: list[tuple[UUID | None, Mapping[str, Any]]] = field(default_factory=list)
    changed: list[tuple[Entry, Mapping[str, Any]]] = field(default_factory=list)
    removed: list[Entry] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def lock_list(uid: UUID) -> WordList:
    return WordList.objects.select_for_update().get(uid=uid)


def make_version(
    word_list: WordList,
    changes: Changes,
    *,
    note: str,
    by: User | None,
    now: datetime,
    is_act: bool = True,
) -> ListVersion:
    """Write a new version of a locked list, inside the caller's transaction.

    is_act: whether somebody did it, so that the trail tells; an upgrade of the system is none.
    """
    word_list.version += 1
    word_list.save(update_fields=["version"])
    number, is_own = word_list.version, by is not None
    ended = [entry.pk for entry in changes.removed] + [entry.pk for entry, _f in changes.changed]
    for chunk in _chunks(ended):
        Entry.objects.filter(pk__in=chunk).update(until=number)
    rows = [_row(word_list, number, uid, facts, is_own) for uid, facts in changes.added]
    rows += [
        _row(word_list, number, entry.uid, entry.facts() | dict(facts), is_own)
        for entry, facts in changes.changed
    ]
    Entry.objects.bulk_create(rows, batch_size=BATCH)
    version = ListVersion.objects.create(
        word_list=word_list,
        number=number,
        made_by=by,
        made_at=now,
        note=note[:200],
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
    )
    renew_stamp()
    if is_act:
        _tell(version, changes, by, now)
    return version


def renew_stamp() -> None:
    """From the end of this transaction on, every process compiles its matchers anew."""
    Stamp.objects.update_or_create(id=1, defaults={"value": ids.new_uid()})


def _row(
    word_list: WordList, number: int, uid: UUID | None, facts: Mapping[str, Any], is_own: bool
) -> Entry:
    row = Entry(word_list=word_list, since=number, is_own=is_own, **facts)
    if uid is not None:
        row.uid = uid
    return row


def _tell(version: ListVersion, changes: Changes, by: User | None, now: datetime) -> None:
    before = {entry.wrong: str(entry) for entry in changes.removed[:TOLD]}
    before |= {entry.wrong: str(entry) for entry, _facts in changes.changed[:TOLD]}
    after: dict[str, Any] = {facts["wrong"]: _words(facts) for _uid, facts in changes.added[:TOLD]}
    for entry, facts in changes.changed[:TOLD]:
        told = {name: value for name, value in facts.items() if getattr(entry, name) != value}
        after[entry.wrong] = told
    counts = {"version": version.number, "added": version.added, "changed": version.changed}
    audit.record(
        "checks.list_changed",
        version.word_list,
        by=by,
        at=now,
        before={"entries": before},
        after={"entries": after, **counts, "removed": version.removed},
        reason=version.note,
    )


def _words(facts: Mapping[str, Any]) -> str:
    return f"{facts['wrong']}→{facts.get('right', '')}"


def _chunks(keys: Iterable[int]) -> Iterable[Sequence[int]]:
    left = iter(keys)
    while chunk := list(islice(left, BATCH)):
        yield chunk
