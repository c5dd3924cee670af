"""Public pages (前台页面): preview of a draft, the frame for pages that other rooms draw, and
arrangements: the blocks that pages are built of, and who may add to them.

Everything else goes by target kinds.
"""

from dataclasses import replace

from django.utils import translation

from zhanqun.content.library.api import Article
from zhanqun.content.pages.arranging.kinds import (
    BlockKind,
    LiveFigures,
    block_kinds,
    live_figures,
)
from zhanqun.content.pages.builders.frame import (
    MAP_PATH,
    SEARCH_PATH,
    Frame,
    frame_of,
    frames,
    in_its_language,
)
from zhanqun.content.pages.builders.items import address_from, file_links, picture_from
from zhanqun.content.pages.document_sources import Told, document_sources
from zhanqun.content.pages.drawing import FramedKind, draw_apart, draw_gone, head_of
from zhanqun.content.pages.keys import arrangement_key
from zhanqun.content.pages.kinds.fixed import bar_twins
from zhanqun.content.pages.kinds.shells import BODY as SHELL_BODY
from zhanqun.content.pages.kinds.shells import FORM_SHELL
from zhanqun.content.pages.kinds.shells import TITLE as SHELL_TITLE
from zhanqun.content.pages.kinds.texts import draw_article
from zhanqun.content.pages.lifetimes import turn_topics
from zhanqun.content.pages.mapping import Listed, map_groups, sitemap_sources
from zhanqun.content.pages.models import Arrangement, Version
from zhanqun.content.pages.queries import arrangements_visible_to, home_arrangement
from zhanqun.content.pages.services import arrange, release, restore, save_draft, set_lifetime
from zhanqun.content.pages.shapes import (
    Figure,
    FileLink,
    Item,
    Link,
    LinkGroup,
    Pager,
    Picture,
    Trace,
)
from zhanqun.content.sites.api import Column, site_of
from zhanqun.ui import face


def preview(draft: Article, column: Column) -> bytes:
    """A draft as it will look on the column's site (预览), drawn as the publisher draws it."""
    frame = frame_of(site_of(column).pk, branch=column)
    # The desk has no /_/mode.css of the site.
    frame = replace(frame, chrome=replace(frame.chrome, theme=frame.profile.theme))
    with translation.override(face.catalogue(frame.chrome.lang)):
        return draw_article(frame, draft, column, [], "")


__all__ = [
    "FramedKind",
    "Arrangement",
    "BlockKind",
    "FORM_SHELL",
    "Figure",
    "FileLink",
    "Frame",
    "Item",
    "Link",
    "LinkGroup",
    "Listed",
    "LiveFigures",
    "MAP_PATH",
    "Pager",
    "Picture",
    "SEARCH_PATH",
    "SHELL_BODY",
    "SHELL_TITLE",
    "Told",
    "Trace",
    "Version",
    "address_from",
    "arrange",
    "arrangement_key",
    "arrangements_visible_to",
    "bar_twins",
    "block_kinds",
    "document_sources",
    "draw_apart",
    "draw_gone",
    "file_links",
    "frame_of",
    "frames",
    "head_of",
    "home_arrangement",
    "in_its_language",
    "live_figures",
    "map_groups",
    "picture_from",
    "preview",
    "release",
    "restore",
    "save_draft",
    "set_lifetime",
    "sitemap_sources",
    "turn_topics",
]
