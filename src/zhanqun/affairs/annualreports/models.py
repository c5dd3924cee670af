"""Annual reports (政府信息公开工作年度报告) and the figures that people entered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.annualreports.figures import digest_of
from zhanqun.affairs.annualreports.states import OPEN, ReportState
from zhanqun.foundation import ids

IS_OPEN = Q(state__in=sorted(OPEN))


class Report(models.Model):
    """The report of one publisher on one year (年度报告).

    version: 1, or more where an earlier one was corrected, for `reason`. texts: what people wrote,
    by section, see `texts`. remark: why a doubt that the check raised may stand.

    facts: all that the report says, kept when it was frozen (冻结) and never changed again,
    whatever becomes of cases, documents and names; digest: of them. None while figures follow
    the cases.

    Source: 《政府信息公开条例》第四十九条、第五十条.
    """

    uid = models.UUIDField(default=ids.new_uid, unique=True, editable=False)
    publisher = models.ForeignKey(
        "zq_disclosure.Publisher", models.PROTECT, related_name="+", verbose_name=_("公开主体")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    version = models.PositiveSmallIntegerField(_("版本"), default=1, db_default=1)
    reason = models.CharField(_("更正原因"), max_length=300, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=ReportState)
    texts = models.JSONField(_("文字部分"), default=dict)
    remark = models.CharField(_("核对说明"), max_length=500, blank=True)
    facts = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField(_("开始编写"))
    frozen_at = models.DateTimeField(_("冻结时间"), null=True)
    published_at = models.DateTimeField(_("发布时间"), null=True)
    publisher_id: int

    class Meta:
        verbose_name = _("年度报告")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publisher", "year", "version"], name="report_version_once"
            ),
            models.UniqueConstraint(
                fields=["publisher", "year"], condition=IS_OPEN, name="report_one_open"
            ),
            models.UniqueConstraint(
                fields=["publisher", "year"],
                condition=Q(state=ReportState.PUBLISHED),
                name="report_one_published",
            ),
            models.CheckConstraint(
                condition=Q(IS_OPEN, facts=None, digest="")
                | Q(~IS_OPEN, facts__isnull=False, frozen_at__isnull=False),
                name="report_open_or_frozen",
            ),
        ]

    def __str__(self) -> str:
        return str(
            _("{publisher}{year}年政府信息公开工作年度报告").format(
                publisher=self.publisher, year=self.year
            )
        )

    @property
    def texts_version(self) -> str:
        """Which texts a person began from (文字版本): another as soon as one of them is another."""
        return digest_of(self.texts)


class Entered(models.Model):
    """A figure that a person entered in place of what was counted, or because nothing here counts
    it (手工填报、更正).

    note: the reason or the source, which stands beside the figure.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="entered")
    place = models.CharField(max_length=60)
    number = models.DecimalField(max_digits=14, decimal_places=6)
    note = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("手工填报的数字")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "place"], name="entered_once_per_place"),
            models.CheckConstraint(
                condition=Q(number__gte=0) & ~Q(note=""), name="entered_with_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.number}"
