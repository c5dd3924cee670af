"""Set a term for this place, or go back to the one that came (本地时限)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.audit import api as audit
from zhanqun.core.casework import policies, terms
from zhanqun.core.casework.clocks import Clock, clock_key, rule_of
from zhanqun.core.casework.models import TermSetting
from zhanqun.core.units.api import User
from zhanqun.core.workcalendar.api import TermUnit
from zhanqun.foundation import targets
from zhanqun.foundation.errors import DomainError

# What no text forbids may be set up to this.
MOST = 365


class TermTooLong(DomainError):
    code = "casework.term_too_long"
    message = _("{norm}规定{most}{unit}，本地可以更短，不能更长。")


class TermWrong(DomainError):
    code = "casework.term_wrong"
    message = _("时限应为1至{most}。")


class NormMissing(DomainError):
    code = "casework.norm_missing"
    message = _("请写明依据，例如本地文件的名称和文号。")


@transaction.atomic
def set_term(*, code: str, amount: int, norm: str, by: User, now: datetime) -> TermSetting:
    """Cases that run keep the term they began with. amount: in the unit of the rule.

    Raises NotAllowed, KeyError, TermTooLong, TermWrong, NormMissing.
    """
    policies.check_may_set_terms(by)
    _check(rule_of(code), amount, norm)
    before = {"amount": terms.clock_of(code).amount}
    row, _created = TermSetting.objects.update_or_create(
        code=code, defaults={"amount": amount, "norm": norm.strip(), "set_by": by, "set_at": now}
    )
    after = {"amount": amount, "norm": row.norm}
    audit.record("casework.term_set", row, by=by, at=now, before=before, after=after)
    _announce(code)
    return row


@transaction.atomic
def reset_term(*, code: str, by: User, now: datetime) -> None:
    """The term that came holds again (恢复原定时限). Raises NotAllowed, KeyError."""
    policies.check_may_set_terms(by)
    row = TermSetting.objects.select_for_update().filter(code=code).first()
    if row is None:
        return
    before, after = {"amount": row.amount}, {"amount": rule_of(code).amount}
    audit.record("casework.term_reset", row, by=by, at=now, before=before, after=after)
    row.delete()
    _announce(code)


def _check(rule: Clock, amount: int, norm: str) -> None:
    if not 1 <= amount <= MOST:
        raise TermWrong(most=MOST)
    if amount > rule.amount and not rule.unverified:
        raise TermTooLong(norm=rule.norm, most=rule.amount, unit=TermUnit(rule.unit).label)
    if not norm.strip():
        raise NormMissing


def _announce(code: str) -> None:
    targets.announce({clock_key(code)}, ())
    terms.forget()
    transaction.on_commit(terms.forget)
