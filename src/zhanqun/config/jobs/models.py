"""What the queue itself does not keep: why a job failed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobFailure(models.Model):
    """One failed attempt (任务失败记录), kept with its traceback after the job row is gone."""

    # Not a foreign key: the queue deletes its rows in its own time.
    job_id = models.BigIntegerField(_("任务编号"))
    task = models.CharField(_("任务"), max_length=128)
    queue = models.CharField(_("队列"), max_length=128)
    arguments = models.JSONField(_("参数"))
    attempt = models.PositiveIntegerField(_("第几次"))
    traceback = models.TextField(_("错误信息"))
    failed_at = models.DateTimeField(_("失败时间"))

    class Meta:
        verbose_name = _("任务失败记录")
        verbose_name_plural = verbose_name
        ordering = ("-failed_at", "-id")
        indexes = [models.Index(fields=["-failed_at"], name="zq_jobs_failed_at")]
        constraints = [
            models.UniqueConstraint(fields=["job_id", "attempt"], name="zq_jobs_attempt_once")
        ]

    def __str__(self) -> str:
        return f"{self.task} #{self.job_id}"
