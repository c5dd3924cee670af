"""Public pages (前台页面): preview of a draft, and the frame for pages that other rooms draw.

Everything else goes by target kinds.
"""

from zhanqun.content.library.api import Article
from zhanqun.content.pages.builders.frame import MAP_PATH, SEARCH_PATH, Frame, frame_of
from zhanqun.content.pages.drawing import head_of
from zhanqun.content.pages.kinds.texts import draw_article
from zhanqun.content.pages.shapes import Link
from zhanqun.content.sites.api import Column, site_of


def preview(draft: Article, column: Column) -> bytes:
    """A draft as it will look on the column's site (预览), drawn as the publisher draws it."""
    frame = frame_of(site_of(column).pk, branch=column)
    return draw_article(frame, draft, column, [], "")


__all__ = ["MAP_PATH", "SEARCH_PATH", "Frame", "Link", "frame_of", "head_of", "preview"]
