"""Who discloses (公开主体), and where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure.items import Level
from zhanqun.foundation import ids

# What names of governments end with, and names of columns begin with.
SHARED = "政府"


class Publisher(models.Model):
    """A unit that discloses in its own name (公开主体): whose catalogue stands on one uniform page.

    code: in addresses, unique in the whole cluster. site: on which its pages stand, its own or the
    portal. organ_code: first part of its index numbers, nine characters of its organisation code
    or its unified social credit code. level: which items of the legal list it answers for.
    takes_requests: whether one may apply to it (依申请公开).

    Source: 国办公开办函〔2019〕61号, one column of one name and layout in all organs.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    unit = models.OneToOneField(
        "zq_units.Unit", models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    code = models.SlugField(_("代码"), max_length=40, unique=True)
    site = models.ForeignKey(
        "zq_sites.SiteProfile", models.PROTECT, related_name="+", verbose_name=_("网站")
    )
    organ_code = models.CharField(_("机构代码"), max_length=18, unique=True)
    level = models.CharField(_("层级"), max_length=12, choices=Level)
    takes_requests = models.BooleanField(_("受理依申请公开"), default=True)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)
    unit_id: int
    site_id: int

    class Meta:
        verbose_name = _("公开主体")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.unit)

    def titled(self, what: str) -> str:
        """Its full name before 政府信息公开…; a name that ends with 政府 says it once."""
        name = self.unit.name
        return f"{name.removesuffix(SHARED)}{what}" if what.startswith(SHARED) else f"{name}{what}"
