from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.content.review.states import (
    Act,
    Conclusion,
    ScheduleState,
    SubmissionState,
    TaskState,
)
from zhanqun.core.units.api import Role
from zhanqun.foundation import ids

ARTICLE = "zq_library.Article"


class Plan(models.Model):
    """The steps that articles of a unit, site and kind pass (审核方案). Empty means any."""

    name = models.CharField(_("名称"), max_length=60)
    unit = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    site = models.ForeignKey(
        "wagtailcore.Site", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("稿件类型"), max_length=16, blank=True)
    is_active = models.BooleanField(default=True)
    unit_id: int | None
    site_id: int | None

    class Meta:
        verbose_name = _("审核方案")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "site", "kind"],
                condition=Q(is_active=True),
                name="plan_one_per_scope",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.name


class StepScope(models.TextChoices):
    UNIT = "unit", _("供稿单位")
    SITE = "site", _("首发站点")


class PlanStep(models.Model):
    """One step (审核环节): 初审、复审、终审. Source: 三审三校, norms security, three_reviews."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("环节"), max_length=20)
    role = models.CharField(_("角色"), max_length=24, choices=Role)
    scope = models.CharField(_("由谁审"), max_length=8, choices=StepScope)
    limit_hours = models.PositiveSmallIntegerField(_("时限（小时）"))

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="plan_step_order_once")
        ]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """One version handed in for review (送审单): exactly this revision, this digest."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    article = models.ForeignKey(ARTICLE, models.PROTECT, related_name="submissions")
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SubmissionState)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    override_request = models.CharField(
        _("申请放行的理由"), max_length=300, blank=True, db_default=""
    )
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("送审时间"))
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(_("意见"), max_length=300, blank=True)
    article_id: int
    revision_id: int
    overrides: "list[Override]"  # of its text, where a query reads them along

    class Meta:
        verbose_name = _("送审单")
        indexes = [
            models.Index(fields=["article", "-id"], name="submission_article"),
            models.Index(
                fields=["article", "-id"],
                condition=Q(state=SubmissionState.RETURNED),
                name="submission_returned",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "digest"],
                condition=Q(state__in=[SubmissionState.REVIEWING, SubmissionState.APPROVED]),
                name="submission_one_open_per_text",
            )
        ]

    def __str__(self) -> str:
        return str(self.article)


class Task(models.Model):
    """One step to be decided (审核任务). `is_secrecy`: the secrecy review of the text."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="tasks")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)
    role = models.CharField(max_length=24, choices=Role)
    is_secrecy = models.BooleanField(default=False)
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(_("时限"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("意见"), max_length=300, blank=True)
    # The newest rung of the ladder that was told, and when the next one comes (see limits).
    warned = models.PositiveSmallIntegerField(default=0, db_default=0)
    warn_at = models.DateTimeField(null=True)
    submission_id: int
    unit_id: int | None
    site_id: int | None

    class Meta:
        verbose_name = _("审核任务")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "is_secrecy"],
                condition=Q(state=TaskState.OPEN),
                name="task_one_open_per_line",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state=TaskState.OPEN), name="task_open_due"
            ),
            models.Index(
                fields=["warn_at", "id"], condition=Q(state=TaskState.OPEN), name="task_open_warn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.submission}"

    @property
    def decider(self) -> str:
        """Who decided; a deputy with the name of whom it was done for (代办)."""
        if self.decided_by is None or self.decided_for is None:
            return str(self.decided_by or "")
        return _("{deputy}（代{principal}）").format(
            deputy=self.decided_by, principal=self.decided_for
        )

    @property
    def was_late(self) -> bool:
        """Whether it was decided after its limit (超时办理)."""
        return self.decided_at is not None and self.decided_at > self.due_at


class SecrecyDecision(models.Model):
    """保密审查: who decided what on which ground, for exactly this text and its files.

    Source: 《保守国家秘密法》、《政府信息公开条例》(2019) Art. 17; norms security, secrecy_review.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    article = models.ForeignKey(ARTICLE, models.PROTECT, related_name="secrecy_decisions")
    digest = models.CharField(max_length=64)
    files = models.JSONField(default=list)  # [[name, sha256], …] as decided
    title = models.CharField(max_length=200)
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    conclusion = models.CharField(_("结论"), max_length=8, choices=Conclusion)
    ground = models.CharField(_("依据"), max_length=300)
    decided_at = models.DateTimeField(_("审查时间"))
    checked = models.JSONField(null=True)  # what the checks had said: level → how many, overridden
    voided_at = models.DateTimeField(null=True)
    article_id: int

    class Meta:
        verbose_name = _("保密审查")
        indexes = [models.Index(fields=["article", "digest"], name="secrecy_article_digest")]


class Override(models.Model):
    """放行: who let one blocking finding through, and why, for exactly this text and its files.

    key: of the finding, made of its code, field and words. words: as shown to people; personal
    data is masked, since the row is kept for ever.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    article = models.ForeignKey(ARTICLE, models.PROTECT, related_name="overrides")
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=24)
    code = models.CharField(max_length=60)
    where = models.CharField(_("位置"), max_length=300)
    words = models.CharField(_("内容"), max_length=80, blank=True)
    text = models.CharField(_("检查结果"), max_length=300)
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("放行时间"))
    voided_at = models.DateTimeField(null=True)  # the text was taken down or put aside since
    article_id: int

    class Meta:
        verbose_name = _("放行")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "digest", "key"],
                condition=Q(voided_at=None),
                name="override_once_per_finding",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_says_why"),
        ]

    def __str__(self) -> str:
        return self.text


class TextMark(models.Model):
    """One of the marks that the text last handed in is recognised by (文字指纹), so that texts
    that repeat it are found by an index."""

    article = models.ForeignKey(ARTICLE, models.CASCADE, related_name="+")
    mark = models.IntegerField()
    article_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark", "article"], name="text_mark_once_per_article")
        ]


class Schedule(models.Model):
    """Publish at a time (定时发布). Without revision it waits for approval too."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    article = models.ForeignKey(ARTICLE, models.PROTECT, related_name="schedules")
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.PROTECT, null=True, related_name="+"
    )
    due_at = models.DateTimeField(_("定时"))
    state = models.CharField(max_length=10, choices=ScheduleState, default=ScheduleState.WAITING)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)  # the last run that could not publish
    last_error = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)
    article_id: int
    revision_id: int | None

    class Meta:
        verbose_name = _("定时发布")
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(state=ScheduleState.WAITING) | Q(state=ScheduleState.FAILED),
                name="schedule_one_waiting",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=[ScheduleState.WAITING, ScheduleState.FAILED]),
                name="schedule_due",
            )
        ]


class Publication(models.Model):
    """One act of the gate (发布记录) and what it did."""

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    article = models.ForeignKey(ARTICLE, models.PROTECT, related_name="publications")
    act = models.CharField(max_length=10, choices=Act)
    digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)  # placements, files, offers: what went or came
    article_id: int

    class Meta:
        verbose_name = _("发布记录")
        indexes = [
            models.Index(fields=["article", "-id"], name="publication_article"),
            models.Index(fields=["-at", "-id"], name="publication_newest"),
        ]


class Heartbeat(models.Model):
    """When a background runner last reported (心跳)."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
