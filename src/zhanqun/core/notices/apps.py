from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "zhanqun.core.notices"
    label = "zq_notices"
    verbose_name = _("提醒")

    def ready(self) -> None:
        from zhanqun.core.notices import receivers
        from zhanqun.core.notices.kinds import register_kinds
        from zhanqun.core.units import api as units

        register_kinds(receivers.KINDS)
        units.absence_set.register("notices", receivers.tell_deputies)
