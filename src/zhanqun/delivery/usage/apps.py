from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsageConfig(AppConfig):
    name = "zhanqun.delivery.usage"
    label = "zq_usage"
    verbose_name = _("访问统计")
