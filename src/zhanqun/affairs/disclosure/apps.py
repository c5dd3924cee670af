from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosureConfig(AppConfig):
    name = "zhanqun.affairs.disclosure"
    label = "zq_disclosure"
    verbose_name = _("政府信息公开")

    def ready(self) -> None:
        from zhanqun.affairs.disclosure import checking, following, guides, reminding
        from zhanqun.affairs.disclosure.article_desk import CatalogueDesk
        from zhanqun.affairs.disclosure.public import registering
        from zhanqun.affairs.disclosure.services import numbering
        from zhanqun.content.library import api as library
        from zhanqun.content.review import api as review
        from zhanqun.core.notices import api as notices
        from zhanqun.core.workcalendar import api as workcalendar

        notices.register_kinds(reminding.KINDS)
        library.article_desks.register("disclosure", CatalogueDesk())
        notices.register_kinds(guides.NOTICES)
        registering.register()
        library.article_created.register("disclosure", numbering.keep_typed_number)
        library.draft_saved.register("disclosure", numbering.keep_typed_number)
        library.draft_discarded.register("disclosure", following.on_discard)
        library.draft_discarded.register("disclosure number", numbering.let_go)
        review.handing_in.register("disclosure", numbering.put_number_in)
        review.changes.register("disclosure", following.on_gate)
        workcalendar.DUE_DATES.register("disclosure", following.follow_calendar)
        review.further_findings.register("disclosure", checking.findings)
