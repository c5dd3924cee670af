"""How something came in (来件渠道), and the day on which it counts as received."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """渠道. Source: 《政府信息公开条例》 Art. 29–31, for requests; letters use the same."""

    WEB = "web", _("网上")
    PAPER = "paper", _("来信")
    TELEPHONE = "telephone", _("来电")
    VISIT = "visit", _("来访")
    ELSEWHERE = "elsewhere", _("其他机关转来")
    POST_PLAIN = "post_plain", _("平常信函")
    FAX = "fax", _("传真")


# What staff enter for somebody, of most kinds.
BY_STAFF = (Channel.PAPER, Channel.TELEPHONE, Channel.VISIT, Channel.ELSEWHERE)
