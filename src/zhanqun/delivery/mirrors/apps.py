from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MirrorsConfig(AppConfig):
    name = "zhanqun.delivery.mirrors"
    label = "zq_mirrors"
    verbose_name = _("镜像分发")

    def ready(self) -> None:
        from zhanqun.delivery.mirrors import targets, waiting
        from zhanqun.delivery.staticsite.api import files_changed

        # A file that cannot be read stops start-up and says why.
        targets.places()
        files_changed.register("mirrors", waiting.on_files)
