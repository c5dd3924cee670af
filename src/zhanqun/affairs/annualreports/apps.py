from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnualReportsConfig(AppConfig):
    name = "zhanqun.affairs.annualreports"
    label = "zq_annualreports"
    verbose_name = _("政府信息公开工作年度报告")

    def ready(self) -> None:
        from zhanqun.affairs.annualreports import reminding
        from zhanqun.affairs.annualreports.public import registering
        from zhanqun.core.notices import api as notices

        notices.register_kinds(reminding.KINDS)
        registering.register()
