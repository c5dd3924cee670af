"""Keeping the table of terms (繁体用字)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites import api as sites
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.delivery.traditional import policies
from zhanqun.delivery.traditional.bars import TERMS_KEY
from zhanqun.delivery.traditional.models import Term
from zhanqun.foundation import targets
from zhanqun.foundation.errors import DomainError

FACTS = ("kind", "plain", "traditional", "note")


class LengthsDiffer(DomainError):
    code = "traditional.lengths_differ"
    message = _("“{plain}”和“{traditional}”字数不同。简体和繁体须一字对一字。")


class TermKnown(DomainError):
    code = "traditional.term_known"
    message = _("“{plain}”已经在表里，请直接修改那一条。")
    status = 409


class TermGone(DomainError):
    code = "traditional.term_gone"
    message = _("这一条刚被别人删除，请返回列表。")
    status = 409


@transaction.atomic
def add_term(*, by: User, now: datetime, **facts: Any) -> Term:
    """Add a term (新增繁体用字); facts as in FACTS. Raises NotAllowed, LengthsDiffer, TermKnown."""
    policies.check_may_keep(by)
    _check(facts)
    if Term.objects.filter(plain=facts["plain"]).exists():
        raise TermKnown(plain=facts["plain"])
    term = Term(changed_at=now, **facts)
    term.full_clean()
    term.save()
    audit.record("traditional.term_added", term, by=by, at=now, after=facts)
    _announce()
    return term


@transaction.atomic
def change_term(*, uid: UUID, by: User, now: datetime, **facts: Any) -> Term:
    """Change a term (修改繁体用字). Raises as `add_term`, and TermGone."""
    term = _locked(uid)
    policies.check_may_keep(by)
    _check(facts)
    if Term.objects.filter(plain=facts["plain"]).exclude(pk=term.pk).exists():
        raise TermKnown(plain=facts["plain"])
    before = {name: getattr(term, name) for name in FACTS}
    for name, value in (facts | {"changed_at": now}).items():
        setattr(term, name, value)
    term.full_clean()
    term.save()
    audit.record("traditional.term_changed", term, by=by, at=now, before=before, after=facts)
    _announce()
    return term


@transaction.atomic
def remove_term(*, uid: UUID, by: User, now: datetime) -> None:
    """Remove a term (删除繁体用字). Raises NotAllowed, TermGone."""
    term = _locked(uid)
    policies.check_may_keep(by)
    before = {name: getattr(term, name) for name in FACTS}
    audit.record("traditional.term_removed", term, by=by, at=now, before=before)
    term.delete()
    _announce()


def _announce() -> None:
    """Pages are converted when somebody asks; the bars are files."""
    targets.announce([TERMS_KEY], [profile.site_id for profile in sites.profiles()])


def _check(facts: dict[str, Any]) -> None:
    if len(facts["plain"]) != len(facts["traditional"]):
        raise LengthsDiffer(plain=facts["plain"], traditional=facts["traditional"])


def _locked(uid: UUID) -> Term:
    term = Term.objects.select_for_update().filter(uid=uid).first()
    if term is None:
        raise TermGone
    return term
