"""Notices are the truth; the days, numbered one by one, are a projection of them (工作日历)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids


class Calendar(models.Model):
    """The calendar of the nation, or what a unit's region adds to it (全国日历、地方日历).

    A local calendar holds for its unit and all below, on top of the nation's and of those of the
    units above. Source: 《全国年节及纪念日放假办法》 on festivals of minorities.
    stamp: changes whenever its days do; what a process holds under another is stale.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    unit = models.OneToOneField("zq_units.Unit", models.PROTECT, null=True, related_name="+")
    stamp = models.UUIDField(default=ids.new_uid)

    class Meta:
        verbose_name = _("工作日历")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], name="workcalendar_one_nation", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return str(self.unit) if self.unit_id else str(_("全国"))


class HolidayNotice(models.Model):
    """A notice on holidays (放假通知), the source of its days.

    is_annual: arranges a whole year (年度安排), which is announced by it; else it changes single
    days. Later notices prevail over earlier ones. shipped_code: the title under which it
    came with the system. withdrawn_at: entered by mistake; its days no longer count.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="notices")
    year = models.PositiveSmallIntegerField(_("年份"))
    is_annual = models.BooleanField(_("年度安排"))
    title = models.CharField(_("标题"), max_length=200)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    url = models.URLField(_("网址"), max_length=300, blank=True)
    text = models.TextField(_("通知原文"), blank=True)
    shipped_code = models.CharField(max_length=200, null=True, unique=True, editable=False)
    entered_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("zq_units.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    calendar_id: int

    class Meta:
        verbose_name = _("放假通知")
        indexes = [models.Index(fields=["calendar", "year"], name="workcalendar_notice_year")]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title


class NoticeDay(models.Model):
    """One day as a notice sets it: rests (放假) or works (调休上班)."""

    notice = models.ForeignKey(HolidayNotice, models.PROTECT, related_name="days")
    day = models.DateField()
    is_working = models.BooleanField()
    name = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("特殊日期")
        constraints = [
            models.UniqueConstraint(fields=["notice", "day"], name="workcalendar_noticeday_once")
        ]


class CalendarDay(models.Model):
    """Every day of a calendar with its number (逐日表), so that the database counts as we do.

    number: working days up to and including this one, from 1 January of year 1. unsettled: days
    up to and including this one that wait for their notice, from the table's first day.
    """

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="days")
    day = models.DateField()
    is_working = models.BooleanField()
    number = models.IntegerField()
    unsettled = models.IntegerField()

    class Meta:
        verbose_name = _("逐日表")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day"],
                include=["number", "unsettled"],
                name="workcalendar_day_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["calendar", "number"],
                include=["day", "unsettled"],
                condition=Q(is_working=True),
                name="workcalendar_day_number",
            )
        ]


class CalendarChange(models.Model):
    """A change of days that may move dates (日历变动), and how far the dates have followed.

    since, until: the first and last day that changed or became certain. moved: dates moved so
    far; finished_at: when the last had followed.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    notice = models.ForeignKey(HolidayNotice, models.PROTECT, related_name="changes")
    since = models.DateField()
    until = models.DateField()
    made_at = models.DateTimeField()
    moved = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("日历变动")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="workcalendar_change_forward"
            )
        ]
