from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PublishedFile(models.Model):
    """What stands at one address of a site (已发布文件): the publisher's memory of the tree.

    status: 200 a file, 410 gone with a page that says why, 301 moved to `location`.
    br_sha256, gz_sha256: of the compressed twins, "" where there is none; has_best_twins: whether
    they were made anew at the best level since.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=600)
    status = models.PositiveSmallIntegerField()
    location = models.CharField(max_length=600, blank=True)
    sha256 = models.CharField(max_length=64)
    br_sha256 = models.CharField(max_length=64, blank=True, db_default="")
    gz_sha256 = models.CharField(max_length=64, blank=True, db_default="")
    has_best_twins = models.BooleanField(db_default=False)
    size_bytes = models.BigIntegerField()
    changed_at = models.DateTimeField()
    site_id: int

    class Meta:
        verbose_name = _("已发布文件")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key"], name="published_file_once")
        ]
        indexes = [models.Index(fields=["site", "path"], name="published_file_path")]

    def __str__(self) -> str:
        return self.path


class Dependency(models.Model):
    """One key that a file's content read (依赖)."""

    file = models.ForeignKey(PublishedFile, models.CASCADE, related_name="dependencies")
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "file"], name="dependency_once")]

    def __str__(self) -> str:
        return self.key


class PendingChange(models.Model):
    """Keys that changed and are to be shown on a site (待刷新). Written by the act itself.

    One act leaves a row for each site concerned, all with the same `act`. A row that is done
    stays for a day: whoever was drawing a page meanwhile looks there for what it missed.
    """

    act = models.UUIDField(db_default=RandomUUID())
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    publication_id = models.BigIntegerField(null=True)
    keys = models.JSONField()
    noted_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    site_id: int

    class Meta:
        verbose_name = _("待刷新")
        indexes = [
            models.Index(
                fields=["site", "id"], condition=Q(done_at=None), name="pending_change_waiting"
            ),
            models.Index(fields=["noted_at"], name="pending_change_noted"),
            models.Index(fields=["act"], name="pending_change_act"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id}: {self.keys}"


class FailedTarget(models.Model):
    """A target that could not be refreshed (刷新失败); tried again until it can.

    publication_ids: the acts that wait for it.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    publication_ids = ArrayField(models.BigIntegerField(), default=list)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(_("错误信息"), max_length=300)
    retry_at = models.DateTimeField()
    site_id: int

    class Meta:
        verbose_name = _("刷新失败")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key"], name="failed_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.error}"


class Outcome(models.TextChoices):
    WRITTEN = "written", _("已更新")
    UNCHANGED = "unchanged", _("无变化")
    REMOVED = "removed", _("已删除")
    GONE = "gone", _("已撤下（410）")
    MOVED = "moved", _("已跳转（301）")
    FAILED = "failed", _("失败，将重试")


class Refresh(models.Model):
    """What one act of the gate did to one address, and when (刷新记录)."""

    publication_id = models.BigIntegerField(null=True)
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    path = models.CharField(max_length=600)
    outcome = models.CharField(max_length=10, choices=Outcome)
    error = models.CharField(_("错误信息"), max_length=300, blank=True, db_default="")
    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("刷新记录")
        constraints = [
            models.UniqueConstraint(
                fields=["publication_id", "site", "path"], name="refresh_once_per_act"
            )
        ]
        indexes = [models.Index(fields=["site", "-id"], name="refresh_site_newest")]

    def __str__(self) -> str:
        return f"{self.path} {self.outcome}"
