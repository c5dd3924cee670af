"""States of warnings and of mourning, as tables (预警状态、哀悼状态)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class AlertState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    CHECKING = "checking", _("待签发")
    IN_FORCE = "in_force", _("生效")
    ADJUSTED = "adjusted", _("已调整")
    LIFTED = "lifted", _("已解除")
    EXPIRED = "expired", _("已过期")
    DISCARDED = "discarded", _("已作废")


S = AlertState
# Not yet public; everything else is.
OPEN = frozenset({S.DRAFT, S.CHECKING})
PUBLIC = frozenset({S.IN_FORCE, S.ADJUSTED, S.LIFTED, S.EXPIRED})
ALERT = Machine(
    Move("submit", frozenset({S.DRAFT}), S.CHECKING, _("送签发")),
    Move("return", frozenset({S.CHECKING}), S.DRAFT, _("退回")),
    Move("release", frozenset({S.CHECKING}), S.IN_FORCE, _("签发")),
    Move("release_lifting", frozenset({S.CHECKING}), S.LIFTED, _("签发解除")),
    Move("adjust", frozenset({S.IN_FORCE}), S.ADJUSTED, _("调整")),
    Move("lift", frozenset({S.IN_FORCE}), S.LIFTED, _("解除")),
    Move("expire", frozenset({S.IN_FORCE}), S.EXPIRED, _("到期失效")),
    Move("discard", OPEN, S.DISCARDED, _("作废")),
    states=S.choices,
)


class MessageType(models.TextChoices):
    """信息状态, in the words of CAP 1.2."""

    ALERT = "Alert", _("首次发布")
    UPDATE = "Update", _("调整")
    CANCEL = "Cancel", _("解除")


class MessageStatus(models.TextChoices):
    """信息类型: only what is actual shows on public pages."""

    ACTUAL = "Actual", _("实际发布")
    EXERCISE = "Exercise", _("演练")


class Reach(models.TextChoices):
    """发布范围: which sites show it."""

    ALL = "all", _("全部站点")
    BELOW = "below", _("一个站点及其下级站点")
    CHOSEN = "chosen", _("选定的站点")


class MourningState(models.TextChoices):
    CHECKING = "checking", _("待批准")
    APPROVED = "approved", _("待开始")
    ON = "on", _("进行中")
    OVER = "over", _("已结束")
    REFUSED = "refused", _("未批准")


M = MourningState
MOURNING = Machine(
    Move("approve", frozenset({M.CHECKING}), M.APPROVED, _("批准")),
    Move("refuse", frozenset({M.CHECKING}), M.REFUSED, _("不批准")),
    Move("start", frozenset({M.APPROVED}), M.ON, _("开始")),
    Move("end", frozenset({M.APPROVED, M.ON}), M.OVER, _("结束")),
    states=M.choices,
)


class TemplateState(models.TextChoices):
    CHECKING = "checking", _("待批准")
    APPROVED = "approved", _("已批准")
    RETIRED = "retired", _("已停用")


TEMPLATE = Machine(
    Move("approve", frozenset({TemplateState.CHECKING}), TemplateState.APPROVED, _("批准")),
    Move(
        "retire",
        frozenset({TemplateState.CHECKING, TemplateState.APPROVED}),
        TemplateState.RETIRED,
        _("停用"),
    ),
    states=TemplateState.choices,
)
