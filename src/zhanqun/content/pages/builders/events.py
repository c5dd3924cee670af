"""The topic of an emergency (突发事件专题): what is known, newest first, with its times."""

from datetime import datetime, timedelta

from zhanqun.content.alerts import api as alerts
from zhanqun.content.alerts.api import Event
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Row
from zhanqun.content.pages.builders import columns
from zhanqun.content.pages.builders.alerts import row_of
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.builders.items import url_of
from zhanqun.content.pages.shapes import EventPage, Update
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on

# What is published anew within a minute was not read by many.
CORRECTED_AFTER = timedelta(minutes=1)


def event_page(frame: Frame, column: Column, event: Event, now: datetime) -> EventPage:
    """The event's updates in place of the topic's list of them; its other columns below."""
    topic = columns.group(frame, column, now)
    site_id, english = frame.profile.site_id, frame.chrome.lang == "en"
    rows = library.newest_in(event.updates_id, library.BUCKET, now)
    rows = sorted(rows, key=lambda row: row.heading.first_published_at, reverse=True)
    current = [row for row in alerts.current_on(site_id, now) if row.topic_id == column.pk]
    return EventPage(
        title=topic.title,
        summary=topic.summary,
        breadcrumb=topic.breadcrumb,
        alerts=tuple(row_of(row, english=english) for row in current),
        updates=tuple(_update(row, is_newest=not at) for at, row in enumerate(rows)),
        updates_url=event.updates.address,
        blocks=tuple(block for block in topic.blocks if block.url != event.updates.address),
        is_closed=event.closed_at is not None,
        updated_at=topic.updated_at,
    )


def _update(row: Row, *, is_newest: bool) -> Update:
    """It tells whether the text changed, so that it depends on the whole of it."""
    heading = row.heading
    depends_on(library.article_key(heading.uid))
    changed = heading.last_published_at - heading.first_published_at
    return Update(
        at=clock.beijing(heading.first_published_at),
        title=heading.title,
        url=url_of(heading),
        summary=heading.summary,
        source=heading.source,
        is_newest=is_newest,
        is_corrected=changed > CORRECTED_AFTER,
    )
