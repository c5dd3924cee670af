"""Two versions of a list beside each other (词表版本对比)."""

from dataclasses import dataclass

from zhanqun.core.checks.models import Entry, WordList
from zhanqun.core.checks.queries import entries_at

SHOWN_MAX = 500


@dataclass(frozen=True)
class Difference:
    """One entry that differs; before or after is None where it was not there."""

    before: Entry | None
    after: Entry | None

    @property
    def outcome(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def differences(word_list: WordList, older: int, newer: int) -> list[Difference]:
    """Entries that differ between two versions, by their words; at most SHOWN_MAX."""
    before = {row.uid: row for row in entries_at(word_list, older).exclude(until=None)}
    after = {row.uid: row for row in entries_at(word_list, newer).filter(since__gt=older)}
    gone = {uid for uid, row in before.items() if row.until is not None and row.until <= newer}
    rows = [
        Difference(before.get(uid), after.get(uid))
        for uid in gone | after.keys()
        if uid not in before or uid not in after or before[uid].facts() != after[uid].facts()
    ]
    return sorted(rows, key=_words)[:SHOWN_MAX]


def _words(row: Difference) -> str:
    entry = row.after or row.before
    return entry.wrong if entry else ""
