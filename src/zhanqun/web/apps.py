from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "zhanqun.web"
    label = "zq_web"
    verbose_name = _("工作台")
