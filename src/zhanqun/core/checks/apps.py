from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChecksConfig(AppConfig):
    name = "zhanqun.core.checks"
    label = "zq_checks"
    verbose_name = _("检查")
