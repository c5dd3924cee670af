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
        from zhanqun.affairs.letters.public import kinds as public
        from zhanqun.affairs.letters.public import shown
        from zhanqun.content.pages import api as pages
        from zhanqun.core.casework import api as casework
        from zhanqun.core.intake import api as intake
        from zhanqun.core.notices import api as notices
        from zhanqun.foundation.targets import target_kinds

        intake.register_kind(writing.LETTER)
        intake.receivers.register(writing.CODE, receiving.open_letter)
        intake.answer_receivers.register(writing.CODE, take_answer)
        casework.register_kind(LETTER_CASE)
        target_kinds.register("letter", public.LetterText())
        target_kinds.register("letters", public.Index())
        target_kinds.register("letters_list", public.Listed())
        target_kinds.register("letters_page", public.Numbered())
        target_kinds.register("letters_figures", public.FiguresOfLetters())
        notices.register_kinds(reviewing.KINDS)
        notices.register_kinds(telling.KINDS)
        pages.live_figures.register("participation", shown.on_home)
        pages.map_groups.register("letters", shown.on_map)
        pages.sitemap_sources.register("letters", shown.InSitemap())
