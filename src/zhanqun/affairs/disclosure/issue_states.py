"""States of an issue of the gazette, as a table (状态)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class IssueState(models.TextChoices):
    DRAFT = "draft", _("编辑中")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤下")


S = IssueState
ISSUE = Machine(
    Move("publish", frozenset({S.DRAFT, S.WITHDRAWN}), S.PUBLISHED, _("发布")),
    Move("write", frozenset({S.DRAFT}), S.DRAFT, _("修改")),
    Move("change", frozenset({S.PUBLISHED}), S.PUBLISHED, _("修改已发布的公报")),
    Move("withdraw", frozenset({S.PUBLISHED}), S.WITHDRAWN, _("撤下")),
    states=IssueState.choices,
)
