"""Requests for information (政府信息公开申请)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.states import ApplicantKind, Delivery, Form
from zhanqun.foundation import ids


class Request(models.Model):
    """A request for information (政府信息公开申请): what its case does not know.

    Its text, its applicant and its clock are the case's. received_on: the day from which it counts
    by its channel (收到申请之日); the report of that year counts it as new. outcome: how it
    ended, a row of `outcomes`, "" while it is open. concluded_on: the day it ended, by which a
    report knows whether it was carried over. applicant_key: the same for the same applicant, a
    keyed digest of what names them, so that how often they apply can be counted. remark: what the
    office noted of the applicant or the application, such as a company struck off (登记备注).
    purpose: why so many are asked for, where the office asked (说明理由); purpose_asked_at: when.
    deferred_to: the later day that was then set for the reply (延迟答复); None once it is counted
    anew.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    case = models.OneToOneField("zq_casework.Case", models.PROTECT, related_name="request")
    envelope_uid = models.UUIDField(unique=True, editable=False)
    publisher = models.ForeignKey(
        "zq_disclosure.Publisher", models.PROTECT, related_name="+", verbose_name=_("受理机关")
    )
    applicant = models.CharField(_("申请人类别"), max_length=16, choices=ApplicantKind)
    form = models.CharField(_("获取方式"), max_length=12, choices=Form, blank=True)
    deliveries = ArrayField(
        models.CharField(max_length=12, choices=Delivery), verbose_name=_("获取途径")
    )
    received_on = models.DateField(_("收到日期"))
    applicant_key = models.CharField(max_length=32, blank=True, db_default="", editable=False)
    remark = models.CharField(_("登记备注"), max_length=500, blank=True, db_default="")
    purpose_asked_at = models.DateTimeField(null=True)
    purpose = models.TextField(_("申请理由"), blank=True, db_default="")
    deferred_to = models.DateField(_("延迟答复至"), null=True)
    outcome = models.CharField(_("办理结果"), max_length=16, blank=True, db_default="")
    concluded_on = models.DateField(_("办结日期"), null=True)
    case_id: int
    publisher_id: int

    class Meta:
        verbose_name = _("政府信息公开申请")
        indexes = [
            models.Index(fields=["publisher", "received_on"], name="request_received"),
            models.Index(fields=["publisher", "concluded_on"], name="request_concluded"),
            models.Index(fields=["applicant_key", "received_on"], name="request_of_applicant"),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def deliveries_told(self) -> list[str]:
        return [str(Delivery(one).label) for one in self.deliveries]
