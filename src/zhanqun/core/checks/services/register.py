"""Hits that somebody says are none (误报登记)."""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.audit import api as audit
from zhanqun.core.checks import policies, rules
from zhanqun.core.checks.hits import Hit
from zhanqun.core.checks.kinds import ListKind
from zhanqun.core.checks.models import Entry, FalsePositive, WordList
from zhanqun.core.checks.states import REPORT, ReportState
from zhanqun.core.checks.versions import Changes, lock_list, make_version
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

REACH = 20
PERSONAL = "privacy."
# The words around a hit may hold another person's number.
_LONG_NUMBER = re.compile(r"[0-9Xx]{7,}")


class PersonalDataStays(DomainError):
    """Personal data are never allowed by a list."""

    code = "checks.personal_data_stays"
    message = gettext_lazy("个人信息不能加入允许语境；确需公开的，在该稿件上写明理由放行。")


class PhraseTooShort(DomainError):
    """Allowing the bare word would switch the entry off."""

    code = "checks.phrase_too_short"
    message = gettext_lazy("允许语境要包含“{wrong}”并且比它长，否则等于停用这一条。")


@transaction.atomic
def register_false_positive(
    *, hit: Hit, text: str, by: User, now: datetime, reason: str = ""
) -> FalsePositive:
    """Note that a hit is wrong, with the words around it (登记误报).

    text: of the passage in which the hit lies. The same hit in the same words is noted once while
    it is open. Personal data are kept masked. Raises NotAllowed.
    """
    policies.check_may_read(by)
    facts = {
        "code": hit.code,
        "entry_uid": hit.entry_uid or None,
        "matched": _shown(hit)[:200],
        "before": _LONG_NUMBER.sub("*", text[max(0, hit.start - REACH) : hit.start]),
        "after": _LONG_NUMBER.sub("*", text[hit.end : hit.end + REACH]),
    }
    known = FalsePositive.objects.filter(state=ReportState.OPEN, **facts).first()
    if known:
        return known
    row = FalsePositive.objects.create(
        **facts,
        message=hit.message[:300],
        source=hit.source[:300],
        where=hit.where[:200],
        reason=reason[:300],
        reported_by=by,
        reported_at=now,
    )
    audit.record("checks.false_positive_reported", row, by=by, at=now, reason=reason)
    return row


@transaction.atomic
def allow_false_positive(*, uid: UUID, phrase: str, by: User, now: datetime) -> FalsePositive:
    """Allow the words in this phrase from now on (加入允许语境).

    With the entry that hit where it still holds, else for all lists.
    Raises NotAllowed, IllegalMove, PersonalDataStays, PhraseTooShort.
    """
    row = FalsePositive.objects.select_for_update().get(uid=uid)
    policies.check_may_keep(by)
    row.state = REPORT.target("allow", row.state)
    if row.code.startswith(PERSONAL):
        raise PersonalDataStays
    phrase, matched = rules.plain_words(phrase), rules.plain_words(row.matched)
    if matched not in phrase or len(phrase) <= len(matched):
        raise PhraseTooShort(wrong=matched)
    entry = Entry.objects.filter(uid=row.entry_uid, until=None).first() if row.entry_uid else None
    if entry:
        _allow_in_entry(entry, phrase, by, now)
    else:
        _allow_everywhere(phrase, by, now)
    row.phrase = phrase
    return _decide(row, "", by, now)


@transaction.atomic
def keep_false_positive(*, uid: UUID, answer: str, by: User, now: datetime) -> FalsePositive:
    """The hit is right and stays (维持). Raises NotAllowed, IllegalMove."""
    row = FalsePositive.objects.select_for_update().get(uid=uid)
    policies.check_may_keep(by)
    row.state = REPORT.target("keep", row.state)
    return _decide(row, answer, by, now)


def _decide(row: FalsePositive, answer: str, by: User, now: datetime) -> FalsePositive:
    row.answer, row.decided_by, row.decided_at = answer[:300], by, now
    row.save(update_fields=["state", "phrase", "answer", "decided_by", "decided_at"])
    audit.record(
        "checks.false_positive_decided",
        row,
        by=by,
        at=now,
        after={"state": row.state, "phrase": row.phrase},
        reason=answer,
    )
    return row


def _allow_in_entry(entry: Entry, phrase: str, by: User, now: datetime) -> None:
    word_list = lock_list(entry.word_list.uid)
    entry = Entry.objects.get(uid=entry.uid, until=None)
    if phrase in entry.contexts:
        return
    changes = Changes(changed=[(entry, {"contexts": [*entry.contexts, phrase]})])
    note = _("误报登记：允许“{phrase}”").format(phrase=phrase)
    make_version(word_list, changes, note=note, by=by, now=now)


def _allow_everywhere(phrase: str, by: User, now: datetime) -> None:
    known = WordList.objects.filter(kind=ListKind.ALLOWED).order_by("id").first()
    if known is None:
        known = WordList.objects.create(kind=ListKind.ALLOWED, name=_("通用允许语境"))
    word_list = lock_list(known.uid)
    if word_list.entries.filter(until=None, wrong=phrase).exists():
        return
    facts = rules.checked_facts(word_list.kind, {"wrong": phrase})
    note = _("误报登记：允许“{phrase}”").format(phrase=phrase)
    make_version(word_list, Changes(added=[(None, facts)]), note=note, by=by, now=now)


def _shown(hit: Hit) -> str:
    if not hit.code.startswith(PERSONAL):
        return hit.matched
    return hit.suggestion or "*" * len(hit.matched)
