"""States of a case and their moves (办件状态)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class CaseState(models.TextChoices):
    RECEIVED = "received", _("待分办")
    OFFERED = "offered", _("待签收")
    DECIDING = "deciding", _("待裁定")
    HANDLING = "handling", _("办理中")
    WAITING = "waiting", _("停止计算")
    ANSWERED = "answered", _("已答复")
    DECLINED = "declined", _("不予受理")
    CLOSED = "closed", _("已了结")


S = CaseState
ENDED = frozenset({S.ANSWERED, S.DECLINED, S.CLOSED})
RUNNING = frozenset({S.RECEIVED, S.OFFERED, S.DECIDING, S.HANDLING})
_OPEN = RUNNING | {S.WAITING}

CASE = Machine(
    Move("offer", frozenset({S.RECEIVED, S.HANDLING}), S.OFFERED, _("交办")),
    Move("accept", frozenset({S.OFFERED}), S.HANDLING, _("签收")),
    Move("refuse", frozenset({S.OFFERED}), S.RECEIVED, _("退回")),
    # Refused by the unit that a holder offered it to: it stays with the holder.
    Move("hand_back", frozenset({S.OFFERED}), S.HANDLING, _("退回")),
    Move("dispute", frozenset({S.OFFERED, S.HANDLING}), S.DECIDING, _("提请裁定")),
    Move(
        "decide", frozenset({S.RECEIVED, S.DECIDING, S.OFFERED, S.HANDLING}), S.HANDLING, _("裁定")
    ),
    Move("assign", frozenset({S.HANDLING}), S.HANDLING, _("指定承办人")),
    Move("join", frozenset({S.HANDLING}), S.HANDLING, _("加入协办")),
    Move("opine", frozenset({S.HANDLING}), S.HANDLING, _("提交协办意见")),
    # The office may stop the clock before it passes a case on; that goes on where it was.
    Move("pause", frozenset({S.RECEIVED, S.HANDLING}), S.WAITING, _("停止计算")),
    Move("resume", frozenset({S.WAITING}), S.HANDLING, _("恢复计算")),
    Move("restart", frozenset({S.HANDLING, S.WAITING}), S.HANDLING, _("重新起算")),
    Move("extend", frozenset({S.HANDLING}), S.HANDLING, _("延期")),
    Move("answer", frozenset({S.HANDLING}), S.ANSWERED, _("答复")),
    Move(
        "decline",
        frozenset({S.RECEIVED, S.OFFERED, S.DECIDING, S.HANDLING}),
        S.DECLINED,
        _("不予受理"),
    ),
    Move("close", _OPEN, S.CLOSED, _("了结")),
    Move("reopen", frozenset({S.ANSWERED}), S.HANDLING, _("重办")),
    # What was ended by mistake goes on, on its old term.
    Move("revive", frozenset({S.CLOSED}), S.HANDLING, _("恢复办理")),
    Move("hand_over", RUNNING, S.RECEIVED, _("移交")),
    states=CaseState.choices,
)
