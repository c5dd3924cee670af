"""How the search hears: rows of its log inside the transaction of the act (接收变动)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from zhanqun.content.library.api import Article
from zhanqun.content.review.api import Change
from zhanqun.delivery.search.editing import services
from zhanqun.delivery.search.models import ChangeKind, SearchChange
from zhanqun.delivery.staticsite.api import FileChange

ARTICLE = "article:"


def on_gate(change: Change) -> None:
    """An act of the gate: the text is read anew, or found to be gone."""
    SearchChange.objects.create(kind=ChangeKind.ARTICLE, article_id=change.article_id)


def on_withheld(owners: frozenset[str]) -> None:
    """A public file has a virus: its words leave the index with it."""
    pages = [owner.removeprefix(ARTICLE) for owner in owners if owner.startswith(ARTICLE)]
    found = Article.objects.filter(uid__in=map(UUID, pages)).values_list("pk", flat=True)
    rows = [SearchChange(kind=ChangeKind.ARTICLE, article_id=pk) for pk in found]
    SearchChange.objects.bulk_create(rows)


def on_feed(feed: str, uids: Collection[UUID]) -> None:
    """Pages of another room are public, or no longer."""
    rows = [SearchChange(kind=ChangeKind.FED, feed=feed, fed_uid=uid) for uid in uids]
    SearchChange.objects.bulk_create(rows)


def on_structure(keys: frozenset[str], site_ids: frozenset[int]) -> None:
    """Sites or columns have other names or addresses, which stand beside the index."""
    SearchChange.objects.create(kind=ChangeKind.NAMES)


def on_files(changes: Sequence[FileChange]) -> None:
    """What was withdrawn is recommended no longer, at once and not only when all are looked at."""
    gone = {change.path for change in changes if change.status != 200}
    if gone:
        services.check_bets(gone)
