from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids


class SuspensionCause(models.TextChoices):
    DORMANT = "dormant", _("长期未登录")
    DECIDED = "decided", _("安全管理员停用")


class Suspension(models.Model):
    """An account that nobody may log in to for a while (停用账号); lifted, never deleted."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cause = models.CharField(_("缘由"), max_length=16, choices=SuspensionCause)
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    began_at = models.DateTimeField(_("停用时间"))
    ended_at = models.DateTimeField(_("恢复时间"), null=True)

    class Meta:
        verbose_name = _("停用账号")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="suspension_one_running"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("began_at")),
                name="suspension_term_forward",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
