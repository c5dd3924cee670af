"""A document or an interpretation goes public or is taken down (入库): what follows from it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from zhanqun.affairs.policylibrary import policies, queries, telling
from zhanqun.affairs.policylibrary.models import Relation
from zhanqun.affairs.policylibrary.services import interpreting
from zhanqun.affairs.policylibrary.services.relating import leads_to
from zhanqun.affairs.policylibrary.services.settling import announce, settle
from zhanqun.affairs.policylibrary.states import RelationKind
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
    """By its number; without one by title: a newer document, of which a history tells, by its day
    as well, since many decisions bear one title."""
    of_history = Q(is_newer_cited=True, effective_on=document.written_on)
    named = Q(cited_number="", cited_title=document.title)
    named &= of_history | Q(is_newer_cited=False)
    if document.number:
        named |= Q(cited_number__in=library.forms_of_number(document.number))
    return named


def _link(row: Relation, document: Article) -> bool:
    """False where the relation is known already, would lead in a circle, or would be refused if it
    were entered now."""
    known = row.older if row.is_newer_cited else row.newer
    assert known is not None
    newer, older = (document, known) if row.is_newer_cited else (known, document)
    same = Relation.objects.filter(kind=row.kind, newer=newer, older=older)
    if newer == older or same.exists() or leads_to(older.pk, newer.pk):
        return False
    if not (row.is_newer_cited or _may_reach(row, newer, older)):
        return False
    row.newer, row.older = newer, older
    row.save(update_fields=["newer", "older"])
    return True


def _may_reach(row: Relation, newer: Article, older: Article) -> bool:
    """The older document was there on the day of effect, and whoever named it may end it."""
    if older.written_on and row.effective_on < older.written_on:
        return False
    return policies.may_affect(row.made_by, newer, older, RelationKind(row.kind))


def on_discard(article: Article, by: User, now: datetime) -> None:
    """A draft was put aside: what led to it names the document again, for the one that comes."""
    rows = Relation.objects.select_for_update()
    for row in rows.filter(older=article, is_newer_cited=False).order_by("pk"):
        row.older, row.cited_title, row.cited_number = None, article.title[:200], article.number
        _name_again(row)
    for row in rows.filter(newer=article, is_newer_cited=True).order_by("pk"):
        row.newer = None
        _name_again(row)


def _name_again(row: Relation) -> None:
    """Once alone, where another names it already."""
    names = ("kind", "newer", "older", "cited_title", "cited_number", "effective_on")
    same = Relation.objects.filter(**{name: getattr(row, name) for name in names})
    if same.exists():
        row.delete()
    else:
        row.save()
    announce([end for end in (row.newer, row.older) if end])


def interpretation_changed(article: Article, keys: frozenset[str], now: datetime) -> None:
    """The documents that it interprets now, or did until now."""
    uids = {*article.interprets, *explained(keys)}
    documents = {row.pk: row for row in Article.objects.filter(uid__in=uids)}
    interpreting.weigh(documents, now)
    if article.live:
        _tell_of_copies(article, list(documents), now)


def explained(keys: frozenset[str]) -> set[UUID]:
    """Documents of which the act says that other texts interpret them."""
    start = library.interpretations_key("")
    return {UUID(key.removeprefix(start)) for key in keys if key.startswith(start)}


def _tell_of_copies(article: Article, documents: list[int], now: datetime) -> None:
    for duty in queries.duties_open().filter(document__in=documents).select_related("document"):
        if interpreting.is_copy(article, duty.document):
            share = interpreting.likeness(article, duty.document)
            telling.copied(duty, article.author, share, now)
