from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "zhanqun.delivery.search"
    label = "zq_search"
    verbose_name = _("全文检索")

    def ready(self) -> None:
        from zhanqun.affairs.requests import api as requests
        from zhanqun.content.review import api as review
        from zhanqun.content.sites import api as sites
        from zhanqun.core.attachments import api as attachments
        from zhanqun.core.intake import api as intake
        from zhanqun.delivery.search import receivers
        from zhanqun.delivery.search.editing import tasks  # noqa: F401 - the queue must know them
        from zhanqun.delivery.search.editing.lexicons import lexicon_of_the_desk
        from zhanqun.delivery.search.hinting import hints_for_request
        from zhanqun.delivery.search.lexicon_sources import lexicon_sources
        from zhanqun.delivery.search.public.shells import SearchShell
        from zhanqun.delivery.staticsite.api import files_changed
        from zhanqun.foundation import feeds
        from zhanqun.foundation.targets import target_kinds

        review.changes.register("search", receivers.on_gate)
        attachments.file_withheld.register("search", receivers.on_withheld)
        sites.structure_changed.register("search", receivers.on_structure)
        feeds.changed.register("search", receivers.on_feed)
        files_changed.register("search", receivers.on_files)
        target_kinds.register("search_shell", SearchShell())
        lexicon_sources.register("desk", lexicon_of_the_desk)
        intake.hints.register(requests.CODE, hints_for_request)
