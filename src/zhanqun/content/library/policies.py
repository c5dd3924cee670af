"""Who may do what with articles and placements."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from zhanqun.content.library.models import Article, Placement
from zhanqun.content.library.states import PlacementState
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

# States in which a column's editors may edit what is placed there.
EDITED_WHILE = (PlacementState.OFFERED, PlacementState.ADOPTED, PlacementState.LIVE)


def check_may_write_for(by: User, unit: Unit) -> None:
    """Writers of the unit, or of a unit above it."""
    units.check(by, units.WRITERS, units.unit_scopes(unit), act=_("为该单位撰写稿件"))


def may_edit(user: User, article: Article) -> bool:
    """Writers of the article's unit, and editors of a column that has it or is offered it."""
    if article.is_discarded:
        return False
    rights = units.rights_of(user)
    if rights.holds(units.WRITERS, units.unit_scopes(article.unit)):
        return True
    placed = Placement.objects.filter(article=article, state__in=EDITED_WHILE)
    edited = sites.columns_edited_by(user)
    return bool(edited) and placed.filter(column_id__in=edited).exists()


def check_may_edit(by: User, article: Article) -> None:
    if not may_edit(by, article):
        raise units.NotAllowed(act=_("修改这篇稿件"))


def leads(user: User, column: sites.Column) -> bool:
    """Whether placing on the column is direct for `user` (承建单位直接发布).

    Editors of the column or its site always; writers of the lead unit when the column is
    undertaken by that unit (承建); on a shared column (共建) they offer.
    """
    rights = units.rights_of(user)
    duty = sites.duty_of(column)
    if rights.holds(units.COLUMN_EDITORS, sites.column_scopes(column, duty)):
        return True
    undertaken = duty.mode == sites.ColumnMode.UNDERTAKEN
    return undertaken and rights.holds(units.WRITERS, units.unit_scopes(duty.lead_unit))


def check_may_decide(by: User, placement: Placement) -> None:
    """Editors of the column decide on offers, pins and order."""
    units.check(
        by,
        units.COLUMN_EDITORS,
        sites.column_scopes(placement.column),
        act=_("处理该栏目的来稿"),
    )


def deputised_by(by: User, placement: Placement, on: date) -> User | None:
    """For whom an editor of the column acts as a deputy (代谁处理); None for their own post."""
    if not units.is_deputy(by, on):
        return None
    covering = sites.column_scopes(placement.column)
    return units.principal_of(by, units.COLUMN_EDITORS, covering, on)


def check_may_recall(by: User, placement: Placement) -> None:
    """Who offered may take an offer back, and so may the unit's other writers."""
    units.check(by, units.WRITERS, units.unit_scopes(placement.article.unit), act=_("撤回报送"))


READERS = (
    Role.INFORMATION_OFFICER,
    Role.LIAISON,
    Role.EDITOR,
    Role.CHIEF_EDITOR,
    Role.REVIEWER,
    Role.SIGNER,
    Role.SECRECY_REVIEWER,
    Role.SUPERVISOR,
)
