from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "zhanqun.core.units"
    label = "zq_units"
    verbose_name = _("单位与人员")

    def ready(self) -> None:
        from zhanqun.core.audit import api as audit
        from zhanqun.core.units.queries import trail_for

        audit.readers.register("units", trail_for)
