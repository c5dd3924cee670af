"""Documents that the library has, and its lists (馆藏文件、清单)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library.api import TITLE_LENGTH, Validity, address_of
from zhanqun.core.attachments import api as attachments


class Holding(models.Model):
    """A document that is or was public somewhere in the cluster (馆藏文件).

    What lists and the calendar say of it stands here, as it was when that changed last, so that a
    list of 200,000 is read without one text. home: the site of its one page. year: in which it was
    written (成文); of a document without a date, in which it was published. validity: as of the
    day it was last looked at; since: the day from which it is so, where a newer document says that:
    ended_by, or `cited` where the library has it not. ends_on: the last day in force. shown_at:
    when anything of this changed for the public.
    """

    article = models.OneToOneField(
        "zq_library.Article", models.PROTECT, primary_key=True, related_name="+"
    )
    uid = models.UUIDField(unique=True, editable=False)
    is_live = models.BooleanField(default=False)
    home = models.ForeignKey("wagtailcore.Site", models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("标题"), max_length=TITLE_LENGTH)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    organs = ArrayField(models.CharField(max_length=100), default=list, verbose_name=_("发文机关"))
    topic = models.CharField(_("主题分类"), max_length=60, blank=True)
    genre = models.CharField(_("文种"), max_length=30, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"))
    written_on = models.DateField(_("成文日期"), null=True)
    effective_from = models.DateField(_("施行日期"), null=True)
    ends_on = models.DateField(_("失效日期"), null=True)
    repealed_on = models.DateField(_("废止日期"), null=True)
    validity = models.CharField(_("有效性"), max_length=12, choices=Validity, blank=True)
    since = models.DateField(null=True)
    ended_by = models.ForeignKey("zq_library.Article", models.PROTECT, null=True, related_name="+")
    cited = models.CharField(max_length=280, blank=True)
    slug = models.CharField(max_length=80)
    code = models.CharField(max_length=10)
    first_published_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField()
    article_id: int
    home_id: int | None
    ended_by_id: int | None

    class Meta:
        verbose_name = _("馆藏文件")
        indexes = [
            models.Index(
                fields=["effective_from"], condition=Q(is_live=True), name="holding_effective"
            ),
            models.Index(fields=["ends_on"], condition=Q(is_live=True), name="holding_ends"),
            models.Index(
                fields=["repealed_on"], condition=Q(is_live=True), name="holding_repealed"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Of its page, within its home."""
        return address_of(self.slug, self.code, self.first_published_at)


class Facet(models.TextChoices):
    """By what documents are put in lists (分面)."""

    ALL = "all", _("全部文件")
    ORGAN = "organ", _("发文机关")
    TOPIC = "topic", _("主题分类")
    GENRE = "genre", _("文种")
    YEAR = "year", _("成文年份")
    VALIDITY = "validity", _("有效性")


class Shelf(models.Model):
    """One list of the library of a site (清单): everything, or one value of a facet.

    code: in addresses. last: the place given last; places are given once, so that numbered pages
    keep their documents. count: how many stand there now. changed_at: when one came or went.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    facet = models.CharField(max_length=8, choices=Facet)
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=100, blank=True)
    last = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    site_id: int

    class Meta:
        verbose_name = _("清单")
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="shelf_code")]

    def __str__(self) -> str:
        return self.code


class ShelfPlace(models.Model):
    """A document's place in a list, counted from 1; one that leaves makes a gap."""

    shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="places")
    position = models.PositiveIntegerField()
    holding = models.ForeignKey(Holding, models.CASCADE, related_name="places")
    shelf_id: int
    holding_id: int

    class Meta:
        verbose_name = _("清单位置")
        constraints = [
            models.UniqueConstraint(fields=["shelf", "position"], name="shelf_place"),
            models.UniqueConstraint(fields=["holding", "shelf"], name="shelf_holding"),
        ]


def _bundles() -> Any:
    """Where the files lie until they are published."""
    return attachments.private_storage()


class Bundle(models.Model):
    """All documents of one year in one file (年度数据包), made at night where one of them changed.

    changes: how often one did, ever; made_of: of them, those that the file shows. file: empty from
    the moment when a document of the year is taken down until the file is made anew.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("年份"))
    changes = models.PositiveIntegerField(default=0)
    made_of = models.PositiveIntegerField(default=0)
    file = models.FileField(storage=_bundles, upload_to="policies", max_length=200, blank=True)
    count = models.PositiveIntegerField(_("文件数"), default=0)
    size_bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True)
    site_id: int

    class Meta:
        verbose_name = _("年度数据包")
        constraints = [models.UniqueConstraint(fields=["site", "year"], name="bundle_year")]
