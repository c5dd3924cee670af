from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import BigIntegerField, F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids


class CurrentXid(Func):
    """The number of this transaction (事务号), by which a snapshot tells whether it saw it."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = BigIntegerField()


class Urgency(models.IntegerChoices):
    """What goes before what (刷新缓急)."""

    EMERGENCY = 0, _("紧急（撤稿）")
    NEWS = 1, _("发布")
    STRUCTURE = 2, _("栏目、站点变动")
    BUILD = 3, _("全站重建")


class PublishedFile(models.Model):
    """What stands at one address of a site (已发布文件): the publisher's memory of the tree.

    keys: the dependency keys that drawing it read (依赖键).
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
    keys = ArrayField(models.TextField(), db_default=[])
    site_id: int

    class Meta:
        verbose_name = _("已发布文件")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key"], name="published_file_once")
        ]
        indexes = [
            models.Index(fields=["site", "path"], name="published_file_path"),
            # Without the list of what is still to be indexed: every act would read all of it.
            GinIndex(fields=["keys"], name="published_file_keys", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.path


class PublicRoot(models.Model):
    """The folder that this database is published to (公开目录), the only row.

    mark: what lies in it under the name `.public-root`. machine, folder, seen_at: where and when a
    publisher last reported from it.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    mark = models.UUIDField(default=ids.new_uid)
    machine = models.CharField(max_length=100)
    folder = models.CharField(max_length=300)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("公开目录")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="public_root_only")]

    def __str__(self) -> str:
        return f"{self.machine}:{self.folder}"


class Overhaul(models.Model):
    """A large change or a full build, worked off in the background (大批刷新).

    total: targets; it grows until is_counted. keys: what changed; none for a full build.
    """

    keys = ArrayField(models.TextField(), db_default=[])
    site_ids = ArrayField(models.BigIntegerField(), db_default=[])
    total = models.PositiveIntegerField(db_default=0)
    is_counted = models.BooleanField(db_default=False)
    begun_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("大批刷新")
        indexes = [models.Index(fields=["-id"], condition=Q(done_at=None), name="overhaul_running")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.keys or self.site_ids}"


class PendingChange(models.Model):
    """Keys that one act changed (待刷新). Written by the act itself, in its transaction.

    site_ids: where something may come into being; what shows the keys is found anywhere.
    xid: the act's transaction. done_at: when all it touches was noted as stale; the row stays for
    a day, since whoever was drawing a page meanwhile looks here for what it missed.
    reached: the published file up to which a large change has come.
    """

    keys = ArrayField(models.TextField(), db_default=[])
    site_ids = ArrayField(models.BigIntegerField(), db_default=[])
    urgency = models.PositiveSmallIntegerField(choices=Urgency, db_default=Urgency.STRUCTURE)
    publication_id = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    xid = models.BigIntegerField(db_default=CurrentXid())
    reached = models.BigIntegerField(db_default=0)
    overhaul = models.ForeignKey(Overhaul, models.SET_NULL, null=True, related_name="+")
    overhaul_id: int | None

    class Meta:
        verbose_name = _("待刷新")
        indexes = [
            models.Index(
                fields=["urgency", "id"], condition=Q(done_at=None), name="pending_change_open"
            ),
            models.Index(fields=["xid"], name="pending_change_xid"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.keys}"


class StaleTarget(models.Model):
    """A target that is to be made anew (待重做的页面).

    rank: within its urgency. due_at: not before. publication_ids, overhaul_ids: who waits for it.
    attempts, error: of one that could not be made; it is tried again until it can.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    rank = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    publication_ids = ArrayField(models.BigIntegerField(), db_default=[])
    overhaul_ids = ArrayField(models.BigIntegerField(), db_default=[])
    attempts = models.PositiveIntegerField(db_default=0)
    error = models.CharField(_("错误信息"), max_length=300, blank=True, db_default="")
    site_id: int

    class Meta:
        verbose_name = _("待重做的页面")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key"], name="stale_target_once")
        ]
        indexes = [
            models.Index(F("urgency"), F("rank"), F("id"), name="stale_target_next"),
            models.Index(fields=["id"], condition=~Q(error=""), name="stale_target_failed"),
            GinIndex(
                fields=["publication_ids"],
                condition=~Q(publication_ids=[]),
                name="stale_target_acts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.error}"


class DrawnBatch(models.Model):
    """Pages drawn together (已绘批次), until it is known that they missed no change.

    snapshot: PostgreSQL's, from before they were drawn. Its acts were seen; those that committed
    later may not have been, nor could they see the keys that these pages have now.
    """

    snapshot = models.TextField()
    file_ids = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("已绘批次")

    def __str__(self) -> str:
        return self.snapshot


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
