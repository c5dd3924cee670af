"""The dry run of an import (导入核对): what each row of a file would do to a list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.core.checks.models import Entry, WordList
from zhanqun.core.checks.queries import entries_now
from zhanqun.core.checks.rules import DEFAULTS, BadEntry, checked_facts, plain_words
from zhanqun.core.checks.sheets import SheetRow
from zhanqun.core.checks.versions import Changes

NEW, CHANGED, SAME, REPEATED, CONFLICT = "new", "changed", "same", "repeated", "conflict"


@dataclass
class PlannedRow:
    """One row and its outcome. why: in Chinese, where it is not simply taken."""

    row: SheetRow
    outcome: str
    why: str = ""
    facts: dict[str, Any] | None = None
    entry: Entry | None = None


@dataclass
class Plan:
    """All rows of a file."""

    rows: list[PlannedRow]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.outcome for row in self.rows)

    @property
    def conflicts(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.outcome == CONFLICT]

    def changes(self) -> Changes:
        """What to do: new rows are added, changed ones replace, everything else is left out."""
        return Changes(
            added=[(None, row.facts) for row in self.rows if row.outcome == NEW and row.facts],
            changed=[
                (row.entry, row.facts)
                for row in self.rows
                if row.outcome == CHANGED and row.entry and row.facts
            ],
        )


def plan_import(word_list: WordList, rows: Iterable[SheetRow]) -> Plan:
    """Compare a file with a list; nothing is written."""
    rows = list(rows)
    known = {entry.wrong: entry for entry in entries_now(word_list)}
    wrongs = known.keys() | {plain_words(row.wrong) for row in rows}
    rights = {entry.right for entry in known.values()} | {plain_words(row.right) for row in rows}
    seen: dict[str, str] = {}
    return Plan([_planned(word_list, row, known, wrongs, rights, seen) for row in rows])


def _planned(
    word_list: WordList,
    row: SheetRow,
    known: dict[str, Entry],
    wrongs: set[str],
    rights: set[str],
    seen: dict[str, str],
) -> PlannedRow:
    try:
        facts = checked_facts(word_list.kind, _said(row))
    except BadEntry as refusal:
        return PlannedRow(row, CONFLICT, str(refusal))
    wrong, right = facts["wrong"], facts["right"]
    if wrong in seen:
        if seen[wrong] == right:
            return PlannedRow(row, REPEATED, _("文件里前面已有这一条。"))
        text = _("文件里前面已有这个词，但建议是“{right}”。")
        return PlannedRow(row, CONFLICT, text.format(right=seen[wrong]))
    seen[wrong] = right
    if right and right in wrongs:
        text = _("建议“{word}”本身被列为错误写法。")
        return PlannedRow(row, CONFLICT, text.format(word=right))
    if wrong in rights:
        text = _("“{word}”在另一条里是正确写法。")
        return PlannedRow(row, CONFLICT, text.format(word=wrong))
    entry = known.get(wrong)
    if entry is None:
        return PlannedRow(row, NEW, facts=facts)
    kept = _with_own_contexts(facts, entry)
    outcome = SAME if kept == entry.facts() else CHANGED
    return PlannedRow(row, outcome, facts=kept, entry=entry)


def _said(row: SheetRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("wrong", *DEFAULTS)}


def _with_own_contexts(facts: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """An import never takes away the phrases that people have allowed here."""
    contexts = [*entry.contexts, *(p for p in facts["contexts"] if p not in entry.contexts)]
    return facts | {"contexts": contexts}
