from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.core.notices.kinds import label_of
from zhanqun.foundation import ids


class MailState(models.TextChoices):
    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("未送达")
    DROPPED = "dropped", _("不再发送")


class Mail(models.Model):
    """One mail to one person (邮件), kept until it is sent or given up.

    key: what it is about; the same is mailed to a person once.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=160)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    state = models.CharField(_("状态"), max_length=8, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    next_try_at = models.DateTimeField()
    last_error = models.CharField(_("原因"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("产生时间"))
    sent_at = models.DateTimeField(_("发送时间"), null=True)
    person_id: int

    class Meta:
        verbose_name = _("邮件")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="mail_once")]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(state=MailState.WAITING),
                name="mail_waiting",
            ),
            models.Index(
                fields=["-made_at"], condition=Q(state=MailState.FAILED), name="mail_failed"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """One thing a person is told (提醒), once for each key.

    url: a path at the desk. about_uid: of the record it asks to be dealt with, so that it can be
    settled when that is done.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(_("类别"), max_length=40)
    text = models.CharField(_("内容"), max_length=300)
    detail = models.CharField(_("说明"), max_length=300, blank=True)
    url = models.CharField(max_length=300)
    key = models.CharField(max_length=160)
    about_uid = models.UUIDField(null=True)
    created_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("已读时间"), null=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="notices")
    person_id: int

    class Meta:
        verbose_name = _("提醒")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_newest"),
            models.Index(fields=["person", "-id"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["about_uid"], condition=Q(read_at=None), name="notice_unread_about"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def label(self) -> str:
        return label_of(self.kind)

    @property
    def is_undelivered(self) -> bool:
        return self.mail is not None and self.mail.state == MailState.FAILED


class Preference(models.Model):
    """What a person wants by mail (提醒设置); the inbox has everything in any case."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    urgent_mail = models.BooleanField(_("要紧的提醒立即发邮件"), default=True)
    digest = models.BooleanField(_("每天一封待办摘要"), default=True)

    class Meta:
        verbose_name = _("提醒设置")


class DigestRun(models.Model):
    """That the digest of a day was begun (待办摘要), so that it goes out once."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
