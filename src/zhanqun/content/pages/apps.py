from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "zhanqun.content.pages"
    label = "zq_pages"
    verbose_name = _("前台页面")
