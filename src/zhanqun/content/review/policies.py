"""Who may review, clear and publish. Approving and publishing are separate rights."""

from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import api as library
from zhanqun.content.review.models import Task
from zhanqun.content.review.states import TaskState
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.foundation.errors import DomainError

PUBLISHERS_IN_UNIT = (Role.SIGNER,)
PUBLISHERS_ON_SITE = (Role.CHIEF_EDITOR, Role.SITE_MANAGER)


class NotOwnWork(DomainError):
    """三审: every step is another person's, and never the writer's or submitter's."""

    code = "review.not_own_work"
    message = _("您是供稿人、送审人或已审过本稿其他环节，这一环节应由他人审核。")
    status = 403


def task_scopes(task: Task) -> set[units.Scope]:
    """The scopes that cover the place where a task is to be decided."""
    if task.site_id is not None:
        return sites.site_scopes(sites.profile_of(task.site_id))
    return units.unit_scopes(task.unit)


def check_may_decide(by: User, task: Task) -> None:
    """Holders of the step's role there, other than who wrote it, who saved this version, who
    handed it in, and who passed another step.
    """
    units.check(by, [task.role], task_scopes(task), act=task.name)
    submission = task.submission
    others = submission.tasks.filter(state=TaskState.PASSED).exclude(is_secrecy=True)
    decided = set() if task.is_secrecy else set(others.values_list("decided_by_id", flat=True))
    own = {submission.submitted_by_id, submission.article.author_id, submission.revision.user_id}
    if by.pk in own | decided:
        raise NotOwnWork


def check_may_plan(by: User, site_id: int | None) -> None:
    """Security administrators everywhere; site managers for their own sites."""
    if units.rights_of(by).holds_anywhere([Role.SECURITY_ADMIN]):
        return
    covering = sites.site_scopes(sites.profile_of(site_id)) if site_id else set()
    units.check(by, [Role.SITE_MANAGER], covering, act=_("设置审核方案"))


def may_publish(user: User, article: library.Article) -> bool:
    """签发人 of the unit; 主编 and 站点管理员 of the home placement's site."""
    rights = units.rights_of(user)
    if rights.holds(PUBLISHERS_IN_UNIT, units.unit_scopes(article.unit)):
        return True
    home = article.placements.filter(is_home=True).first()
    return home is not None and rights.holds(PUBLISHERS_ON_SITE, sites.column_scopes(home.column))


def check_may_publish(by: User, article: library.Article) -> None:
    if not may_publish(by, article):
        raise units.NotAllowed(act=_("发布、定时或撤下这篇稿件"))
