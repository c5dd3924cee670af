"""A document or an interpretation goes public or is taken down (入库): what follows from it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from zhanqun.affairs.policylibrary import queries, telling
from zhanqun.affairs.policylibrary.models import Relation
from zhanqun.affairs.policylibrary.services import interpreting
from zhanqun.affairs.policylibrary.services.relating import leads_to
from zhanqun.affairs.policylibrary.services.settling import announce, settle
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.core.units.api import User


def document_changed(document: Article, by: User | None, now: datetime) -> None:
    """In the gate's transaction: citations are linked, older documents are what they are now."""
    linked = link_citations(document)
    older = Relation.objects.filter(newer=document, older__isnull=False)
    olders = set(older.values_list("older_id", flat=True))
    settle([document.pk], by, now, shown=False)
    settle(olders, by, now)
    others = queries.relations_of(document) if olders or linked else []
    announce({end.pk: end for row in others for end in (row.newer, row.older) if end}.values())
    if document.live:
        interpreting.open_if_due(document, now)
    interpreting.weigh([document.pk], now)


def link_citations(document: Article) -> int:
    """Relations that only named this document lead to it now; returns how many."""
    waiting = Relation.objects.select_for_update().filter(Q(newer=None) | Q(older=None))
    return sum(_link(row, document) for row in waiting.filter(_naming(document)).order_by("pk"))


def _naming(document: Article) -> Q:
    """By its number; in histories without one by title and day: many decisions bear one title."""
    named = Q(
        cited_number="",
        cited_title=document.title,
        effective_on=document.written_on,
        is_newer_cited=True,
    )
    if document.number:
        named |= Q(cited_number__in=library.forms_of_number(document.number))
    return named


def _link(row: Relation, document: Article) -> bool:
    """False where the relation is known already, or would lead in a circle."""
    known = row.older_id if row.is_newer_cited else row.newer_id
    newer, older = (document.pk, known) if row.is_newer_cited else (known, document.pk)
    assert newer is not None and older is not None
    same = Relation.objects.filter(kind=row.kind, newer=newer, older=older)
    if newer == older or same.exists() or leads_to(older, newer):
        return False
    row.newer_id, row.older_id = newer, older
    row.save(update_fields=["newer", "older"])
    return True


def interpretation_changed(article: Article, keys: frozenset[str], now: datetime) -> None:
    """The documents that it interprets now, or did until now."""
    uids = set(article.interprets) | _explained(keys)
    documents = {row.pk: row for row in Article.objects.filter(uid__in=uids)}
    interpreting.weigh(documents, now)
    if article.live:
        _tell_of_copies(article, list(documents), now)


def _explained(keys: frozenset[str]) -> set[UUID]:
    """Documents of which the act says that other texts interpret them."""
    start = library.interpretations_key("")
    return {UUID(key.removeprefix(start)) for key in keys if key.startswith(start)}


def _tell_of_copies(article: Article, documents: list[int], now: datetime) -> None:
    for duty in queries.duties_open().filter(document__in=documents).select_related("document"):
        if interpreting.is_copy(article, duty.document):
            share = interpreting.likeness(article, duty.document)
            telling.copied(duty, article.author, share, now)
