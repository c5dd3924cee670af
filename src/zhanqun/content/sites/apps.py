from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "zhanqun.content.sites"
    label = "zq_sites"
    verbose_name = _("站点与栏目")
