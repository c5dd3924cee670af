from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "zhanqun.content.review"
    label = "zq_review"
    verbose_name = _("审核与发布")

    def ready(self) -> None:
        from zhanqun.content.library import api as library
        from zhanqun.content.review import gate, receivers, telling, voiding
        from zhanqun.content.review.article_desk import ReviewDesk, detail_of
        from zhanqun.content.review.changes import changes
        from zhanqun.content.sites import api as sites
        from zhanqun.core.notices import api as notices

        notices.register_kinds(telling.KINDS)
        changes.register("review", telling.gate_acted)
        library.draft_saved.register("review", receivers.void_what_was_approved)
        library.draft_discarded.register("review", voiding.stop_what_runs)
        library.placement_adopted.register("review", gate.release_if_public)
        library.placement_arranged.register("review", gate.refresh_column)
        library.article_readers.register("review", receivers.articles_under_review)
        library.article_desks.register("review", ReviewDesk())
        library.moment_details.register("review", detail_of)
        sites.column_closing.register("review", gate.move_out_of_column)
