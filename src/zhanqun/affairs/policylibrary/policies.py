"""Who may do what with the policy library (政策文件库权限)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.policylibrary.states import EFFECTS, RelationKind
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

# The disclosure office of a unit or one above it (政府信息公开工作机构).
OFFICE = (Role.CASE_OFFICE,)
# Who looks after a unit's documents, and who decides on their validity.
KEEPERS = (*units.WRITERS, Role.SIGNER)
DECIDERS_IN_UNIT = (Role.LIAISON, Role.SIGNER)
DECIDERS = (*DECIDERS_IN_UNIT, *OFFICE)
READERS = (*KEEPERS, Role.REVIEWER, *OFFICE, Role.SUPERVISOR)


def works_here(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_works_here(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看政策文件库"))


def is_office(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))


def may_decide(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(DECIDERS, units.unit_scopes(unit))


def check_may_decide(by: Any, unit: Unit) -> None:
    units.check(by, DECIDERS, units.unit_scopes(unit), act=_("评估文件的有效期"))


def may_set_rules(user: Any) -> bool:
    """The office of the whole government: of every root of the units."""
    return all(is_office(user, root) for root in Unit.get_root_nodes())


def check_may_set_rules(by: Any) -> None:
    _check(may_set_rules(by), _("设置有效期和解读规则"))


def check_is_office(by: Any, unit: Unit, act: Any) -> None:
    units.check(by, OFFICE, units.unit_scopes(unit), act=act)


def check_may_relate(by: User, newer: Article, older: Article | None, kind: RelationKind) -> None:
    """Whoever may edit the newer document; once it is public, whoever may publish it or its office.

    What ends or changes another unit's document is for the units above it, its own people, or the
    office of both.
    """
    _check(_may_speak_for(by, newer), _("登记这件文件的关系"))
    if older is not None:
        act = _("宣布其他单位文件的效力（由其上级单位或公开工作机构登记）")
        _check(may_affect(by, newer, older, kind), act)


def may_affect(by: User | None, newer: Article, older: Article, kind: RelationKind) -> bool:
    """Whether a newer document may do so to an older one; by: who says it, None for an import."""
    if kind not in EFFECTS or older.unit.path.startswith(newer.unit.path):
        return True
    return by is not None and (may_decide(by, older.unit) or library.may_edit(by, older))


def may_relate(user: Any, article: Article) -> bool:
    return _may_speak_for(user, article)


def _may_speak_for(user: Any, article: Article) -> bool:
    if is_office(user, article.unit):
        return True
    if article.live:
        return review.may_publish(user, article)
    return library.may_edit(user, article)


def _check(allowed: bool, act: Any) -> None:
    if not allowed:
        raise units.NotAllowed(act=act)
