"""Cases (办件): their events are the truth, their columns a projection of them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from zhanqun.core.casework.clocks import Channel
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.states import CaseState
from zhanqun.foundation import ids

OPEN, ENDED = Q(ended_at=None), Q(ended_at__isnull=False)


class Case(models.Model):
    """One piece of public business with a clock (办件).

    kind: registered by the room above that knows what it is about. envelope_uid: what was handed
    in, by uid only. office: the unit that received it and answers for its course (统筹单位).
    concerns: the unit complained about (被反映单位), which never sees who wrote. is_confidential:
    no title of it shows outside the office and whoever it named (保密件).

    All columns below `number` are what the events make of it (`projecting`), written by `recording`
    alone. unit: who has it now (承办单位); holder: the person. respond_by: until when an offer is
    accepted, or a new case offered. countable_days: working days of the term that the database
    may count; 0 where pauses, other days or an end forbid it. due_on: while the clock stands,
    the earliest that it can still be.

    warned, warn_on: the newest rung of the warning ladder that was told, and when the next comes.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    kind = models.CharField(_("类型"), max_length=40)
    envelope_uid = models.UUIDField(null=True, unique=True, editable=False)
    title = models.CharField(_("标题"), max_length=200)
    channel = models.CharField(_("渠道"), max_length=16, choices=Channel)
    office = models.ForeignKey("zq_units.Unit", models.PROTECT, related_name="+")
    concerns = models.ForeignKey("zq_units.Unit", models.PROTECT, null=True, related_name="+")
    is_confidential = models.BooleanField(_("保密"), default=False, db_default=False)
    opened_at = models.DateTimeField(_("登记时间"))
    number = models.CharField(_("办件编号"), max_length=24, unique=True, editable=False)

    state = models.CharField(_("状态"), max_length=12, choices=CaseState)
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    offered_to = models.ForeignKey("zq_units.Unit", models.PROTECT, null=True, related_name="+")
    respond_by = models.DateTimeField(null=True)
    clock = models.CharField(max_length=40)
    start_on = models.DateField(_("起算日"))
    countable_days = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(_("期限"))
    is_provisional = models.BooleanField(default=False)
    is_late = models.BooleanField(_("逾期"), default=False)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    ended_at = models.DateTimeField(null=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)

    warned = models.PositiveSmallIntegerField(default=0)
    warn_on = models.DateField(null=True)
    office_id: int
    concerns_id: int | None
    unit_id: int | None
    holder_id: int | None
    offered_to_id: int | None

    class Meta:
        verbose_name = _("办件")
        indexes = [
            models.Index(fields=["due_on", "id"], condition=OPEN, name="case_due"),
            models.Index(fields=["unit", "due_on", "id"], condition=OPEN, name="case_unit_due"),
            models.Index(fields=["holder", "due_on", "id"], condition=OPEN, name="case_holder_due"),
            models.Index(fields=["office", "due_on", "id"], condition=OPEN, name="case_office_due"),
            models.Index(fields=["state", "due_on", "id"], condition=OPEN, name="case_state_due"),
            models.Index(
                fields=["offered_to", "due_on", "id"],
                condition=Q(offered_to__isnull=False),
                name="case_offered_due",
            ),
            models.Index(fields=["-ended_at", "-id"], condition=ENDED, name="case_ended"),
            models.Index(
                fields=["unit", "-ended_at", "-id"], condition=ENDED, name="case_unit_ended"
            ),
            models.Index(
                fields=["holder", "-ended_at", "-id"], condition=ENDED, name="case_holder_ended"
            ),
            models.Index(
                fields=["office", "-ended_at", "-id"], condition=ENDED, name="case_office_ended"
            ),
            models.Index(fields=["warn_on"], condition=OPEN, name="case_warn"),
            models.Index(
                fields=["respond_by"], condition=Q(respond_by__isnull=False), name="case_respond"
            ),
            models.Index(fields=["start_on", "unit"], name="case_started"),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="case_title_words"),
        ]

    def __str__(self) -> str:
        """As notices of others and the trail name it."""
        return f"{self.number}《{self.title_told}》"

    @property
    def title_told(self) -> str:
        """The title, where whoever reads it may not be one who may open the case."""
        return str(_("保密件")) if self.is_confidential else self.title

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class JointUnit(models.Model):
    """A unit that helps (协办单位); the case's own unit leads (主办). A projection as well."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="joint_units")
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, related_name="+")
    unit_id: int

    class Meta:
        verbose_name = _("协办单位")
        constraints = [models.UniqueConstraint(fields=["unit", "case"], name="case_joint_once")]


class CaseEvent(models.Model):
    """One thing that happened to a case (办理经过). The database refuses to change or delete it.

    facts: what the projection needs; note: the reason, the letter or the answer's summary.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    at = models.DateTimeField()
    by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    case_id: int
    by_id: int | None

    class Meta:
        verbose_name = _("办理经过")
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"], name="case_event_order")]


class Matter(models.Model):
    """What the writer wrote (诉求内容), and who wrote (来件人): apart from the case, so that lists
    never read them.

    bands: of the text's near-duplicate signature (`duplicates`).
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="matter")
    text = models.TextField(_("内容"), blank=True)
    bands = ArrayField(models.BigIntegerField(), default=list)
    name = models.CharField(_("姓名"), max_length=120, blank=True)
    phone = models.CharField(_("电话"), max_length=60, blank=True)
    email = models.CharField(_("邮箱"), max_length=200, blank=True)
    address = models.CharField(_("住址"), max_length=300, blank=True)
    id_number = models.CharField(_("证件号码"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("诉求内容")
        indexes = [GinIndex(fields=["bands"], name="case_matter_bands")]


class Answer(models.Model):
    """What was answered (答复). digest: of its bare words, to find the same answer elsewhere."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    text = models.TextField(_("答复内容"))
    digest = models.CharField(max_length=64)
    bands = ArrayField(models.BigIntegerField(), default=list)
    by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("答复")
        indexes = [
            models.Index(fields=["digest"], name="case_answer_digest"),
            models.Index(fields=["at"], name="case_answer_at"),
            GinIndex(fields=["bands"], name="case_answer_bands"),
        ]


class SavedFilter(models.Model):
    """What a person looks for again and again (常用筛选). query: of the list's address."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    person = models.ForeignKey("zq_units.User", models.CASCADE, related_name="+")
    name = models.CharField(_("名称"), max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("常用筛选")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="case_filter_once")]


class TermSetting(models.Model):
    """A term that this place has set for itself (本地时限), instead of the one that came with it.

    code: of the clock rule. norm: the local rule that says so.
    """

    code = models.CharField(max_length=40, primary_key=True)
    amount = models.PositiveSmallIntegerField(_("时限"))
    norm = models.CharField(_("依据"), max_length=200)
    set_by = models.ForeignKey("zq_units.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("设定时间"))

    class Meta:
        verbose_name = _("本地时限")

    def __str__(self) -> str:
        return self.code
