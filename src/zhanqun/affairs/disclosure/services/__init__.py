"""Everything that changes in this room."""

from zhanqun.affairs.disclosure.services.filing import (
    Filing,
    Refused,
    file_article,
    file_many,
    remove_entry,
)
from zhanqun.affairs.disclosure.services.publishers import (
    PublisherFacts,
    add_publisher,
    change_publisher,
)

__all__ = [
    "Filing",
    "PublisherFacts",
    "Refused",
    "add_publisher",
    "change_publisher",
    "file_article",
    "file_many",
    "remove_entry",
]
