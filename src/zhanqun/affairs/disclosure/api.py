"""Government information disclosure (政府信息公开): who discloses, what, and where it stands."""

from zhanqun.affairs.disclosure.items import Item, Level, items, items_for
from zhanqun.affairs.disclosure.keys import publisher_key, publishers_key
from zhanqun.affairs.disclosure.models import Entry, IndexNumber, Publisher
from zhanqun.affairs.disclosure.platform_blocks import PlatformBlock, platform_blocks
from zhanqun.affairs.disclosure.queries import (
    entry_of,
    index_number_of,
    listed,
    publisher_of,
    publishers,
)
from zhanqun.affairs.disclosure.services import (
    Filing,
    PublisherFacts,
    add_publisher,
    file_article,
    file_many,
)
from zhanqun.affairs.disclosure.services.gazette import (
    IssueFacts,
    Line,
    publish_issue,
    write_issue,
)
from zhanqun.affairs.disclosure.services.guides import GuideFacts, keep_guide
from zhanqun.affairs.disclosure.states import EntryState
from zhanqun.affairs.disclosure.topics import codes as topic_codes
from zhanqun.affairs.disclosure.topics import paths as topic_paths
from zhanqun.affairs.disclosure.topics import topics

__all__ = [
    "Entry",
    "EntryState",
    "Filing",
    "GuideFacts",
    "IndexNumber",
    "IssueFacts",
    "Item",
    "Level",
    "Line",
    "PlatformBlock",
    "Publisher",
    "PublisherFacts",
    "add_publisher",
    "entry_of",
    "file_article",
    "file_many",
    "index_number_of",
    "items",
    "items_for",
    "keep_guide",
    "listed",
    "platform_blocks",
    "publish_issue",
    "publisher_key",
    "publisher_of",
    "publishers",
    "publishers_key",
    "topic_codes",
    "topic_paths",
    "topics",
    "write_issue",
]
