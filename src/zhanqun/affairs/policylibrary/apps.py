from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyLibraryConfig(AppConfig):
    name = "zhanqun.affairs.policylibrary"
    label = "zq_policylibrary"
    verbose_name = _("政策文件库")

    def ready(self) -> None:
        from zhanqun.affairs.policylibrary.public import registering

        registering.register()
