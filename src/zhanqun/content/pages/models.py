from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids


class Arrangement(models.Model):
    """The arrangement of one page (版面): a home, a topic or an overview, built of blocks.

    Every save makes a `Version`; the public sees `live`, the desk edits `latest`.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="+")
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    latest = models.OneToOneField("Version", models.PROTECT, null=True, related_name="+")
    live = models.OneToOneField("Version", models.PROTECT, null=True, related_name="+")
    # Topics only (专题期限). archived_at is set when the day has come.
    theme = models.CharField(_("专题配色"), max_length=8, blank=True, default="")
    opens_on = models.DateField(_("开放日期"), null=True, blank=True)
    archives_on = models.DateField(_("归档日期"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)
    page_id: int
    site_id: int
    live_id: int | None
    latest_id: int | None

    class Meta:
        verbose_name = _("版面")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_on=None)
                | models.Q(archives_on=None)
                | models.Q(archives_on__gt=models.F("opens_on")),
                name="arrangement_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return str(self.page)

    @property
    def is_open(self) -> bool:
        """Whether the public sees it: something was released, and its day has come."""
        return self.live_id is not None and (self.opens_on is None or self.opened_at is not None)

    @property
    def has_newer(self) -> bool:
        """Whether the draft is not what the public has."""
        return self.live_id != self.latest_id


class Version(models.Model):
    """One saved state of an arrangement (版面版本); it never changes, but is released or not.

    blocks: [{"type", "value", "id"}, …]. columns: ids of the columns they name.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    arrangement = models.ForeignKey(Arrangement, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("版本号"))
    blocks: Any = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    columns = ArrayField(models.BigIntegerField(), default=list)
    note = models.CharField(_("说明"), max_length=200, blank=True, default="")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    arrangement_id: int
    made_by_id: int | None

    class Meta:
        verbose_name = _("版面版本")
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "number"], name="version_number_once")
        ]
        indexes = [GinIndex(fields=["columns"], name="version_columns")]

    def __str__(self) -> str:
        return f"{self.arrangement} {self.number}"
