"""What editors teach the search, and what readers looked for (检索管理)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids

WORD_CHARS_MAX = 40


class SynonymKind(models.TextChoices):
    """同义: each word finds the others. 更名: names of one organ, the present first."""

    EQUAL = "equal", _("同义、简称")
    RENAMED = "renamed", _("机构更名")


class SynonymGroup(models.Model):
    """Words that mean the same (同义词组); of a renamed organ the present name stands first."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    kind = models.CharField(_("类型"), max_length=8, choices=SynonymKind, default=SynonymKind.EQUAL)
    words = ArrayField(models.CharField(max_length=WORD_CHARS_MAX), verbose_name=_("词语"))
    source = models.CharField(_("来源依据"), max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("同义词组")
        constraints = [
            models.CheckConstraint(condition=Q(words__len__gte=2), name="search_synonyms_two_words")
        ]

    def __str__(self) -> str:
        return "＝".join(self.words)


class BestBet(models.Model):
    """A link put on top of certain queries (推荐结果); site None: on every site of the cluster.

    is_broken: the address, one of ours, leads nowhere any more; it is then left out.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    site = models.ForeignKey(
        "wagtailcore.Site", models.CASCADE, null=True, related_name="+", verbose_name=_("网站")
    )
    queries = ArrayField(models.CharField(max_length=WORD_CHARS_MAX), verbose_name=_("搜索词"))
    title = models.CharField(_("标题"), max_length=120)
    url = models.URLField(_("地址"), max_length=500)
    text = models.CharField(_("说明"), max_length=200, blank=True)
    since = models.DateField(_("起"), null=True, blank=True)
    until = models.DateField(_("止"), null=True, blank=True)
    is_broken = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField()
    site_id: int | None

    class Meta:
        verbose_name = _("推荐结果")
        constraints = [
            models.CheckConstraint(condition=Q(queries__len__gte=1), name="search_bet_a_query"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="search_bet_days_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class HotWordKind(models.TextChoices):
    PINNED = "pinned", _("置顶")
    BLOCKED = "blocked", _("屏蔽")


class HotWord(models.Model):
    """A word that editors put among the hot words, or keep out of them (热词管理)."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    site = models.ForeignKey(
        "wagtailcore.Site", models.CASCADE, null=True, related_name="+", verbose_name=_("网站")
    )
    kind = models.CharField(_("类型"), max_length=8, choices=HotWordKind)
    word = models.CharField(_("词"), max_length=WORD_CHARS_MAX)
    changed_at = models.DateTimeField()
    site_id: int | None

    class Meta:
        verbose_name = _("热词")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "word"], name="search_hot_word_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.word


class QueryCount(models.Model):
    """How often a query was asked on a site on a day, and how often in vain (检索统计).

    words: folded. Holds no address, no person and no order of events.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    day = models.DateField()
    words = models.CharField(max_length=WORD_CHARS_MAX)
    count = models.PositiveIntegerField(default=0)
    zero = models.PositiveIntegerField(default=0)
    site_id: int

    class Meta:
        verbose_name = _("检索统计")
        constraints = [
            models.UniqueConstraint(fields=["day", "site", "words"], name="search_query_count_once")
        ]


class SummedSpool(models.Model):
    """A spool file whose lines are counted: a second run must not count them again."""

    name = models.CharField(max_length=200, unique=True)
    summed_at = models.DateTimeField()
