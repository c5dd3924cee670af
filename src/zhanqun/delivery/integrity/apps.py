from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntegrityConfig(AppConfig):
    name = "zhanqun.delivery.integrity"
    label = "zq_integrity"
    verbose_name = _("网页防篡改")
