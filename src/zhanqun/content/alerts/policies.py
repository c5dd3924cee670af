"""Who composes, who releases (预警权限). Composing and releasing are two people's work.

A role counts where it covers the issuing unit, or every chosen site (or one above it).
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts.facts import facts
from zhanqun.content.alerts.models import Alert, AlertTemplate, Mourning, Reaching
from zhanqun.content.alerts.reach import Tree, anchors
from zhanqun.content.alerts.states import AlertState
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User
from zhanqun.foundation.errors import DomainError

RELEASERS = (Role.SIGNER, Role.CHIEF_EDITOR, Role.SITE_MANAGER)
COMPOSERS = (*units.WRITERS, Role.SIGNER, Role.SITE_MANAGER)
# Mourning speaks for a government: its sites' own people decide.
MOURNERS = (Role.CHIEF_EDITOR, Role.SITE_MANAGER)
READERS = (*COMPOSERS, Role.SUPERVISOR)


class NotOwnRelease(DomainError):
    """双人签发: who composed a warning or handed it in does not release it."""

    code = "alerts.not_own_release"
    message = _("您拟写或送签了这条预警，{level}预警要由另一个人签发。")
    status = 403


class NotOwnApproval(DomainError):
    code = "alerts.not_own_approval"
    message = _("由您提出，要由另一个人批准。")
    status = 403


def unit_of(by: User) -> Unit:
    """The unit for which a person acts. Raises NotAllowed where there is none."""
    if by.unit is None:
        raise units.NotAllowed(act=_("拟写预警"))
    return by.unit


def check_may_compose(by: Any, record: Reaching, unit: Unit, tree: Tree) -> None:
    """Whoever writes for the issuing unit, or for every site chosen."""
    if by is None or units.rights_of(by).holds(COMPOSERS, units.unit_scopes(unit)):
        return
    _check_sites(by, COMPOSERS, record, tree, act=_("拟写预警"))


def may_compose(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(COMPOSERS)


def check_may_compose_any(by: Any) -> None:
    units.check_anywhere(by, COMPOSERS, act=_("拟写预警"))


def needs_two(level: int) -> bool:
    return level in facts().two_person_levels


def takes_two(alert: Alert) -> bool:
    """By its own level, and by that of the message in force which it would take the place of."""
    if alert.first_id is None:
        return needs_two(alert.level)
    chain = Alert.objects.filter(Q(pk=alert.first_id) | Q(first=alert.first_id))
    levels = chain.filter(state=AlertState.IN_FORCE).values_list("level", flat=True)
    return any(needs_two(level) for level in [alert.level, *levels])


def is_own(user: Any, alert: Alert) -> bool:
    return user.pk in {alert.composed_by_id, alert.submitted_by_id}


def check_may_release(by: Any, alert: Alert, tree: Tree) -> None:
    """Whoever answers for every chosen site; of red and orange never who wrote it.

    Raises NotAllowed, NotOwnRelease.
    """
    _check_sites(by, RELEASERS, alert, tree, act=_("签发预警"))
    if is_own(by, alert) and takes_two(alert):
        raise NotOwnRelease(level=alert.signal.removesuffix("预警"))


def may_release(user: Any, alert: Alert, tree: Tree) -> bool:
    try:
        check_may_release(user, alert, tree)
    except DomainError:
        return False
    return True


def holds_over(user: Any, roles: tuple[Role, ...], record: Reaching, tree: Tree) -> bool:
    rights = units.rights_of(user)
    return all(rights.holds(roles, tree.scopes(key)) for key in anchors(record, tree))


def check_may_keep_template(by: Any, unit: Unit) -> None:
    if by is not None:
        units.check(by, COMPOSERS, scopes_of_unit(unit), act=_("编写预案模板"))


def check_may_approve_template(by: Any, template: AlertTemplate) -> None:
    """The signer of the unit, or whoever runs a site of it; not who wrote it."""
    units.check(by, RELEASERS, scopes_of_unit(template.unit), act=_("批准预案模板"))
    if by.pk == template.written_by_id:
        raise NotOwnApproval


def scopes_of_unit(unit: Unit) -> set[units.Scope]:
    """A unit's own line, and the sites that it hosts."""
    hosted = sites.profiles().filter(host_unit=unit).values_list("site_id", flat=True)
    return units.unit_scopes(unit) | {("site", site_id) for site_id in hosted}


def check_may_ask_mourning(by: Any, record: Mourning, tree: Tree) -> None:
    _check_sites(by, MOURNERS, record, tree, act=_("设置哀悼模式"))


def check_may_decide_mourning(by: Any, record: Mourning, tree: Tree) -> None:
    """Raises NotAllowed, NotOwnApproval."""
    _check_sites(by, MOURNERS, record, tree, act=_("批准哀悼模式"))
    if by.pk == record.asked_by_id:
        raise NotOwnApproval


def may_mourn(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(MOURNERS)


def check_may_mourn_any(by: Any) -> None:
    units.check_anywhere(by, MOURNERS, act=_("设置哀悼模式"))


def _check_sites(
    by: Any, roles: tuple[Role, ...], record: Reaching, tree: Tree, *, act: Any
) -> None:
    for site_id in anchors(record, tree):
        units.check(by, roles, tree.scopes(site_id), act=act)
