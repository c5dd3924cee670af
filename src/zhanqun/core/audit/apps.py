from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "zhanqun.core.audit"
    label = "zq_audit"
    verbose_name = _("审计")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from zhanqun.core.audit import receivers
        from zhanqun.core.audit.roles import grant_application_role

        receivers.connect()
        post_migrate.connect(grant_application_role, sender=self)
