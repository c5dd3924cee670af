"""States of an envelope (来件状态)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class EnvelopeState(models.TextChoices):
    OPEN = "open", _("已收件")
    HELD = "held", _("待核")
    REJECTED = "rejected", _("不予受理")


S = EnvelopeState
ENVELOPE = Machine(
    Move("release", frozenset({S.HELD}), S.OPEN, _("放行")),
    Move("reject", frozenset({S.HELD}), S.REJECTED, _("不予受理")),
    states=S.choices,
)
TONES = {S.OPEN: "good", S.HELD: "wait", S.REJECTED: "bad"}


class HoldReason(models.TextChoices):
    """Why a person should look before it goes on (待核原因)."""

    TRAP = "trap", _("填写了看不见的格子")
    TOO_FAST = "too_fast", _("几秒之内就填完")
    LINKS = "links", _("含多个网址")
    NO_HAN = "no_han", _("没有汉字")
    ADVERTISING = "advertising", _("像广告")
    REPETITIVE = "repetitive", _("大量重复的字")
    MANY_FROM_ADDRESS = "many_from_address", _("同一网络一小时内很多件")
    MANY_FROM_CONTACT = "many_from_contact", _("同一联系方式一天内很多件")
    SAME_TEXT = "same_text", _("一小时内多人提交相同内容")
