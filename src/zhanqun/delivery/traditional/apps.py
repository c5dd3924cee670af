from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TraditionalConfig(AppConfig):
    name = "zhanqun.delivery.traditional"
    label = "zq_traditional"
    verbose_name = _("繁体版")
