"""States and legal moves of a submission and its tasks (送审)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class SubmissionState(models.TextChoices):
    REVIEWING = "reviewing", _("审核中")
    APPROVED = "approved", _("审核通过")
    RETURNED = "returned", _("已退回")
    RECALLED = "recalled", _("已撤回")
    VOIDED = "voided", _("已作废")
    PUBLISHED = "published", _("已发布")


S = SubmissionState
SUBMISSION = Machine(
    Move("approve", frozenset({S.REVIEWING}), S.APPROVED, _("审核")),
    Move("return", frozenset({S.REVIEWING, S.APPROVED}), S.RETURNED, _("退回")),
    Move("recall", frozenset({S.REVIEWING, S.APPROVED}), S.RECALLED, _("撤回送审")),
    Move("void", frozenset({S.REVIEWING, S.APPROVED}), S.VOIDED, _("作废")),
    Move("publish", frozenset({S.APPROVED}), S.PUBLISHED, _("发布")),
    states=SubmissionState.choices,
)


# Handed in, and neither published nor closed.
UNDER_REVIEW = (S.REVIEWING, S.APPROVED)


class TaskState(models.TextChoices):
    OPEN = "open", _("待审核")
    PASSED = "passed", _("通过")
    RETURNED = "returned", _("退回")
    CANCELLED = "cancelled", _("已取消")


T = TaskState
TASK = Machine(
    Move("pass", frozenset({T.OPEN}), T.PASSED, _("审核")),
    Move("return", frozenset({T.OPEN}), T.RETURNED, _("退回")),
    Move("cancel", frozenset({T.OPEN}), T.CANCELLED, _("取消")),
    states=TaskState.choices,
)


class Conclusion(models.TextChoices):
    """保密审查结论."""

    PUBLIC = "public", _("可以公开")
    EDITED = "edited", _("处理后公开")
    SECRET = "secret", _("不得公开")  # noqa: S105


class ScheduleState(models.TextChoices):
    WAITING = "waiting", _("待发布")
    DONE = "done", _("已发布")
    FAILED = "failed", _("发布失败")
    CANCELLED = "cancelled", _("已取消")


# Still to be carried out.
SCHEDULED = (ScheduleState.WAITING, ScheduleState.FAILED)


class Act(models.TextChoices):
    PUBLISH = "publish", _("发布")
    PLACE = "place", _("上线到栏目")
    REMOVE = "remove", _("从栏目撤下")
    WITHDRAW = "withdraw", _("撤稿")
    REFRESH = "refresh", _("刷新")
