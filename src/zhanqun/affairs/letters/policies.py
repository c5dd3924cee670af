"""Who may do what with letters (来信权限): who works on the case, by its own rules."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters.models import Letter, ReplyDraft, Supervision
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import Case
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User
from zhanqun.foundation import clock

# Who keeps mailboxes, and decides what is public.
OFFICE = (Role.CASE_OFFICE,)
HEADS = (Role.CASE_HEAD,)
HANDLERS = (Role.CASE_HANDLER, Role.CASE_HEAD)
# Who writes questions for the library, and who lets them be public.
KEEPERS = (*HANDLERS, *OFFICE)
QUESTION_PUBLISHERS = (*HEADS, *OFFICE)
SUPERVISORS = (Role.CASE_OFFICE, Role.SUPERVISOR)
READERS = (*HANDLERS, *SUPERVISORS)


def works_here(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_works_here(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看来信"))


def is_office(user: Any, unit: Any) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))


def check_may_keep_question(by: Any, unit: Unit) -> None:
    """Whoever answers letters for the unit, and its office."""
    units.check(by, KEEPERS, units.unit_scopes(unit), act=_("编写问答"))


def check_may_publish_question(by: Any, unit: Unit) -> None:
    """The head of the unit; where it was merged away, the office above it."""
    units.check(by, QUESTION_PUBLISHERS, units.unit_scopes(unit), act=_("公开、复核问答"))


def may_publish_question(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(QUESTION_PUBLISHERS, units.unit_scopes(unit))


def may_keep_question(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(KEEPERS, units.unit_scopes(unit))


def may_keep_any(user: Any) -> bool:
    """Whether there is an office whose mailboxes they keep."""
    return units.rights_of(user).holds_anywhere(OFFICE)


def check_may_keep_any(user: Any) -> None:
    units.check_anywhere(user, OFFICE, act=_("设置信箱"))


def check_may_keep(by: User, office: Unit) -> None:
    """The office of the mailbox, before and after, and of the site that it is put on."""
    _check(is_office(by, office), _("设置“{office}”的信箱").format(office=office))


def check_is_office(by: User, letter: Letter, act: Any) -> None:
    _check(is_office(by, letter.case.office), act)


def may_refuse(user: Any, case: Case) -> bool:
    return is_office(user, case.office) or _is_head(user, case.unit)


def may_draft(user: Any, case: Case) -> bool:
    return casework.may_handle(user, case)


def check_may_draft(by: User, letter: Letter) -> None:
    _check(may_draft(by, letter.case), _("起草答复"))


def may_approve(user: Any, draft: ReplyDraft, now: datetime) -> bool:
    """The unit's head or the office; nobody their own, where the unit has another head.

    A county's only head signs what they wrote themselves: it stands so in the trail.
    """
    case = draft.letter.case
    if not (_is_head(user, case.unit) or is_office(user, case.office)):
        return False
    return draft.written_by_id != user.pk or not _other_heads(user, case.unit, now)


def check_may_approve(by: User, draft: ReplyDraft, now: datetime) -> None:
    _check(may_approve(by, draft, now), _("审签这份答复（本人起草的由他人审签）"))


def approvers_of(draft: ReplyDraft, now: datetime) -> list[User]:
    """Whom to turn to: the unit's other heads, else the office."""
    case = draft.letter.case
    heads = _on_duty(HEADS, case.unit, now)
    others = [person for person in heads if person.pk != draft.written_by_id]
    return others or heads or _on_duty(OFFICE, case.office, now)


def may_supervise(user: Any, case: Case) -> bool:
    return units.rights_of(user).holds(SUPERVISORS, units.unit_scopes(case.office))


def check_may_supervise(by: User, letter: Letter) -> None:
    _check(may_supervise(by, letter.case), _("督办来信"))


def may_explain(user: Any, case: Case) -> bool:
    return case.unit is not None and casework.may_handle(user, case)


def check_may_explain(by: User, supervision: Supervision) -> None:
    _check(may_explain(by, supervision.letter.case), _("作书面说明"))


def explainers_of(case: Case, now: datetime) -> list[User]:
    """The unit's heads and whoever has it; of what nobody has, the office."""
    heads = _on_duty(HEADS, case.unit, now)
    held = [case.holder] if case.holder else []
    return [*heads, *held] or _on_duty(OFFICE, case.office, now)


def _is_head(user: Any, unit: Unit | None) -> bool:
    return unit is not None and units.rights_of(user).holds(HEADS, units.unit_scopes(unit))


def _other_heads(user: Any, unit: Unit | None, now: datetime) -> bool:
    return any(person.pk != user.pk for person in _on_duty(HEADS, unit, now))


def _on_duty(roles: tuple[Role, ...], unit: Unit | None, now: datetime) -> list[User]:
    if unit is None:
        return []
    return units.people_on_duty(roles, units.unit_scopes(unit), clock.day_of(now))


def _check(allowed: bool, act: Any) -> None:
    if not allowed:
        raise units.NotAllowed(act=act)
