from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntegrityConfig(AppConfig):
    name = "zhanqun.delivery.integrity"
    label = "zq_integrity"
    verbose_name = _("网页防篡改")

    def ready(self) -> None:
        from zhanqun.core.notices import api as notices
        from zhanqun.delivery.integrity import receivers, telling
        from zhanqun.delivery.staticsite import api as staticsite

        notices.register_kinds(telling.KINDS)
        staticsite.files_changed.register("integrity", receivers.on_files_changed)
