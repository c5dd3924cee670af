"""What is known of documents beyond their own text (政策文件库)."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.policylibrary.holdings.models import Bundle, Holding, Shelf, ShelfPlace
from zhanqun.affairs.policylibrary.states import (
    DecisionKind,
    DutyState,
    EventKind,
    RelationKind,
)
from zhanqun.foundation import ids

__all__ = [
    "Bundle",
    "Decision",
    "Duty",
    "Event",
    "Holding",
    "Relation",
    "Rules",
    "Shelf",
    "ShelfPlace",
    "Standing",
]


class Standing(models.Model):
    """A document in the library (入库文件): its term, and how far its unit was reminded.

    term_ends_on: the last day of its term (有效期), as it says itself, as was decided, or by rule
    from the day it came into force; None where no rule sets one. is_stated: the document or a
    decision names that day, so that it lapses by itself; by rule alone it is reviewed and does not.
    reminded: the rung of the ladder that was told last.
    """

    article = models.OneToOneField("zq_library.Article", models.PROTECT, related_name="+")
    is_normative = models.BooleanField(_("规范性文件"), default=False)
    term_ends_on = models.DateField(_("有效期至"), null=True)
    is_stated = models.BooleanField(default=False)
    reminded = models.PositiveSmallIntegerField(default=0)
    article_id: int

    class Meta:
        verbose_name = _("入库文件")
        indexes = [
            models.Index(
                fields=["term_ends_on"],
                condition=Q(term_ends_on__isnull=False),
                name="standing_term",
            )
        ]

    def __str__(self) -> str:
        return str(self.article)


class Relation(models.Model):
    """What a newer document does to an older one (文件关系).

    One end may be outside the library: then `cited_title` and `cited_number` name it, and it is
    linked when a document of that number comes in. is_newer_cited: which end that is. effective_on:
    the day it takes effect; note: which clauses (所涉条款).
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    kind = models.CharField(_("关系"), max_length=10, choices=RelationKind)
    newer = models.ForeignKey("zq_library.Article", models.PROTECT, null=True, related_name="+")
    older = models.ForeignKey("zq_library.Article", models.PROTECT, null=True, related_name="+")
    cited_title = models.CharField(_("文件名称"), max_length=200, blank=True)
    cited_number = models.CharField(_("发文字号"), max_length=60, blank=True)
    is_newer_cited = models.BooleanField(default=False, db_default=False)
    effective_on = models.DateField(_("生效日期"))
    note = models.CharField(_("所涉条款"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    newer_id: int | None
    older_id: int | None

    class Meta:
        verbose_name = _("文件关系")
        constraints = [
            models.CheckConstraint(
                condition=Q(newer__isnull=False) | Q(older__isnull=False),
                name="relation_has_a_document",
            ),
            models.CheckConstraint(
                condition=Q(newer__isnull=False, older__isnull=False)
                | ~Q(cited_title="")
                | ~Q(cited_number=""),
                name="relation_names_both_ends",
            ),
            models.CheckConstraint(condition=~Q(newer=F("older")), name="relation_of_two"),
            models.UniqueConstraint(
                fields=["kind", "newer", "older", "cited_title", "cited_number", "effective_on"],
                name="relation_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["effective_on"], name="relation_effective"),
            models.Index(
                fields=["cited_number"],
                condition=~Q(cited_number="") & (Q(newer=None) | Q(older=None)),
                name="relation_cited",
            ),
        ]

    def __str__(self) -> str:
        newer, older = self.newer or self.cited, self.older or self.cited
        return f"{newer} {self.get_kind_display()} {older}"

    @property
    def cited(self) -> str:
        """The end that is named alone: title with number in round brackets."""
        number = f"（{self.cited_number}）" if self.cited_number and self.cited_title else ""
        return f"{self.cited_title}{number}" or self.cited_number


class Event(models.Model):
    """A step in the life of a regulation as its text tells it (沿革)."""

    article = models.ForeignKey("zq_library.Article", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=EventKind)
    on = models.DateField(null=True)
    text = models.CharField(max_length=300)
    article_id: int

    class Meta:
        verbose_name = _("沿革")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="event_position_once")
        ]


class Decision(models.Model):
    """What was decided on a document's validity (有效期评估结论).

    on: with 继续有效 the new last day of its term, with 到期失效 its last day in force, with
    宣布废止 the day from which it is repealed.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    article = models.ForeignKey("zq_library.Article", models.PROTECT, related_name="+")
    kind = models.CharField(_("结论"), max_length=10, choices=DecisionKind)
    on = models.DateField(_("日期"))
    reason = models.CharField(_("理由"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    article_id: int

    class Meta:
        verbose_name = _("有效期评估结论")
        indexes = [models.Index(fields=["article", "id"], name="decision_article")]

    def __str__(self) -> str:
        return f"{self.article} {self.get_kind_display()}"


class Duty(models.Model):
    """That a document is to be interpreted (解读任务): 谁起草、谁解读.

    unit: who drafted it. due_on: the last day. fulfilled_by: the live interpretation. told_on: the
    day of the latest warning; rung: how many there were.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    document = models.OneToOneField("zq_library.Article", models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, related_name="+", verbose_name=_("解读单位")
    )
    state = models.CharField(_("状态"), max_length=10, choices=DutyState, default=DutyState.OPEN)
    opened_at = models.DateTimeField()
    due_on = models.DateField(_("解读期限"))
    fulfilled_by = models.ForeignKey(
        "zq_library.Article", models.PROTECT, null=True, related_name="+"
    )
    fulfilled_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    waived_at = models.DateTimeField(null=True)
    waiver = models.CharField(_("理由"), max_length=300, blank=True)
    rung = models.PositiveSmallIntegerField(default=0)
    told_on = models.DateField(null=True)
    document_id: int
    unit_id: int

    class Meta:
        verbose_name = _("解读任务")
        indexes = [
            models.Index(
                fields=["due_on", "id"], condition=Q(state=DutyState.OPEN), name="duty_open"
            ),
            models.Index(fields=["unit", "state", "due_on"], name="duty_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DutyState.WAIVED) | ~Q(waiver=""), name="duty_waiver_says_why"
            )
        ]

    def __str__(self) -> str:
        return str(self.document)

    def is_late(self, today: date) -> bool:
        return self.state == DutyState.OPEN and self.due_on < today


class Rules(models.Model):
    """What an installation sets for itself (有效期和解读规则); one row.

    normative_genres: 体裁分类 of normative documents; interpreted_columns: columns whose documents
    are interpreted too. No national rule sets these figures; those shipped are common local ones.
    Source: norms documents.yaml, normative and interpretation (local, unverified).
    """

    normal_years = models.PositiveSmallIntegerField(_("有效期（年）"), default=5)
    trial_years = models.PositiveSmallIntegerField(_("暂行、试行的有效期（年）"), default=2)
    interpretation_days = models.PositiveSmallIntegerField(_("解读期限（工作日）"), default=3)
    normative_genres = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, verbose_name=_("规范性文件体裁")
    )
    interpreted_columns = models.ManyToManyField(
        "zq_sites.Column", blank=True, related_name="+", verbose_name=_("须解读的栏目")
    )

    class Meta:
        verbose_name = _("有效期和解读规则")
