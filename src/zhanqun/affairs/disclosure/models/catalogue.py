"""Index numbers and catalogue entries (索引号、目录条目)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure.models.publishers import Publisher
from zhanqun.affairs.disclosure.states import EntryState
from zhanqun.foundation import ids


class Serial(models.Model):
    """The last serial given to an organ part and a year (流水号); its row lock keeps them apart."""

    organ_code = models.CharField(_("机构代码"), max_length=18)
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("最后一号"), default=0)

    class Meta:
        verbose_name = _("流水号")
        constraints = [
            models.UniqueConstraint(fields=["organ_code", "year"], name="serial_organ_year")
        ]


class IndexNumber(models.Model):
    """An index number and the article that bears it (索引号): unique in the whole cluster.

    is_generated: given here, so that it never changes and is never given again; else typed or
    imported, in whatever form it had.
    """

    text = models.CharField(_("索引号"), max_length=40, unique=True)
    article = models.OneToOneField("zq_library.Article", models.PROTECT, related_name="+")
    is_generated = models.BooleanField(default=False)
    given_at = models.DateTimeField(_("编定时间"))
    article_id: int

    class Meta:
        verbose_name = _("索引号")

    def __str__(self) -> str:
        return self.text


class Entry(models.Model):
    """An article in the catalogue of the publisher that made it (目录条目); never a copy.

    items: codes of the legal list. topic: class by subject, a path of `topics`. formed_on: day on
    which the information was formed or changed; due_on: last day to publish it. published_on:
    first public day, as readers are told; renewed_on: day of the version that is public now.
    reminded: the newest reminder of due_on that was told (`reminding`).

    Source: 《政府信息公开条例》(2019) Art. 10 (who publishes), 12 (catalogue), 26 (time).
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, related_name="entries", verbose_name=_("公开主体")
    )
    article = models.OneToOneField("zq_library.Article", models.PROTECT, related_name="+")
    index = models.OneToOneField(
        IndexNumber, models.PROTECT, related_name="entry", verbose_name=_("索引号")
    )
    items = ArrayField(models.CharField(max_length=20), verbose_name=_("公开事项"))
    topic = models.CharField(_("主题分类"), max_length=60)
    formed_on = models.DateField(_("形成（变更）日期"))
    due_on = models.DateField(_("公开期限"))
    state = models.CharField(_("状态"), max_length=10, choices=EntryState, default=EntryState.DRAFT)
    published_on = models.DateField(_("公开日期"), null=True)
    renewed_on = models.DateField(_("更新日期"), null=True)
    reminded = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    filed_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField(_("编目时间"))
    publisher_id: int
    article_id: int
    index_id: int

    class Meta:
        verbose_name = _("目录条目")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=EntryState.LIVE)
                | Q(published_on__isnull=False, renewed_on__isnull=False),
                name="entry_live_has_a_day",
            ),
            models.CheckConstraint(condition=~Q(items=[]), name="entry_has_an_item"),
        ]
        indexes = [
            # What the inventory counts, from the index alone.
            models.Index(
                fields=["publisher", "state", "items"],
                include=["due_on", "published_on", "renewed_on"],
                name="entry_inventory",
            ),
            models.Index(
                fields=["due_on"], condition=Q(state=EntryState.DRAFT), name="entry_to_publish"
            ),
            models.Index(
                fields=["-published_on", "-id"],
                condition=Q(state=EntryState.LIVE),
                name="entry_live_newest",
            ),
        ]

    def __str__(self) -> str:
        return str(self.index)


class ListEntry(models.Model):
    """An entry in one list of its publisher's catalogue (列表编号): all, of an item, of a topic.

    position: counted from the list's first entry, never given twice, so that numbered pages keep
    their entries; one that is withdrawn leaves a gap. is_listed: whether the entry belongs to the
    list still; its position stays its own.
    """

    publisher = models.ForeignKey(Publisher, models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="places")
    is_listed = models.BooleanField(default=True, db_default=True)
    publisher_id: int
    entry_id: int

    class Meta:
        verbose_name = _("列表编号")
        constraints = [
            models.UniqueConstraint(
                fields=["publisher", "code", "position"], name="disclosure_entry_place"
            ),
            models.UniqueConstraint(
                fields=["entry", "publisher", "code"], name="disclosure_entry_list"
            ),
        ]


class ItemCycle(models.Model):
    """How often an item is to be renewed (更新周期), in months; None: it is never stale."""

    item = models.CharField(_("公开事项"), max_length=20, unique=True)
    months = models.PositiveSmallIntegerField(_("更新周期（月）"), null=True, blank=True)
    changed_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(_("设置时间"))

    class Meta:
        verbose_name = _("更新周期")
