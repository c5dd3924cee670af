"""Reads of the lists, the leaders and the register; each takes the person (检查词库)."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhanqun.core.checks import policies
from zhanqun.core.checks.models import Entry, FalsePositive, Leader, ListVersion, WordList


def lists_visible_to(user: Any) -> QuerySet[WordList]:
    """All lists for everyone who writes or reviews; none for others."""
    rows = WordList.objects.all() if policies.may_read(user) else WordList.objects.none()
    return rows.annotate(size=Count("entries", filter=Q(entries__until=None))).order_by(
        "kind", "name"
    )


def entries_at(word_list: WordList, number: int) -> QuerySet[Entry]:
    """The entries as they stood in a version."""
    return word_list.entries.filter(
        Q(until=None) | Q(until__gt=number), since__lte=number
    ).order_by("wrong")


def entries_now(word_list: WordList, words: str = "") -> QuerySet[Entry]:
    """The entries that hold, all or those whose words or suggestion contain `words`."""
    rows = word_list.entries.filter(until=None)
    return rows.filter(Q(wrong__contains=words) | Q(right__contains=words)) if words else rows


def entry_visible_to(user: Any) -> QuerySet[Entry]:
    """Entries that hold."""
    rows = Entry.objects.filter(until=None).select_related("word_list")
    return rows if policies.may_read(user) else rows.none()


def states_of(entry: Entry) -> QuerySet[Entry]:
    """Every state of an entry, the newest first (词条沿革)."""
    return Entry.objects.filter(uid=entry.uid).order_by("-since")


def versions_of(word_list: WordList) -> QuerySet[ListVersion]:
    return word_list.versions.select_related("made_by")


def leaders_visible_to(user: Any) -> QuerySet[Leader]:
    rows = Leader.objects.select_related("unit")
    return rows if policies.may_read(user) else rows.none()


def leaders_in_office(rows: QuerySet[Leader], on: date) -> QuerySet[Leader]:
    return rows.filter(Q(valid_until=None) | Q(valid_until__gte=on)).order_by("order", "id")


def reports_visible_to(user: Any) -> QuerySet[FalsePositive]:
    """All for who keeps the lists, one's own for others."""
    rows = FalsePositive.objects.select_related("reported_by", "decided_by")
    return rows if policies.may_keep(user) else rows.filter(reported_by_id=user.pk)
