from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "zhanqun.core.notices"
    label = "zq_notices"
    verbose_name = _("提醒")
