"""The frame of a site's search page (检索页外壳), published like every page and filled when asked.

So that a search reads no database: masthead, navigation and footer lie in `/_/search.html` in the
site's tree, with places for what was asked and found, and what a search must know of the site.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString

from zhanqun.content.pages import api as pages
from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.foundation import shells
from zhanqun.foundation.targets import Rendered, Target, TargetKind
from zhanqun.ui import face

SHELL_PATH = "/_/search.html"
TITLE, WORDS, BODY = "zq:title", "zq:words", "zq:body"


@dataclass(frozen=True, slots=True)
class About:
    """What a search must know of the site that asks (站点要素)."""

    site_id: int
    name: str
    language: str
    base_url: str
    map_url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """A site's frame, and what it says of the site."""

    about: About
    page: shells.Shell

    def filled(self, *, title: str, words: str, body: str) -> bytes:
        """The page. title and words as plain text; body is HTML."""
        return self.page.filled({TITLE: escape(title), WORDS: escape(words), BODY: body})


class SearchShell(TargetKind):
    """Target kind "search_shell", one a site."""

    def render(self, target: Target) -> Rendered:
        frame = pages.frame_of(target.site_id)
        head = pages.head_of(frame, pages.SEARCH_PATH, TITLE, tags=(("robots", "noindex"),))
        # The reader is in no part of the navigation.
        nav = tuple(replace(link, current=False) for link in frame.chrome.nav)
        context = {
            "chrome": replace(frame.chrome, nav=nav),
            "head": head,
            "words": WORDS,
            "body": marker(_about(frame)),
        }
        body = face.printed("search/public/shell.html", context, lang=frame.chrome.lang)
        return Rendered(SHELL_PATH, body.encode())

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.site_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "search_shell", "")]


def shell_at(host: str) -> Shell | None:
    """The shell of the site that answers under this host; None where none is published."""
    try:
        file = staticsite.tree_of(host).file(SHELL_PATH)
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, staticsite.PathRefused):
        return None


@lru_cache(maxsize=200)
def _read(file: Path, _changed_ns: int) -> Shell:
    return cut(file.read_text(encoding="utf-8"))


def cut(page: str) -> Shell:
    """Cut a published shell at its places."""
    found = shells.cut(page, body=BODY, words=(TITLE, WORDS))
    return Shell(About(**found.about), found)


def _about(frame: pages.Frame) -> About:
    profile = frame.profile
    is_english = frame.chrome.lang == "en"
    return About(
        site_id=profile.site_id,
        name=profile.name_en if is_english else profile.name,
        language="en" if is_english else "zh-hans",
        base_url=profile.base_url,
        map_url=frame.chrome.map_url,
    )


def marker(about: About) -> SafeString:
    """The place of the results, as a comment that says what a search must know."""
    return shells.marker(BODY, asdict(about))
