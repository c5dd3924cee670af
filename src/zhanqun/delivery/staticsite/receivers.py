"""How the publisher hears: job rows inside the transaction of the act (接收变动)."""

from zhanqun.content.review.api import Change
from zhanqun.delivery.staticsite.waiting import note, sites_showing
from zhanqun.foundation import ids


def on_gate(change: Change) -> None:
    """One job per site that shows, or will show, what changed."""
    keys = sorted(change.keys)
    note(ids.new_uid(), keys, change.site_ids | sites_showing(keys), change.publication_id)


def on_withheld(owners: frozenset[str]) -> None:
    """A public file has a virus: what shows it is made anew, without it."""
    on_structure(owners, frozenset())


def on_structure(keys: frozenset[str], site_ids: frozenset[int]) -> None:
    wanted = sorted(keys)
    note(ids.new_uid(), wanted, site_ids | sites_showing(wanted), None)
