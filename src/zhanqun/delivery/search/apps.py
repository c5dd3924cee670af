from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "zhanqun.delivery.search"
    label = "zq_search"
    verbose_name = _("全文检索")
