from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TraditionalConfig(AppConfig):
    name = "zhanqun.delivery.traditional"
    label = "zq_traditional"
    verbose_name = _("繁体版")

    def ready(self) -> None:
        from zhanqun.content.pages import api as pages
        from zhanqun.delivery.traditional.bars import twin_of
        from zhanqun.delivery.traditional.pages import BAR_TWIN

        pages.bar_twins.register(BAR_TWIN.rpartition("/")[2], twin_of)
