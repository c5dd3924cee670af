from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids


class Entry(models.Model):
    """One act in the trail (审计记录): who did what to which record, before and after.

    Rows are added only; a trigger refuses update, delete and truncate. Source: GB/T 22239-2019,
    8.1.4.3 (date and time, user, event type, success or failure).
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    at = models.DateTimeField(_("时间"))
    action = models.CharField(_("操作"), max_length=80)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(_("操作人"), max_length=120)
    object_type = models.CharField(_("对象类型"), max_length=60)
    object_uid = models.CharField(_("对象编号"), max_length=64)
    object_label = models.CharField(_("对象"), max_length=200)
    unit_id = models.BigIntegerField(_("单位"), null=True)
    before = models.JSONField(_("操作前"), default=dict)
    after = models.JSONField(_("操作后"), default=dict)
    reason = models.TextField(_("理由"), blank=True)
    succeeded = models.BooleanField(_("是否成功"), default=True, db_default=True)
    source_ip = models.GenericIPAddressField(_("来源地址"), null=True)

    class Meta:
        verbose_name = _("审计记录")
        indexes = [
            models.Index(fields=["object_type", "object_uid", "id"], name="audit_object"),
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["actor", "-at", "-id"], name="audit_actor_newest"),
            models.Index(fields=["action", "-at", "-id"], name="audit_action_newest"),
            models.Index(fields=["unit_id", "-at", "-id"], name="audit_unit_newest"),
            models.Index(
                fields=["-at", "-id"], condition=Q(succeeded=False), name="audit_failed_newest"
            ),
            models.Index(fields=["source_ip", "-at", "-id"], name="audit_source_newest"),
            GinIndex(OpClass(Upper("object_label"), name="gin_trgm_ops"), name="audit_label_words"),
            GinIndex(
                OpClass(Upper("reason"), name="gin_trgm_ops"),
                condition=~Q(reason=""),
                name="audit_reason_words",
            ),
        ]


class Seal(models.Model):
    """One link of the chain over the trail (审计封签): each digest covers the one before."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    position = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    # Which facts of the entry the digest covers: see `digests.link_digest`.
    version = models.PositiveSmallIntegerField(db_default=1)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("审计封签")
