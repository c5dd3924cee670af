"""How the library hears of documents (接收变动)."""

from zhanqun.affairs.policylibrary.holdings import keeping
from zhanqun.affairs.policylibrary.services.entering import explained
from zhanqun.content.library import api as library
from zhanqun.content.library.api import ArticleKind
from zhanqun.content.review.api import Act, Change, Publication


def on_gate(change: Change) -> None:
    """An act of the gate: the library follows in the same transaction.

    A pin that ends holds its placement and says nothing of the text: the article is left alone,
    since a withdrawal locks the two the other way round.
    """
    acts = Publication.objects.select_related("article")
    row = acts.defer("article__body").get(pk=change.publication_id)
    article, has_changed = row.article, library.heading_key(row.article.uid) in change.keys
    if row.act == Act.REFRESH and not has_changed:
        return
    if article.kind == ArticleKind.INTERPRETATION and has_changed:
        uids = {*article.interprets, *explained(change.keys)}
        keeping.note_interpretation(uids, taken_down=row.act == Act.WITHDRAW)
    keeping.keep([change.article_id], row.at)
