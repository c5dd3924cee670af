"""Documents that come from an old site bring their history along (沿革的导入)."""

from datetime import date, datetime

from zhanqun.affairs.policylibrary import queries
from zhanqun.affairs.policylibrary.models import Event, Relation
from zhanqun.affairs.policylibrary.services.entering import link_citations
from zhanqun.affairs.policylibrary.services.settling import settle
from zhanqun.affairs.policylibrary.states import EventKind, RelationKind
from zhanqun.content.library.api import Article, ImportedText, Step
from zhanqun.core.units.api import User
from zhanqun.foundation.clock import day_of

# What a step does to the regulation through a document of its own.
DONE = {"amended": RelationKind.AMENDS, "repealed": RelationKind.REPEALS}


def take_history(article: Article, text: ImportedText, by: User, now: datetime) -> None:
    """Keep the steps of its life; what amended or repealed it is cited, and linked if it is here.

    In the transaction of the import of this one text.
    """
    if not article.is_document:
        return
    position = 0
    for step in text.history:
        if step.kind in DONE and (step.title or step.number):
            _cite(article, step, step.on or day_of(now), now)
        elif step.kind in EventKind:
            position += 1
            Event.objects.create(
                article=article,
                position=position,
                kind=step.kind,
                on=step.on,
                text=step.text or str(EventKind(step.kind).label),
            )
    link_citations(article)
    settle([article.pk], by, now, shown=False)


def _cite(article: Article, step: Step, day: date, now: datetime) -> None:
    """Once for each document and day: notes repeat themselves."""
    title = step.title[:200]
    newer = queries.document_cited(step.number, title, article.unit, day)
    Relation.objects.get_or_create(
        kind=DONE[step.kind],
        newer=None if newer == article else newer,
        older=article,
        cited_title=title,
        cited_number=step.number,
        effective_on=day,
        defaults={"is_newer_cited": True, "made_at": now},
    )
