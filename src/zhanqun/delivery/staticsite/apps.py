from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaticsiteConfig(AppConfig):
    name = "zhanqun.delivery.staticsite"
    label = "zq_staticsite"
    verbose_name = _("静态发布")

    def ready(self) -> None:
        from zhanqun.content.alerts import api as alerts
        from zhanqun.content.review import api as review
        from zhanqun.content.sites import api as sites
        from zhanqun.core.attachments import api as attachments
        from zhanqun.core.intake import api as intake
        from zhanqun.delivery.staticsite import receivers
        from zhanqun.delivery.staticsite.files import PublicFile
        from zhanqun.delivery.staticsite.frames import published_frame
        from zhanqun.foundation.targets import changed, target_kinds

        target_kinds.register("file", PublicFile())
        intake.frames.register("published", published_frame)
        review.changes.register("staticsite", receivers.on_gate)
        attachments.file_withheld.register("staticsite", receivers.on_withheld)
        attachments.file_derived.register("staticsite", receivers.on_derived)
        alerts.changed.register("staticsite", receivers.on_alerts)
        sites.structure_changed.register("staticsite", receivers.on_structure)
        changed.register("staticsite", receivers.on_targets)
