"""Lists of words and of leaders, kept so that every earlier version can be seen (检查词库)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhanqun.core.checks.kinds import Level, ListKind
from zhanqun.core.checks.states import ReportState
from zhanqun.foundation import ids

WORD_LENGTH_MAX = 60


class WordList(models.Model):
    """A list of words with one kind and one source (词表).

    shipped_code: of a list that came with the system and is renewed by upgrades; else None.
    version: the newest; 0 before anything was entered.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=12, choices=ListKind)
    name = models.CharField(_("名称"), max_length=60, unique=True)
    source = models.CharField(_("来源依据"), max_length=200, blank=True)
    level = models.CharField(_("级别"), max_length=8, choices=Level, default=Level.WARN)
    is_active = models.BooleanField(_("启用"), default=True)
    shipped_code = models.CharField(max_length=40, unique=True, null=True, editable=False)
    version = models.PositiveIntegerField(_("版本"), default=0)

    class Meta:
        verbose_name = _("词表")

    def __str__(self) -> str:
        return self.name


class ListVersion(models.Model):
    """What one act made of a list (词表版本)."""

    word_list = models.ForeignKey(WordList, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    note = models.CharField(max_length=200)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("词表版本")
        constraints = [
            models.UniqueConstraint(fields=["word_list", "number"], name="checks_version_once")
        ]


class Entry(models.Model):
    """One entry as it stood from one version to before another (词条).

    uid names the entry through all versions, `id` one state of it. since: the version that brought
    this state; until: the version that ended it, None while it holds.
    """

    uid = models.UUIDField(default=ids.new_uid, editable=False)
    word_list = models.ForeignKey(WordList, models.PROTECT, related_name="entries")
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)
    wrong = models.CharField(_("查找的词"), max_length=WORD_LENGTH_MAX)
    right = models.CharField(_("建议"), max_length=120, blank=True)
    level = models.CharField(_("级别"), max_length=8, choices=Level, blank=True)
    contexts = ArrayField(
        models.CharField(max_length=120), verbose_name=_("允许语境"), default=list, blank=True
    )
    is_quotable = models.BooleanField(_("引号、书名号内不报"), default=False)
    ended_on = models.DateField(_("停用日期"), null=True, blank=True)
    source = models.CharField(_("来源依据"), max_length=200, blank=True)
    is_own = models.BooleanField(default=False, editable=False)
    word_list_id: int

    # What an edit may change, and what two states are compared by.
    FACTS = ("wrong", "right", "level", "contexts", "is_quotable", "ended_on", "source")

    class Meta:
        verbose_name = _("词条")
        indexes = [
            models.Index(fields=["word_list", "wrong", "id"], name="checks_entry_words"),
            models.Index(fields=["word_list", "since"], name="checks_entry_since"),
            models.Index(
                fields=["word_list", "until"],
                name="checks_entry_until",
                condition=Q(until__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["word_list", "wrong"],
                name="checks_entry_wrong_once",
                condition=Q(until=None),
            ),
            models.UniqueConstraint(
                fields=["uid"], name="checks_entry_one_state", condition=Q(until=None)
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="checks_entry_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wrong}→{self.right}" if self.right else self.wrong

    def facts(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.FACTS}


class Leader(models.Model):
    """One term of office of a leader (领导人任职)."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=20)
    title = models.CharField(_("职务"), max_length=100)
    order = models.PositiveSmallIntegerField(_("排序"))
    unit = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("单位")
    )
    valid_from = models.DateField(_("任职起"))
    valid_until = models.DateField(_("任职止"), null=True, blank=True)

    class Meta:
        verbose_name = _("领导人")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="checks_leader_term_forward",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.title}）"


class FalsePositive(models.Model):
    """A hit that somebody says is none (误报登记)."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    state = models.CharField(_("状态"), max_length=8, choices=ReportState, default=ReportState.OPEN)
    code = models.CharField(max_length=40)
    entry_uid = models.UUIDField(null=True)
    matched = models.CharField(_("命中的词"), max_length=200)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    message = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    where = models.CharField(_("位置"), max_length=200)
    reason = models.CharField(_("说明"), max_length=300, blank=True)
    phrase = models.CharField(_("允许语境"), max_length=120, blank=True)
    reported_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()
    decided_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(_("答复"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("误报登记")
        indexes = [models.Index(fields=["state", "-id"], name="checks_report_state")]

    def __str__(self) -> str:
        return f"{self.before}{self.matched}{self.after}"


class Stamp(models.Model):
    """One row that changes whenever any list does; matchers compiled under another are stale."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.UUIDField(default=ids.new_uid)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="checks_one_stamp")]
