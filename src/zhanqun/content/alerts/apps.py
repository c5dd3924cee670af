from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    name = "zhanqun.content.alerts"
    label = "zq_alerts"
    verbose_name = _("预警与哀悼")

    def ready(self) -> None:
        from zhanqun.content.alerts import telling, turning
        from zhanqun.content.review import api as review
        from zhanqun.core.notices import api as notices

        notices.register_kinds(telling.KINDS)
        review.each_second.register("alerts", turning.turn)
