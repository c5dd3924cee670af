from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MirrorsConfig(AppConfig):
    name = "zhanqun.delivery.mirrors"
    label = "zq_mirrors"
    verbose_name = _("镜像分发")
