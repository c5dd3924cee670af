from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnualReportsConfig(AppConfig):
    name = "zhanqun.affairs.annualreports"
    label = "zq_annualreports"
    verbose_name = _("政府信息公开工作年度报告")
