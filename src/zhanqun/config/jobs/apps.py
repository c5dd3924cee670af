"""Background jobs (后台任务)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "zhanqun.config.jobs"
    label = "zq_jobs"
    verbose_name = _("后台任务")
