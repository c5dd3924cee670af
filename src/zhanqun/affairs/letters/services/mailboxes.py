"""Mailboxes are set up, changed, opened and closed by their office (信箱设置)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.announcing import mailbox_changed
from zhanqun.affairs.letters.models import Mailbox
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation.errors import DomainError


class CodeTaken(DomainError):
    code = "letters.mailbox_code_taken"
    message = _("代码“{code}”已有信箱使用，请换一个。")


class NoSort(DomainError):
    code = "letters.mailbox_takes_nothing"
    message = _("请至少选一种受理类型。")


@dataclass(frozen=True)
class MailboxFacts:
    """What is set of a mailbox; meanings as in `Mailbox`."""

    name: str
    office: Unit
    sorts: tuple[str, ...]
    note: str = ""
    petition_url: str = ""
    position: int = 0


@transaction.atomic
def add_mailbox(
    *, code: str, site: SiteProfile, facts: MailboxFacts, by: User, now: datetime
) -> Mailbox:
    """Set up a mailbox, open at once; code and site stay (新设信箱).

    Raises NotAllowed, NoSort, CodeTaken.
    """
    for unit in (site.host_unit, facts.office):
        policies.check_may_keep(by, unit)
    kept = _checked(facts)
    if Mailbox.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    box = Mailbox.objects.create(code=code, site=site, **_columns(kept))
    audit.record("letters.mailbox_added", box, by=by, at=now, after=_told(box))
    mailbox_changed(box)
    return box


@transaction.atomic
def change_mailbox(*, uid: UUID, facts: MailboxFacts, by: User, now: datetime) -> Mailbox:
    """Change what is set of a mailbox (修改信箱); letters already in it stay with their office.

    Raises NotAllowed, NoSort.
    """
    box = _locked(uid, by)
    policies.check_may_keep(by, facts.office)
    before = _told(box)
    for name, value in _columns(_checked(facts)).items():
        setattr(box, name, value)
    box.save()
    if before != (after := _told(box)):
        audit.record("letters.mailbox_changed", box, by=by, at=now, before=before, after=after)
        mailbox_changed(box, renamed=before["name"] != box.name)
    return box


@transaction.atomic
def open_mailbox(*, uid: UUID, is_open: bool, by: User, now: datetime) -> Mailbox:
    """Open or close a mailbox (开放、停收); what is in it is handled all the same.

    Raises NotAllowed.
    """
    box = _locked(uid, by)
    if box.is_open != is_open:
        box.is_open = is_open
        box.save(update_fields=["is_open"])
        act = "letters.mailbox_opened" if is_open else "letters.mailbox_closed"
        audit.record(act, box, by=by, at=now, after={"is_open": is_open})
        mailbox_changed(box, renamed=False)
    return box


def _locked(uid: UUID, by: User) -> Mailbox:
    rows = Mailbox.objects.select_for_update(of=("self",)).select_related("office", "site")
    box = rows.get(uid=uid)
    policies.check_may_keep(by, box.office)
    return box


def _checked(facts: MailboxFacts) -> MailboxFacts:
    """Sorts in their usual order."""
    sorts = tuple(sort for sort in Sort.values if sort in facts.sorts)
    if not sorts:
        raise NoSort
    return replace(facts, sorts=sorts, name=facts.name.strip(), note=facts.note.strip())


def _columns(facts: MailboxFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in MailboxFacts.__dataclass_fields__} | {
        "sorts": list(facts.sorts)
    }


def _told(box: Mailbox) -> dict[str, Any]:
    names = (*MailboxFacts.__dataclass_fields__, "is_open")
    return {name: getattr(box, name) for name in names} | {"office": str(box.office)}
