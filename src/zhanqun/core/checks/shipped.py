"""The lists that come with the system (随系统提供的词表), and their renewal by an upgrade.

What people here changed, added or removed stays; everything else follows the files in data/.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from zhanqun.core.checks import rules
from zhanqun.core.checks.models import Entry, WordList
from zhanqun.core.checks.sheets import read_sheet
from zhanqun.core.checks.versions import Changes, lock_list, make_version

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class ShippedList:
    code: str
    kind: str
    name: str
    source: str
    level: str

    def entries(self) -> Iterator[dict[str, Any]]:
        """Facts of the entries, as the files have them. Raises BadEntry."""
        path = DATA / f"{self.code}.csv"
        if path.read_text(encoding="utf-8").count("\n") < 2:
            return
        for row in read_sheet(path.name, path.read_bytes()):
            said = {name: getattr(row, name) for name in ("wrong", *rules.DEFAULTS)}
            yield rules.checked_facts(self.kind, said)


def shipped_lists() -> list[ShippedList]:
    rows = yaml.safe_load((DATA / "lists.yaml").read_text(encoding="utf-8"))
    return [ShippedList(**row) for row in rows]


def renew_shipped_lists(*, now: datetime) -> int:
    """Bring the lists to the state of this release; returns how many changed."""
    return sum(_renew(spec, now) for spec in shipped_lists())


@transaction.atomic
def _renew(spec: ShippedList, now: datetime) -> bool:
    facts = {"kind": spec.kind, "name": spec.name, "source": spec.source, "level": spec.level}
    row, _made = WordList.objects.get_or_create(shipped_code=spec.code, defaults=facts)
    word_list = lock_list(row.uid)
    changes = _changes(word_list, {entry["wrong"]: entry for entry in spec.entries()})
    if not changes:
        return False
    note = _("随系统升级更新")
    make_version(word_list, changes, note=note, by=None, now=now, is_act=False)
    return True


def _changes(word_list: WordList, shipped: dict[str, dict[str, Any]]) -> Changes:
    held = {entry.wrong: entry for entry in word_list.entries.filter(until=None)}
    gone = _removed_by_people(word_list) - held.keys()
    ours = {wrong: entry for wrong, entry in held.items() if not entry.is_own}
    return Changes(
        added=[
            (None, facts)
            for wrong, facts in shipped.items()
            if wrong not in held and wrong not in gone
        ],
        changed=[
            (entry, shipped[wrong])
            for wrong, entry in ours.items()
            if wrong in shipped and entry.facts() != shipped[wrong]
        ],
        removed=[entry for wrong, entry in ours.items() if wrong not in shipped],
    )


def _removed_by_people(word_list: WordList) -> set[str]:
    """Words that a person took out of the list; an upgrade does not bring them back."""
    by_people = word_list.versions.exclude(made_by=None).values_list("number", flat=True)
    rows = Entry.objects.filter(word_list=word_list, until__in=list(by_people))
    return set(rows.values_list("wrong", flat=True))
