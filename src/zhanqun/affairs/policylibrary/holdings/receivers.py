"""How the library hears of documents (接收变动)."""

from zhanqun.affairs.policylibrary.holdings import keeping
from zhanqun.content.library import api as library
from zhanqun.content.review.api import Act, Change, Publication


def on_gate(change: Change) -> None:
    """An act of the gate: the library follows in the same transaction.

    A pin that ends holds its placement and says nothing of the text: the article is left alone,
    since a withdrawal locks the two the other way round.
    """
    acts = Publication.objects.values_list("at", "act", "article__uid")
    at, act, uid = acts.get(pk=change.publication_id)
    if act == Act.REFRESH and library.heading_key(uid) not in change.keys:
        return
    keeping.keep([change.article_id], at)
