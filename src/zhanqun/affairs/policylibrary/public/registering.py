"""Where the public pages of the library are made known (登记)."""

from zhanqun.affairs.policylibrary.holdings.receivers import on_gate
from zhanqun.affairs.policylibrary.public import kinds
from zhanqun.content.review import api as review
from zhanqun.foundation.targets import target_kinds


def register() -> None:
    """At start-up."""
    review.changes.register("policylibrary", on_gate)
    target_kinds.register("policies", kinds.Index())
    target_kinds.register("policies_list", kinds.Listed())
    target_kinds.register("policies_page", kinds.Numbered())
