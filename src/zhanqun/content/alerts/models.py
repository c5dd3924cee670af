"""Warnings, their templates, events and mourning (预警、预案模板、突发事件、哀悼)."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts.facts import kind_of, level_of
from zhanqun.content.alerts.states import (
    AlertState,
    MessageStatus,
    MessageType,
    MourningState,
    Reach,
    TemplateState,
)
from zhanqun.foundation import ids

TEXT_LENGTH_MAX = 2000
LEVELS = (1, 2, 3, 4)


class Reaching(models.Model):
    """What holds on chosen sites (发布范围). site_ids: the sites meant when it was saved; where
    `reach` is all, sites that came later too. except_ids: sites left out."""

    reach = models.CharField(_("发布范围"), max_length=8, choices=Reach, default=Reach.ALL)
    site_ids = ArrayField(models.BigIntegerField(), default=list)
    except_ids = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        abstract = True

    def covers(self, site_id: int) -> bool:
        if site_id in self.except_ids:
            return False
        return self.reach == Reach.ALL or site_id in self.site_ids


class AlertTemplate(models.Model):
    """A warning prepared in quiet days (预案模板): everything but place and time.

    Only an approved one is offered; who wrote it does not approve it.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    name = models.CharField(_("模板名称"), max_length=80)
    unit = models.ForeignKey(
        "zq_units.Unit", models.PROTECT, related_name="+", verbose_name=_("管理单位")
    )
    kind = models.CharField(_("预警类别"), max_length=8)
    level = models.PositiveSmallIntegerField(_("预警级别"))
    issuer = models.CharField(_("发布单位"), max_length=120)
    alert_items = models.TextField(_("警示事项"), max_length=TEXT_LENGTH_MAX)
    instruction = models.TextField(_("应当采取的措施"), max_length=TEXT_LENGTH_MAX)
    hours = models.PositiveSmallIntegerField(_("预警期（小时）"), default=24)
    state = models.CharField(
        max_length=8, choices=TemplateState, default=TemplateState.CHECKING, editable=False
    )
    written_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    unit_id: int
    written_by_id: int | None

    class Meta:
        verbose_name = _("预案模板")

    def __str__(self) -> str:
        return self.name

    @property
    def signal(self) -> str:
        """台风红色预警."""
        return signal_of(self.kind, self.level)


class Alert(Reaching):
    """One message of a warning (预警信息). A chain of them is one warning: the first, its updates,
    its lifting; `first` is empty on the first.

    identifier, sender, sent_at, headline: given at release, never changed afterwards.
    shown_until: of a lifting, until when the bar says so. digest: what was handed in for release.
    Source: 《突发事件应对法》(2024) Art. 64, 70.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    message_type = models.CharField(max_length=8, choices=MessageType, default=MessageType.ALERT)
    status = models.CharField(
        _("信息类型"), max_length=8, choices=MessageStatus, default=MessageStatus.ACTUAL
    )
    state = models.CharField(max_length=10, choices=AlertState, default=AlertState.DRAFT)
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(_("预警类别"), max_length=8)
    level = models.PositiveSmallIntegerField(_("预警级别"))
    issuer = models.CharField(_("发布单位"), max_length=120)
    source = models.CharField(_("信息来源"), max_length=300, blank=True)
    area = models.CharField(_("可能影响的范围"), max_length=300, blank=True)
    polygon = models.TextField(_("多边形"), blank=True)
    circle = models.CharField(_("圆形"), max_length=60, blank=True)
    geocodes = models.CharField(_("行政区划代码"), max_length=300, blank=True)
    onset_at = models.DateTimeField(_("起始时间"), null=True)
    expires_at = models.DateTimeField(_("失效时间"), null=True)
    alert_items = models.TextField(_("警示事项"), max_length=TEXT_LENGTH_MAX, blank=True)
    instruction = models.TextField(_("应当采取的措施"), max_length=TEXT_LENGTH_MAX, blank=True)
    english = models.CharField(_("英文提示"), max_length=300, blank=True)
    note = models.CharField(_("原因说明"), max_length=300, blank=True)
    response_level = models.PositiveSmallIntegerField(_("应急响应级别"), null=True, blank=True)
    response_matter = models.CharField(_("响应事项"), max_length=200, blank=True)
    response_until = models.DateTimeField(_("预计期限"), null=True, blank=True)
    response_measures = models.TextField(_("应急处置措施"), max_length=TEXT_LENGTH_MAX, blank=True)
    topic = models.ForeignKey(
        "zq_sites.Column", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    template = models.ForeignKey(AlertTemplate, models.SET_NULL, null=True, related_name="+")
    identifier = models.CharField(max_length=29, null=True, unique=True)
    sender = models.CharField(max_length=160, blank=True)
    sent_at = models.DateTimeField(null=True)
    headline = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    composed_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    composed_at = models.DateTimeField()
    submitted_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    released_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    shown_until = models.DateTimeField(null=True)
    first_id: int | None
    unit_id: int
    composed_by_id: int | None
    submitted_by_id: int | None

    class Meta:
        verbose_name = _("预警信息")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(onset_at=None) | Q(expires_at__gt=F("onset_at")),
                name="alert_expires_after_onset",
            ),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="alert_level_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "checking", "discarded"])
                | Q(identifier__isnull=False, sent_at__isnull=False),
                name="alert_public_is_identified",
            ),
            models.UniqueConstraint(
                fields=["kind", "issuer", "area", "status"],
                condition=Q(state="in_force"),
                name="alert_in_force_once",
            ),
            models.UniqueConstraint(
                fields=["first"],
                condition=Q(state__in=["draft", "checking"]),
                name="alert_one_open_message",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state="in_force"), name="alert_due"),
            models.Index(
                fields=["shown_until"],
                condition=Q(shown_until__isnull=False),
                name="alert_lifted_shown",
            ),
            models.Index(fields=["state", "-id"], name="alert_state_newest"),
        ]

    def __str__(self) -> str:
        return self.headline or self.signal

    @property
    def signal(self) -> str:
        """台风红色预警."""
        return signal_of(self.kind, self.level)

    @property
    def chain_uid(self) -> UUID:
        return self.first.uid if self.first is not None else self.uid


def signal_of(kind: str, level: int) -> str:
    return f"{kind_of(kind).zh}{level_of(level).zh}预警"


class Mourning(Reaching):
    """Pages turn grey (哀悼模式) on chosen sites, from a moment to another.

    home_only: home pages only. authority: who decided, by which document.
    Source: 《国旗法》(2020) Art. 15 on who decides; grey pages are a voluntary practice.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, related_name="+")
    reason = models.CharField(_("哀悼事由"), max_length=200)
    authority = models.CharField(_("决定机关和依据"), max_length=200)
    home_only = models.BooleanField(_("只有首页变灰"), default=False)
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    state = models.CharField(
        max_length=8, choices=MourningState, default=MourningState.CHECKING, editable=False
    )
    asked_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)
    asked_by_id: int | None

    class Meta:
        verbose_name = _("哀悼模式")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="mourning_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="mourning_due")]

    def __str__(self) -> str:
        return self.reason

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now


class Event(models.Model):
    """An emergency that is reported on as it goes (突发事件), at home on a topic (专题).

    updates: the column whose articles are the timed updates (滚动发布); each goes through the gate
    as any article. level: of the event (1 特别重大 … 4 一般), not of a warning.
    Source: 《关于全面推进政务公开工作的意见》实施细则 (2016) on hours.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    unit = models.ForeignKey("zq_units.Unit", models.PROTECT, related_name="+")
    name = models.CharField(_("事件名称"), max_length=120)
    level = models.PositiveSmallIntegerField(_("事件级别"))
    happened_at = models.DateTimeField(_("发生时间"))
    topic = models.OneToOneField(
        "zq_sites.Column", models.PROTECT, related_name="+", verbose_name=_("专题")
    )
    updates = models.OneToOneField(
        "zq_sites.Column", models.PROTECT, related_name="+", verbose_name=_("滚动发布栏目")
    )
    opened_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    pressed_at = models.DateTimeField(_("新闻发布会时间"), null=True)
    closed_at = models.DateTimeField(null=True)
    topic_id: int
    updates_id: int

    class Meta:
        verbose_name = _("突发事件")

    def __str__(self) -> str:
        return self.name
