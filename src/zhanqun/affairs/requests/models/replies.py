"""Replies to requests: written, numbered, delivered (政府信息公开申请答复)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.models.request import Request
from zhanqun.affairs.requests.states import Delivery, DeliveryState, ReplyState
from zhanqun.foundation import ids

WHO = settings.AUTH_USER_MODEL
FILE = "zq_attachments.Attachment"


class ReplyForm(models.Model):
    """How a publisher replies (答复设置).

    number_form: 公开答复文号, with places for year and serial. mark: the mark in red on top, ""
    for a plain paper. reconsideration_organ, court: whom remedies name. first_groups: groups of
    outcomes, besides refusals, against which reconsideration comes first here.
    """

    publisher = models.OneToOneField(
        "zq_disclosure.Publisher", models.PROTECT, primary_key=True, related_name="+"
    )
    number_form = models.CharField(_("答复文号的格式"), max_length=60, unique=True)
    mark = models.CharField(_("发文机关标志"), max_length=60, blank=True)
    reconsideration_organ = models.CharField(_("行政复议机关"), max_length=100)
    court = models.CharField(_("管辖法院"), max_length=100)
    first_groups = ArrayField(models.CharField(max_length=16), default=list)
    publisher_id: int

    class Meta:
        verbose_name = _("答复设置")

    def __str__(self) -> str:
        return self.number_form


class ReplySerial(models.Model):
    """The last serial of a publisher's replies in a year (答复顺序号)."""

    publisher = models.ForeignKey("zq_disclosure.Publisher", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("答复顺序号")
        constraints = [
            models.UniqueConstraint(fields=["publisher", "year"], name="reply_serial_of_year")
        ]


class Reply(models.Model):
    """A reply (答复书、告知书): what a template of `reply_kinds` asks for, filled in.

    parts: place -> words. accepted, accepted_why: which warnings of the check stand, and why.
    number, dated: given when it is issued (签发); text, docx and pdf are made then and never again.
    sealed: the paper with its seal, scanned, which goes out in place of the PDF.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="replies")
    kind = models.CharField(_("答复类型"), max_length=24)
    parts = models.JSONField(default=dict)
    state = models.CharField(
        _("状态"), max_length=12, choices=ReplyState, default=ReplyState.WRITING
    )
    written_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("拟稿时间"))
    submitted_at = models.DateTimeField(_("送审时间"), null=True)
    accepted = models.JSONField(default=list)
    accepted_why = models.CharField(max_length=200, blank=True)
    remark = models.TextField(_("签发意见"), blank=True)
    decided_by = models.ForeignKey(WHO, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(_("签发时间"), null=True)
    number = models.CharField(_("答复文号"), max_length=80, unique=True, null=True)
    dated = models.DateField(_("成文日期"), null=True)
    text = models.TextField(_("答复书全文"), blank=True, db_default="")
    docx = models.ForeignKey(FILE, models.PROTECT, related_name="+", null=True)
    pdf = models.ForeignKey(FILE, models.PROTECT, related_name="+", null=True)
    sealed = models.ForeignKey(FILE, models.PROTECT, related_name="+", null=True)
    sent_by = models.ForeignKey(WHO, models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField(_("送出时间"), null=True)
    request_id: int
    written_by_id: int
    decided_by_id: int | None

    class Meta:
        verbose_name = _("答复")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=~Q(state=ReplyState.SENT),
                name="reply_one_unsent",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state=ReplyState.SUBMITTED), name="reply_to_issue"
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.request)


class ReplyFile(models.Model):
    """A file given out with a reply (提供的政府信息), which was looked through first.

    looked_for: words that must not stand in it; looked_at: when it was checked and found free.
    unread: what the check could not read, such as words in pictures; somebody looked at it.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    reply = models.ForeignKey(Reply, models.CASCADE, related_name="files")
    attachment = models.ForeignKey(FILE, models.PROTECT, related_name="+")
    looked_for = models.JSONField(default=list)
    looked_at = models.DateTimeField()
    unread = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(WHO, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("提供的文件")
        ordering = ["id"]


class ReplyDelivery(models.Model):
    """One attempt to bring a reply to its applicant (送达).

    way: as far as possible what the applicant wished; why: where it is another. proof: number of
    a registered letter, address of a mail. signed_by: who signed for it. A failed one is followed
    by another.

    Source: 《政府信息公开条例》第四十条.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="deliveries")
    way = models.CharField(_("送达方式"), max_length=12, choices=Delivery)
    state = models.CharField(_("状态"), max_length=12, choices=DeliveryState)
    sent_on = models.DateField(_("送出日期"))
    proof = models.CharField(_("凭证号码"), max_length=100, blank=True)
    why = models.CharField(_("改用其他方式的理由"), max_length=200, blank=True)
    done_on = models.DateField(_("送达日期"), null=True)
    signed_by = models.CharField(_("签收人"), max_length=60, blank=True)
    failure = models.CharField(_("未送达的原因"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(WHO, models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("送达记录")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply"],
                condition=Q(state=DeliveryState.UNDER_WAY),
                name="reply_one_under_way",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state=DeliveryState.UNDER_WAY),
                name="reply_delivery_open",
            )
        ]
