from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosureConfig(AppConfig):
    name = "zhanqun.affairs.disclosure"
    label = "zq_disclosure"
    verbose_name = _("政府信息公开")
