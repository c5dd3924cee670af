from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "zhanqun.core.casework"
    label = "zq_casework"
    verbose_name = _("办件")

    def ready(self) -> None:
        from zhanqun.core.casework import following, telling
        from zhanqun.core.notices import api as notices
        from zhanqun.core.workcalendar import api as workcalendar

        notices.register_kinds(telling.KINDS)
        workcalendar.DUE_DATES.register("casework", following.follow_calendar)
