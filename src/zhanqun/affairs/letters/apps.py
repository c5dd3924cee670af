from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "zhanqun.affairs.letters"
    label = "zq_letters"
    verbose_name = _("来信")

    def ready(self) -> None:
        from zhanqun.affairs.letters import receiving, reviewing, telling, writing
        from zhanqun.affairs.letters.answers import take_answer
        from zhanqun.affairs.letters.kinds import LETTER_CASE
        from zhanqun.affairs.letters.public import registering
        from zhanqun.core.casework import api as casework
        from zhanqun.core.intake import api as intake
        from zhanqun.core.notices import api as notices

        intake.register_kind(writing.LETTER)
        intake.receivers.register(writing.CODE, receiving.open_letter)
        intake.answer_receivers.register(writing.CODE, take_answer)
        casework.register_kind(LETTER_CASE)
        notices.register_kinds(reviewing.KINDS)
        notices.register_kinds(telling.KINDS)
        registering.register()
