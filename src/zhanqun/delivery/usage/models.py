from django.db import models
from django.utils.translation import gettext_lazy as _


class PageDay(models.Model):
    """Views of one page on one day (页面日访问量): a sum, of nobody in particular.

    day: in Beijing. kind, key: of the published target; column: where the page stood then.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    day = models.DateField(_("日期"))
    path = models.CharField(_("地址"), max_length=600)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    column = models.ForeignKey("zq_sites.Column", models.SET_NULL, null=True, related_name="+")
    views = models.PositiveBigIntegerField(_("访问量"))
    site_id: int
    column_id: int | None

    class Meta:
        verbose_name = _("页面日访问量")
        constraints = [
            models.UniqueConstraint(fields=["site", "day", "path"], name="page_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.path}: {self.views}"


class SiteHour(models.Model):
    """Views of one site in one hour (站点小时访问量); robots: views that were left out."""

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    hour = models.DateTimeField(_("小时"))
    views = models.PositiveBigIntegerField(_("访问量"))
    robots = models.PositiveBigIntegerField(_("机器访问"))
    site_id: int

    class Meta:
        verbose_name = _("站点小时访问量")
        constraints = [models.UniqueConstraint(fields=["site", "hour"], name="site_hour_once")]

    def __str__(self) -> str:
        return f"{self.hour}: {self.views}"


class SiteDay(models.Model):
    """Views and visitors of one site on one day (站点日访问量).

    visitors: an estimate, from `sketch`, which is emptied with the day's salt.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    day = models.DateField(_("日期"))
    views = models.PositiveBigIntegerField(_("访问量"))
    robots = models.PositiveBigIntegerField(_("机器访问"))
    visitors = models.PositiveBigIntegerField(_("访客（约）"), default=0)
    sketch = models.BinaryField(default=b"")
    site_id: int

    class Meta:
        verbose_name = _("站点日访问量")
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="site_day_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.views}"


class DaySalt(models.Model):
    """The secret of one day (当日随机数), by which its visitors are told apart; gone the day after,
    so that nobody can be recognised from one day to the next."""

    day = models.DateField(unique=True)
    salt = models.BinaryField()

    class Meta:
        verbose_name = _("当日随机数")

    def __str__(self) -> str:
        return f"{self.day}"


class LogPosition(models.Model):
    """How far one log file was counted (日志读取位置).

    fingerprint: SHA-256 of the file's first line: it stays when the file is renamed or compressed.
    offset: bytes of the uncompressed text. malformed: lines that could not be read.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    offset = models.BigIntegerField(default=0)
    lines = models.BigIntegerField(default=0)
    malformed = models.BigIntegerField(default=0)
    is_done = models.BooleanField(default=False)
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("日志读取位置")

    def __str__(self) -> str:
        return f"{self.name}: {self.offset}"
