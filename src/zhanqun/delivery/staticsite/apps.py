from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaticsiteConfig(AppConfig):
    name = "zhanqun.delivery.staticsite"
    label = "zq_staticsite"
    verbose_name = _("静态发布")
