"""How the library hears of documents (接收变动)."""

from zhanqun.affairs.policylibrary.holdings import keeping
from zhanqun.content.review.api import Change, Publication


def on_gate(change: Change) -> None:
    """An act of the gate: the library follows in the same transaction."""
    at = Publication.objects.values_list("at", flat=True).get(pk=change.publication_id)
    keeping.keep([change.article_id], at)
