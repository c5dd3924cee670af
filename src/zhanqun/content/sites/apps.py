from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "zhanqun.content.sites"
    label = "zq_sites"
    verbose_name = _("站点与栏目")

    def ready(self) -> None:
        from zhanqun.content.sites.queries import names_of_sites
        from zhanqun.core.accounts import api as accounts

        accounts.more_names.register("sites", names_of_sites)
