from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyLibraryConfig(AppConfig):
    name = "zhanqun.affairs.policylibrary"
    label = "zq_policylibrary"
    verbose_name = _("政策文件库")

    def ready(self) -> None:
        from zhanqun.affairs.policylibrary.public import registering

        registering.register()
        from zhanqun.affairs.policylibrary import importing, receivers, telling
        from zhanqun.affairs.policylibrary.article_desk import PolicyDesk
        from zhanqun.affairs.policylibrary.services import entering
        from zhanqun.affairs.policylibrary.traces import Traces
        from zhanqun.content.library import api as library
        from zhanqun.content.pages import api as pages
        from zhanqun.content.review import api as review
        from zhanqun.core.notices import api as notices

        notices.register_kinds(telling.KINDS)
        library.text_imported.register("policylibrary", importing.take_history)
        library.draft_discarded.register("policylibrary", entering.on_discard)
        library.article_desks.register("policylibrary", PolicyDesk())
        review.changes.register("policylibrary", receivers.on_gate)
        pages.document_sources.register("policylibrary", Traces())
