"""What a publisher says of how it discloses (公开指南)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids


class Guide(models.Model):
    """How to find and to ask for information (政府信息公开指南): required of every publisher.

    It is public as soon as it is kept; earlier words stand in the trail. reviewed_on: when it was
    written or confirmed last, from which the reminder to keep it current counts. is_reminded: the
    office was told since then.

    Source: 《政府信息公开条例》第十二条.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    publisher = models.OneToOneField(
        "zq_disclosure.Publisher", models.PROTECT, related_name="guide", verbose_name=_("公开主体")
    )
    kinds = models.TextField(_("信息分类"))
    arrangement = models.TextField(_("编排体系"))
    ways = models.TextField(_("获取方式"))
    office = models.CharField(_("公开工作机构"), max_length=60)
    address = models.CharField(_("办公地址"), max_length=100)
    hours = models.CharField(_("办公时间"), max_length=100)
    telephone = models.CharField(_("联系电话"), max_length=60)
    fax = models.CharField(_("传真号码"), max_length=60, blank=True)
    online = models.CharField(_("互联网联系方式"), max_length=200)
    written_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("编写时间"))
    reviewed_on = models.DateField(_("核对日期"))
    is_reminded = models.BooleanField(default=False)
    publisher_id: int

    class Meta:
        verbose_name = _("政府信息公开指南")
        indexes = [models.Index(fields=["reviewed_on"], name="guide_reviewed")]

    def __str__(self) -> str:
        return self.publisher.titled("政府信息公开指南")
