"""How the policy library hears of the gate (接收发布变动)."""

from zhanqun.affairs.policylibrary.services import entering
from zhanqun.content.library.api import ArticleKind
from zhanqun.content.review import api as review
from zhanqun.content.review.api import Act, Change

ENTERING = (Act.PUBLISH, Act.WITHDRAW)


def on_gate(change: Change) -> None:
    """A text went public or was taken down; what only made pages anew changes nothing here."""
    rows = review.Publication.objects.select_related("article__unit", "article__author", "by")
    act = rows.get(pk=change.publication_id)
    if act.act not in ENTERING:
        return
    article = act.article
    if article.kind == ArticleKind.DOCUMENT:
        entering.document_changed(article, act.by, act.at)
    elif article.kind == ArticleKind.INTERPRETATION:
        entering.interpretation_changed(article, change.keys, act.at)
