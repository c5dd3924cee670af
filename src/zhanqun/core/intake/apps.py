from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "zhanqun.core.intake"
    label = "zq_intake"
    verbose_name = _("受理入口")

    def ready(self) -> None:
        from zhanqun.core.intake.error_reports import ERROR_REPORT
        from zhanqun.core.intake.kinds import register_kind
        from zhanqun.core.intake.services import reminding
        from zhanqun.core.notices import api as notices

        register_kind(ERROR_REPORT)
        notices.register_kinds(reminding.KINDS)
