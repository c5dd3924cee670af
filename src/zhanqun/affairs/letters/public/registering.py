"""Where the public pages of letters are made known (登记)."""

from zhanqun.affairs.letters.announcing import KIND_FOUND
from zhanqun.affairs.letters.public import kinds, shown
from zhanqun.affairs.letters.public.feed import LetterFeed
from zhanqun.content.pages import api as pages
from zhanqun.foundation.feeds import feeds
from zhanqun.foundation.targets import target_kinds


def register() -> None:
    """At start-up."""
    target_kinds.register("letter", kinds.LetterText())
    target_kinds.register("letters", kinds.Index())
    target_kinds.register("letters_list", kinds.Listed())
    target_kinds.register("letters_page", kinds.Numbered())
    target_kinds.register("letters_figures", kinds.FiguresOfLetters())
    feeds.register(KIND_FOUND, LetterFeed())
    pages.live_figures.register("participation", shown.on_home)
    pages.map_groups.register("letters", shown.on_map)
    pages.sitemap_sources.register("letters", shown.InSitemap())
