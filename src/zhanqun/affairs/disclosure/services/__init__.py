"""Everything that changes in this room."""

from zhanqun.affairs.disclosure.services.publishers import (
    PublisherFacts,
    add_publisher,
    change_publisher,
)

__all__ = ["PublisherFacts", "add_publisher", "change_publisher"]
