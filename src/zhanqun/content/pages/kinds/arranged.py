"""Pages built of blocks, drawn (版面页): for the publisher and the preview alike."""

from dataclasses import replace
from datetime import datetime

from django.utils import translation

from zhanqun.content.pages.arranging.rules import Blocks
from zhanqun.content.pages.builders.arranged import arranged_page
from zhanqun.content.pages.builders.frame import Frame, frame_of
from zhanqun.content.pages.drawing import draw
from zhanqun.content.pages.kinds.heads import head_of_column, head_of_home
from zhanqun.content.pages.models import Arrangement
from zhanqun.content.pages.queries import Live
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.ui import face

TEMPLATE = "arranged.html"


def draw_home(frame: Frame, blocks: Blocks, now: datetime) -> bytes:
    """首页."""
    return draw(TEMPLATE, frame, head_of_home(frame), arranged_page(frame, blocks, now))


def draw_arranged(frame: Frame, column: Column, live: Live, now: datetime) -> bytes:
    """A topic or an overview (专题、概况), in its own colours where it has any."""
    page = arranged_page(
        frame,
        live.blocks or [],
        now,
        title=column.title,
        summary=column.description,
        breadcrumb=frame.breadcrumb(column, current=True),
        archived_on=clock.day_of(live.archived_at) if live.archived_at else None,
    )
    head = head_of_column(frame, column)
    if live.theme:
        frame = replace(frame, chrome=replace(frame.chrome, theme=live.theme))
    return draw(TEMPLATE, frame, head, page)


def draw_draft(row: Arrangement, blocks: Blocks, now: datetime) -> bytes:
    """What the public would see if these blocks were released (预览)."""
    column = Column.objects.filter(pk=row.page_id).first()
    frame = frame_of(row.site_id, branch=column)
    # The desk has no /_/mode.css of the site.
    frame = replace(frame, chrome=replace(frame.chrome, theme=frame.profile.theme))
    with translation.override(face.catalogue(frame.chrome.lang)):
        if column is None:
            return draw_home(frame, blocks, now)
        live = Live(row.page_id, blocks, row.theme, row.archived_at)
        return draw_arranged(frame, column, live, now)
