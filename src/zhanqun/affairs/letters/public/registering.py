"""Where the public pages of letters and questions are made known (登记)."""

from zhanqun.affairs.letters.announcing import KIND_FOUND
from zhanqun.affairs.letters.hinting import hints_for_letter
from zhanqun.affairs.letters.public import kinds, shown
from zhanqun.affairs.letters.public.feed import LetterFeed
from zhanqun.affairs.letters.public.question_kinds import QuestionList, QuestionText
from zhanqun.affairs.letters.writing import CODE
from zhanqun.content.pages import api as pages
from zhanqun.core.intake import api as intake
from zhanqun.foundation.feeds import feeds
from zhanqun.foundation.targets import target_kinds


def register() -> None:
    """At start-up."""
    target_kinds.register("letter", kinds.LetterText())
    target_kinds.register("letters", kinds.Index())
    target_kinds.register("letters_list", kinds.Listed())
    target_kinds.register("letters_page", kinds.Numbered())
    target_kinds.register("letters_figures", kinds.FiguresOfLetters())
    target_kinds.register("letters_questions", QuestionList())
    target_kinds.register("letters_question", QuestionText())
    feeds.register(KIND_FOUND, LetterFeed())
    intake.hints.register(CODE, hints_for_letter)
    pages.live_figures.register("participation", shown.on_home)
    pages.map_groups.register("letters", shown.on_map)
    pages.sitemap_sources.register("letters", shown.InSitemap())
