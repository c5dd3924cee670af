from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "zhanqun.core.papers"
    label = "zq_papers"
    verbose_name = _("公文版式")
