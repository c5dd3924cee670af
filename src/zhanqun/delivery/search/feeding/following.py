"""A node follows the log (跟进): what the gate lets out is found within a second or two."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from zhanqun.content.library.api import Article
from zhanqun.delivery.search.engines import FedEngine, engine_of
from zhanqun.delivery.search.feeding import log, source
from zhanqun.delivery.search.feeding.log import Cursor, News
from zhanqun.foundation import clock


class Follower:
    """Writes one generation of the index; holds its lock until closed."""

    def __init__(self, generation: Path, cursor: Cursor) -> None:
        self.generation = generation
        self.cursor = cursor
        self.engine = engine_of(generation)
        self.engine.lock()

    def follow(self, now: datetime) -> News:
        """Bring the index up to what is committed now; True in `is_all` when nothing is left."""
        news = log.news(self.cursor, now)
        if news.article_ids or news.fed:
            read_anew(self.engine, news.article_ids, now)
            read_fed(self.engine, news.fed)
            self.engine.commit()
        if news.kinds or news.cursor.before != self.cursor.before:
            log.write_cursor(self.generation, news.cursor)
        self.cursor = news.cursor
        return news

    def close(self) -> None:
        self.engine.close()


def read_anew(engine: FedEngine, article_ids: Sequence[int], now: datetime) -> None:
    """Each article as it is now: in the index when live, out of it when not."""
    for start in range(0, len(article_ids), source.BATCH):
        ids = article_ids[start : start + source.BATCH]
        documents = source.documents_of(ids, clock.day_of(now))
        uids = Article.objects.filter(pk__in=ids).values_list("uid", flat=True)
        engine.remove({str(uid) for uid in uids} - {document.uid for document in documents})
        engine.put(documents)


def read_fed(engine: FedEngine, fed: Sequence[tuple[str, UUID]]) -> None:
    """The same for pages of other rooms."""
    by_feed: dict[str, list[UUID]] = defaultdict(list)
    for feed, uid in fed:
        by_feed[feed].append(uid)
    for feed, uids in by_feed.items():
        documents = source.fed_documents(feed, uids)
        engine.remove({str(uid) for uid in uids} - {document.uid for document in documents})
        engine.put(documents)
