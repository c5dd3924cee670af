from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "zhanqun.content.library"
    label = "zq_library"
    verbose_name = _("信息资源库")

    def ready(self) -> None:
        from zhanqun.content.library import telling
        from zhanqun.core.notices import api as notices

        notices.register_kinds(telling.KINDS)
