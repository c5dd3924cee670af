from django.db import models
from django.utils.translation import gettext_lazy as _


class Mirror(models.Model):
    """Another place that serves the files (镜像), and how far it is; where it lies and by which
    key it is reached stands in the file ZHANQUN_MIRRORS.

    failing_since, attempts, retry_at, last_error: of the failures since it last answered.
    assets_digest: of the styles and scripts it holds. checked_at, differences: of the last full
    comparison.
    """

    name = models.CharField(_("名称"), max_length=40, unique=True)
    sent_at = models.DateTimeField(_("最近同步"), null=True)
    failing_since = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    last_error = models.CharField(_("错误信息"), max_length=300, blank=True)
    assets_digest = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField(_("最近核对"), null=True)
    differences = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("镜像")

    def __str__(self) -> str:
        return self.name


class Stage(models.IntegerChoices):
    """What is sent before what: warnings first; else nothing links to what is not there yet."""

    ALERT = 0, _("预警和模式")
    FILE = 1, _("附件和图片")
    TEXT = 2, _("正文页")
    LIST = 3, _("列表和首页")
    REMOVAL = 4, _("撤下")


class WaitingFile(models.Model):
    """An address that a mirror has yet to be given (待同步文件).

    Written in the transaction of the publication; what stands there is read when it is sent, so
    that a row may come twice and after any time.
    """

    mirror = models.ForeignKey(Mirror, models.CASCADE, related_name="waiting")
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    path = models.CharField(max_length=600)
    stage = models.PositiveSmallIntegerField(choices=Stage)
    noted_at = models.DateTimeField()
    site_id: int

    class Meta:
        verbose_name = _("待同步文件")
        indexes = [
            models.Index(fields=["mirror", "stage", "id"], name="waiting_file_next"),
            models.Index(fields=["mirror", "noted_at"], name="waiting_file_oldest"),
        ]

    def __str__(self) -> str:
        return self.path
