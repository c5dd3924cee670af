"""Who may review, clear and publish. Approving and publishing are separate rights."""

from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import api as library
from zhanqun.content.review.models import Submission, Task
from zhanqun.content.review.states import TaskState
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.foundation.errors import DomainError

PUBLISHERS_IN_UNIT = (Role.SIGNER,)
PUBLISHERS_ON_SITE = (Role.CHIEF_EDITOR, Role.SITE_MANAGER)

# Who may let a blocking finding through (放行), by how its code begins; the first line that fits
# holds. Nobody overrides the law: marks of secrecy, numbers that are never public, texts that
# are not open to all, files that were not scanned, index numbers.
OVERRIDERS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("openness", ()),
    ("disclosure.", ()),
    ("secrecy.mark", ()),
    ("secrecy.number", ()),
    ("file", ()),
    ("attachment", ()),
    ("secrecy.", (Role.SECRECY_REVIEWER,)),
    ("privacy.", (Role.SECRECY_REVIEWER, Role.SIGNER)),
    ("", (Role.REVIEWER, Role.SIGNER, Role.CHIEF_EDITOR)),
)


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


class NotOwnOverride(DomainError):
    code = "review.not_own_override"
    message = _("您是供稿人、送审人或保存这一版的人，不能自己放行，请由审核人办理。")
    status = 403


class CannotOverride(DomainError):
    """The law says no; a person cannot say otherwise."""

    code = "review.cannot_override"
    message = _("“{finding}”依法不能放行，请修改稿件。")
    status = 403


def overriders_of(code: str) -> tuple[Role, ...]:
    """Roles that may let a finding with this code through; none where the law forbids it."""
    return next(roles for beginning, roles in OVERRIDERS if code.startswith(beginning))


def override_scopes(article: library.Article) -> set[units.Scope]:
    """Where an overrider's role must hold: the article's unit, or its home column and site."""
    home = article.placements.filter(is_home=True).select_related("column").first()
    at_home = sites.column_scopes(home.column) if home is not None else set()
    return units.unit_scopes(article.unit) | at_home


def is_own(user: User, submission: Submission) -> bool:
    """Whether the person wrote this text, saved this version or handed it in."""
    article, revision = submission.article, submission.revision
    return user.pk in {article.author_id, revision.user_id, submission.submitted_by_id}


def check_may_override(by: User, submission: Submission, code: str, finding: str) -> None:
    """Holders of a role of the table that covers the article, never its own people.

    Raises CannotOverride, NotAllowed, NotOwnOverride.
    """
    roles = overriders_of(code)
    if not roles:
        raise CannotOverride(finding=finding)
    units.check(by, roles, override_scopes(submission.article), act=_("放行检查结果"))
    if is_own(by, submission):
        raise NotOwnOverride
