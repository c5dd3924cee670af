"""Steps that move the clock of a request (补正、征求意见、延期、收费)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.models.request import Request
from zhanqun.affairs.requests.states import (
    ConsultationState,
    Consulted,
    CorrectionState,
    ExtensionState,
    FeeMethod,
    FeeState,
)
from zhanqun.foundation import ids

WHO = settings.AUTH_USER_MODEL


class Correction(models.Model):
    """The applicant is asked to mend the application (告知补正), once.

    what: what is to be mended. answer_by: last day of the reasonable period. is_late: asked after
    the seven working days, why_late says why. text, answered_on: what came and the day on which
    it came; entered_by: who entered it, None where it came through the receipt. decision: why what
    came late was taken or not. files: attachments that came with it, among the envelope's.

    Source: 《政府信息公开条例》第三十条.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="corrections")
    state = models.CharField(
        _("状态"), max_length=12, choices=CorrectionState, default=CorrectionState.ASKED
    )
    what = models.TextField(_("补正事项"))
    answer_by = models.DateField(_("补正期限"))
    asked_at = models.DateTimeField(_("告知时间"))
    asked_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    is_late = models.BooleanField(_("逾期告知"), default=False, db_default=False)
    why_late = models.CharField(_("逾期告知的原因"), max_length=500, blank=True, db_default="")
    text = models.TextField(_("补正内容"), blank=True, db_default="")
    answered_on = models.DateField(_("收到补正"), null=True)
    entered_by = models.ForeignKey(WHO, models.PROTECT, related_name="+", null=True)
    decision = models.CharField(_("处理意见"), max_length=500, blank=True, db_default="")
    files = ArrayField(models.UUIDField(), default=list, db_default=[])

    class Meta:
        verbose_name = _("补正")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=~Q(state=CorrectionState.SUPERSEDED),
                name="correction_asked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request}：{self.what[:40]}"


class Consultation(models.Model):
    """Somebody is asked in writing before the request is answered (征求意见); the clock stands.

    whom: a third party (第三方) or another organ (其他机关). name: who; unit: where it is one of
    ours. letter: what was written. received_on: the day on which they got it, from which the
    fifteen working days run; due_on: the last of them. opinion, answered_on: what came, and when.
    override: the letter that tells a third party why it is opened all the same, for the public
    interest.

    Source: 《政府信息公开条例》第三十二条、第三十四条.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="consultations")
    whom = models.CharField(_("征求对象"), max_length=12, choices=Consulted)
    name = models.CharField(_("名称"), max_length=100)
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, related_name="+", null=True)
    letter = models.TextField(_("征求意见函"))
    state = models.CharField(
        _("状态"), max_length=12, choices=ConsultationState, default=ConsultationState.ASKED
    )
    asked_at = models.DateTimeField(_("发出时间"))
    asked_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    received_on = models.DateField(_("送达日期"))
    due_on = models.DateField(_("意见期限"))
    opinion = models.TextField(_("意见"), blank=True, db_default="")
    answered_on = models.DateField(_("收到意见"), null=True)
    entered_by = models.ForeignKey(WHO, models.PROTECT, related_name="+", null=True)
    override = models.TextField(_("公共利益告知书"), blank=True, db_default="")
    overridden_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("征求意见")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state=ConsultationState.ASKED),
                name="consultation_running",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_whom_display()}：{self.name}"


class ExtensionAsk(models.Model):
    """More time is asked for (延期申请), and granted or refused by who may.

    reason: why, which the applicant reads. remark: what was said when it was decided.

    Source: 《政府信息公开条例》第三十三条第二款.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="extensions")
    state = models.CharField(
        _("状态"), max_length=12, choices=ExtensionState, default=ExtensionState.ASKED
    )
    days = models.PositiveSmallIntegerField(_("延长工作日"))
    reason = models.TextField(_("延期理由"))
    asked_at = models.DateTimeField(_("提出时间"))
    asked_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    remark = models.CharField(_("批示"), max_length=500, blank=True, db_default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(WHO, models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = _("延期申请")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state=ExtensionState.ASKED),
                name="extension_one_asked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request}：{self.days}"


class FeeNotice(models.Model):
    """A fee for handling the information (收费通知); the clock stands until it is paid.

    method: by the number of applications in a month or by pages, never both for one application.
    quantity: that number; yuan: the sum. how: where and how to pay. received_on: the day on which
    the applicant got it; due_on: the last of the twenty working days after it. paid_on: the day.

    Source: 国办函〔2020〕109号.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    request = models.OneToOneField(Request, models.PROTECT, related_name="fee")
    state = models.CharField(_("状态"), max_length=12, choices=FeeState, default=FeeState.SENT)
    method = models.CharField(_("计收方式"), max_length=16, choices=FeeMethod)
    quantity = models.PositiveIntegerField(_("件数或者页数"))
    yuan = models.PositiveIntegerField(_("金额（元）"))
    how = models.TextField(_("缴纳方式"))
    sent_at = models.DateTimeField(_("发出时间"))
    sent_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    received_on = models.DateField(_("送达日期"))
    due_on = models.DateField(_("缴费期限"))
    paid_on = models.DateField(_("缴费日期"), null=True)
    entered_by = models.ForeignKey(WHO, models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = _("收费通知")

    def __str__(self) -> str:
        return f"{self.request}：{self.yuan}"
