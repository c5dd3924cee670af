"""Kinds of word lists and levels of what they find (词表类别)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.core.checks import hits


class ListKind(models.TextChoices):
    """What the entries of a list are.

    PROTECTED: right names; what differs from one by a single character is found.
    ORGAN: names of organs that a reform ended, with the day on which it did.
    ALLOWED: phrases inside which no word is ever reported (允许语境), for all lists.
    """

    WRONG = "wrong", _("错敏词")
    FIXED = "fixed", _("固定表述")
    TERRITORY = "territory", _("地图与领土表述")
    ORGAN = "organ", _("撤并更名机构")
    SPELLING = "spelling", _("异形词与易错词")
    PROTECTED = "protected", _("规范名称")
    ALLOWED = "allowed", _("通用允许语境")


class Level(models.TextChoices):
    """How much a hit weighs (级别)."""

    BLOCK = hits.BLOCK, _("严重，必须处理")
    WARN = hits.WARN, _("提醒")
    HINT = hits.HINT, _("仅供参考")


STRENGTH = {hits.BLOCK: 0, hits.WARN: 1, hits.HINT: 2}
