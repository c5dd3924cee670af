"""Government information disclosure (政府信息公开): who discloses, what, and where it stands."""

from zhanqun.affairs.disclosure.items import Item, Level, items, items_for
from zhanqun.affairs.disclosure.models import Publisher
from zhanqun.affairs.disclosure.queries import publisher_of, publishers
from zhanqun.affairs.disclosure.services import PublisherFacts, add_publisher
from zhanqun.affairs.disclosure.topics import codes as topic_codes
from zhanqun.affairs.disclosure.topics import paths as topic_paths
from zhanqun.affairs.disclosure.topics import topics

__all__ = [
    "Item",
    "Level",
    "Publisher",
    "PublisherFacts",
    "add_publisher",
    "items",
    "items_for",
    "publisher_of",
    "publishers",
    "topic_codes",
    "topic_paths",
    "topics",
]
