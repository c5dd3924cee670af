"""Lists and their entries, by hand (词表与词条)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.audit import api as audit
from zhanqun.core.checks import policies, rules
from zhanqun.core.checks.models import Entry, ListVersion, WordList
from zhanqun.core.checks.queries import entries_at
from zhanqun.core.checks.versions import Changes, lock_list, make_version, renew_stamp
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class EntryExists(DomainError):
    """The list has an entry for these words already."""

    code = "checks.entry_exists"
    message = gettext_lazy("“{wrong}”已在词表“{name}”中，请修改那一条。")
    status = 409


class EntryChanged(DomainError):
    """The entry was changed or removed since the page was opened."""

    code = "checks.entry_changed"
    message = gettext_lazy("这一条刚被别人改过或删除，请打开最新的词条再改。")
    status = 409


class ListExists(DomainError):
    """Two lists cannot have one name."""

    code = "checks.list_exists"
    message = gettext_lazy("已有名为“{name}”的词表，请换一个名称。")
    status = 409


@transaction.atomic
def add_list(
    *, kind: str, name: str, source: str, level: str, by: User | None, now: datetime
) -> WordList:
    """Open an empty list (新建词表). Raises NotAllowed, ListExists."""
    policies.check_may_keep(by)
    if WordList.objects.filter(name=name).exists():
        raise ListExists(name=name)
    row = WordList.objects.create(kind=kind, name=name, source=source, level=level)
    audit.record("checks.list_added", row, by=by, at=now, after={"kind": kind, "source": source})
    return row


@transaction.atomic
def change_list(*, uid: UUID, by: User, now: datetime, **facts: Any) -> WordList:
    """Change name, source, level or whether the list is used (修改词表).

    Raises NotAllowed, ListExists.
    """
    row = lock_list(uid)
    policies.check_may_keep(by)
    if WordList.objects.filter(name=facts.get("name", "")).exclude(pk=row.pk).exists():
        raise ListExists(name=facts["name"])
    before = {name: getattr(row, name) for name in facts if getattr(row, name) != facts[name]}
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    renew_stamp()
    after = {name: facts[name] for name in before}
    audit.record("checks.list_set", row, by=by, at=now, before=before, after=after)
    return row


@transaction.atomic
def add_entry(
    *, list_uid: UUID, facts: dict[str, Any], by: User | None, now: datetime
) -> ListVersion:
    """Add an entry (新增词条). Raises NotAllowed, EntryExists, BadEntry."""
    word_list = lock_list(list_uid)
    policies.check_may_keep(by)
    facts = rules.checked_facts(word_list.kind, facts)
    _check_free(word_list, facts["wrong"])
    changes = Changes(added=[(None, facts)])
    note = _("新增“{wrong}”").format(wrong=facts["wrong"])
    return make_version(word_list, changes, note=note, by=by, now=now)


@transaction.atomic
def change_entry(
    *, uid: UUID, state: int, facts: dict[str, Any], by: User, now: datetime
) -> ListVersion:
    """Change an entry (修改词条). state: the version whose state of the entry was shown.

    Raises NotAllowed, EntryChanged, EntryExists, BadEntry.
    """
    word_list, entry = _locked_entry(uid, state)
    policies.check_may_keep(by)
    facts = rules.checked_facts(word_list.kind, facts)
    if facts["wrong"] != entry.wrong:
        _check_free(word_list, facts["wrong"])
    changes = Changes(changed=[(entry, facts)])
    note = _("修改“{wrong}”").format(wrong=entry.wrong)
    return make_version(word_list, changes, note=note, by=by, now=now)


@transaction.atomic
def remove_entry(*, uid: UUID, state: int, by: User, now: datetime) -> ListVersion:
    """Remove an entry (删除词条); earlier versions keep it. Raises NotAllowed, EntryChanged."""
    word_list, entry = _locked_entry(uid, state)
    policies.check_may_keep(by)
    note = _("删除“{wrong}”").format(wrong=entry.wrong)
    return make_version(word_list, Changes(removed=[entry]), note=note, by=by, now=now)


@transaction.atomic
def go_back(*, list_uid: UUID, number: int, by: User, now: datetime) -> ListVersion | None:
    """Make a new version with the words of an earlier one (退回到旧版本).

    None where nothing differs. Raises NotAllowed.
    """
    word_list = lock_list(list_uid)
    policies.check_may_keep(by)
    then = {entry.uid: entry for entry in entries_at(word_list, number)}
    today = {entry.uid: entry for entry in entries_at(word_list, word_list.version)}
    changes = Changes(
        added=[(uid, row.facts()) for uid, row in then.items() if uid not in today],
        changed=[
            (today[uid], row.facts())
            for uid, row in then.items()
            if uid in today and today[uid].facts() != row.facts()
        ],
        removed=[row for uid, row in today.items() if uid not in then],
    )
    if not changes:
        return None
    note = _("退回到第{number}版").format(number=number)
    return make_version(word_list, changes, note=note, by=by, now=now)


def _locked_entry(uid: UUID, state: int) -> tuple[WordList, Entry]:
    first = Entry.objects.filter(uid=uid).select_related("word_list").first()
    if first is None:
        raise EntryChanged
    word_list = lock_list(first.word_list.uid)
    entry = Entry.objects.filter(uid=uid, until=None, since=state).first()
    if entry is None:
        raise EntryChanged
    return word_list, entry


def _check_free(word_list: WordList, wrong: str) -> None:
    if word_list.entries.filter(until=None, wrong=wrong).exists():
        raise EntryExists(wrong=wrong, name=word_list.name)
