"""Reconsiderations and lawsuits about disclosure (政府信息公开行政复议、行政诉讼)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.models.request import Request
from zhanqun.affairs.requests.states import DisputeKind, DisputeResult
from zhanqun.foundation import ids


class Dispute(models.Model):
    """One reconsideration or one lawsuit (复议、诉讼案件): the annual report's fourth table.

    request: what it is about, None where it concerns something else that was disclosed or not.
    number: of the body that decides, as it writes it. result: pending until it is concluded.

    Source: 国办公开办函〔2021〕30号.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    publisher = models.ForeignKey(
        "zq_disclosure.Publisher", models.PROTECT, related_name="+", verbose_name=_("公开主体")
    )
    request = models.ForeignKey(
        Request, models.PROTECT, null=True, related_name="disputes", verbose_name=_("申请")
    )
    kind = models.CharField(_("种类"), max_length=24, choices=DisputeKind)
    number = models.CharField(_("案号"), max_length=80, blank=True, db_default="")
    body = models.CharField(_("受理的机关、法院"), max_length=100)
    opened_on = models.DateField(_("受理日期"))
    result = models.CharField(
        _("结果"), max_length=12, choices=DisputeResult, default=DisputeResult.PENDING
    )
    concluded_on = models.DateField(_("审结日期"), null=True)
    note = models.CharField(_("说明"), max_length=500, blank=True, db_default="")
    publisher_id: int
    request_id: int | None

    class Meta:
        verbose_name = _("复议、诉讼")
        ordering = ["-opened_on", "-id"]
        indexes = [
            models.Index(fields=["publisher", "-opened_on", "-id"], name="dispute_opened"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(result=DisputeResult.PENDING, concluded_on=None)
                | (~Q(result=DisputeResult.PENDING) & Q(concluded_on__isnull=False)),
                name="dispute_concluded_with_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number or self.body}"
