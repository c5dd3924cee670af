from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids


class ChangedFile(models.Model):
    """An address whose line in the manifest is to be written anew (待登记).

    Written inside the publishing transaction, and never updated, so that publishers do not wait
    for one another.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    path = models.CharField(max_length=600)
    site_id: int

    class Meta:
        verbose_name = _("待登记")
        indexes = [models.Index(fields=["site", "path"], name="changed_file_path")]

    def __str__(self) -> str:
        return self.path


class IncidentKind(models.TextChoices):
    CHANGED = "changed", _("文件被改")
    DELETED = "deleted", _("文件被删")
    FOREIGN = "foreign", _("外来文件")
    RECORD = "record", _("发布记录被改")
    MANIFEST = "manifest", _("清单被改")


class FoundBy(models.TextChoices):
    WATCH = "watch", _("实时监控")
    SWEEP = "sweep", _("巡检")


class Incident(models.Model):
    """A file of a site that was not as published, and what became of it (篡改事件).

    path: as it lies on disk, relative to the site's folder. difference: from what should stand to
    what was found, as unified text, cut short. evidence: where the altered or foreign copy lies
    below the evidence folder, "" where none was kept. note: what kept it from being restored.
    """

    uid = models.UUIDField(unique=True, editable=False, default=ids.new_uid)
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    path = models.CharField(_("文件"), max_length=1200)
    kind = models.CharField(_("类型"), max_length=10, choices=IncidentKind)
    found_by = models.CharField(_("发现方式"), max_length=10, choices=FoundBy)
    seen_at = models.DateTimeField(_("发现时间"))
    restored_at = models.DateTimeField(_("恢复时间"), null=True)
    expected_sha256 = models.CharField(max_length=64, blank=True)
    found_sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.BigIntegerField(null=True)
    what = models.CharField(max_length=200, blank=True)
    difference = models.TextField(blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    site_id: int

    class Meta:
        verbose_name = _("篡改事件")
        indexes = [
            models.Index(fields=["-seen_at", "-id"], name="incident_newest"),
            models.Index(
                fields=["site", "path"], condition=Q(restored_at=None), name="incident_open"
            ),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def seconds(self) -> str:
        """From being noticed to being restored, such as "0.42"; "" while it is not."""
        if self.restored_at is None:
            return ""
        return f"{(self.restored_at - self.seen_at).total_seconds():.2f}"

    @property
    def kind_tone(self) -> str:
        return "" if self.restored_at else "bad"


class Sweep(models.Model):
    """One look at every file of all sites (巡检记录)."""

    started_at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()
    files = models.PositiveBigIntegerField()
    faults = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("巡检记录")
        indexes = [models.Index(fields=["-started_at"], name="sweep_newest")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M:%S} {self.files}"


class ProofState(models.TextChoices):
    WAITING = "waiting", _("待核验")
    PROVED = "proved", _("已核验")
    FAILED = "failed", _("不一致")

    @property
    def tone(self) -> str:
        return {"waiting": "wait", "proved": "good", "failed": "bad"}[self.value]


class Proof(models.Model):
    """What the public address answered after it was published (发布后核验).

    publication_id: the act of the gate, None where none wanted it, as with warnings and letters.
    answered: the status received, None where there was no answer.
    """

    publication_id = models.BigIntegerField(null=True)
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    path = models.CharField(max_length=600)
    state = models.CharField(max_length=10, choices=ProofState, default=ProofState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    answered = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True)
    took_ms = models.PositiveIntegerField(null=True)
    proved_at = models.DateTimeField(null=True)
    site_id: int

    class Meta:
        verbose_name = _("发布后核验")
        indexes = [
            models.Index(fields=["publication_id"], name="proof_of_act"),
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="proof_waiting"),
            models.Index(fields=["-id"], condition=Q(state="failed"), name="proof_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.state}"

    @property
    def label(self) -> str | Promise:
        return ProofState(self.state).label

    @property
    def tone(self) -> str:
        return ProofState(self.state).tone
