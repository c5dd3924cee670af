from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequestsConfig(AppConfig):
    name = "zhanqun.affairs.requests"
    label = "zq_requests"
    verbose_name = _("依申请公开")

    def ready(self) -> None:
        from zhanqun.affairs.disclosure import api as disclosure
        from zhanqun.affairs.requests import (
            applying,
            foretelling,
            receiving,
            reply_telling,
            shown,
            telling,
        )
        from zhanqun.affairs.requests.answers import take_answer
        from zhanqun.affairs.requests.kinds import REQUEST_CASE
        from zhanqun.core.casework import api as casework
        from zhanqun.core.intake import api as intake
        from zhanqun.core.notices import api as notices

        intake.register_kind(applying.REQUEST)
        intake.receivers.register(applying.CODE, receiving.open_request)
        intake.answer_receivers.register(applying.CODE, take_answer)
        casework.register_kind(REQUEST_CASE)
        disclosure.platform_blocks.register("requests", shown.on_platform)
        notices.register_kinds(telling.KINDS)
        notices.register_kinds(foretelling.KINDS)
        notices.register_kinds(reply_telling.KINDS)
