"""Where a file stands with the scanner (查毒状态)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class ScanState(models.TextChoices):
    WAITING = "waiting", _("待查毒")
    CLEAN = "clean", _("无毒")
    INFECTED = "infected", _("有毒")
    FAILED = "failed", _("查毒失败，将重试")
    OFF = "off", _("未查毒（本系统未接查毒服务）")


S = ScanState
# What may go live; everything else is in quarantine (隔离区).
RELEASED = frozenset({S.CLEAN, S.OFF})
UNSCANNED = frozenset({S.WAITING, S.FAILED})
SCAN = Machine(
    # A file kept before there was a scanner is scanned later, and stays in use meanwhile.
    Move("pass", frozenset({S.WAITING, S.FAILED, S.OFF}), S.CLEAN, _("查毒通过")),
    Move("find", frozenset({S.WAITING, S.FAILED, S.OFF}), S.INFECTED, _("查出病毒")),
    Move("fail", UNSCANNED, S.FAILED, _("查毒失败")),
    Move("again", frozenset({S.WAITING, S.FAILED, S.INFECTED}), S.WAITING, _("重新查毒")),
    # The operator took the scanner away (ZHANQUN_CLAMD=off).
    Move("skip", UNSCANNED, S.OFF, _("不查毒")),
    states=ScanState.choices,
)
SHORT_LABELS = {
    S.WAITING: _("待查毒"),
    S.CLEAN: _("无毒"),
    S.INFECTED: _("有毒"),
    S.FAILED: _("查毒失败"),
    S.OFF: _("未查毒"),
}
TONES = {S.WAITING: "wait", S.CLEAN: "good", S.INFECTED: "bad", S.FAILED: "bad", S.OFF: "quiet"}
