"""Entries follow their article and the calendar (目录条目的状态与期限)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure import listing, queries, rules
from zhanqun.affairs.disclosure.models import Entry, Publisher
from zhanqun.affairs.disclosure.services.filing import make_public, take_out
from zhanqun.affairs.disclosure.states import ENTRY, EntryState
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.content.review.api import Act, Change
from zhanqun.core.units.api import User
from zhanqun.core.workcalendar.api import Move, Span, work_calendar
from zhanqun.foundation.clock import day_of


def on_gate(change: Change) -> None:
    """Published, published anew or withdrawn: the entry too, in the act's transaction."""
    rows = Entry.objects.select_for_update(of=("self",))
    rows = rows.select_related("publisher__site", "index")
    entry = rows.exclude(state=EntryState.REMOVED).filter(article=change.article_id).first()
    if entry is None:
        return
    act = review.Publication.objects.values_list("act", flat=True).get(pk=change.publication_id)
    if act == Act.PUBLISH:
        make_public(entry, Article.objects.get(pk=change.article_id))
    elif act == Act.WITHDRAW and entry.state == EntryState.LIVE:
        entry.state = EntryState(ENTRY.target("withdraw", entry.state))
        entry.save(update_fields=["state"])
        listing.stand_or_go(entry)


def on_discard(article: Article, by: User, now: datetime) -> None:
    """A draft was put aside: nothing is to be published any more, and a number that was typed is
    free for the draft that comes in its place."""
    entry = Entry.objects.select_related("index").filter(article=article).first()
    if entry is None:
        return
    if entry.state != EntryState.REMOVED:
        take_out(entry, _("稿件已删除"), by, now)
    if not entry.index.is_generated:
        entry.delete()


def follow_calendar(span: Span, limit: int, now: datetime) -> Sequence[Move]:
    """Bring up to so many entries that are not public up to date (registered with DUE_DATES); a
    deadline that passed is not revived."""
    moves: list[Move] = []
    waiting = Entry.objects.filter(state=EntryState.DRAFT, due_on__gte=day_of(now))
    waiting = waiting.filter(due_on__gte=span.since, formed_on__lt=span.until)
    for publisher in _publishers_of(span):
        calendar = work_calendar(publisher.unit)
        rows = waiting.filter(publisher=publisher).select_for_update(of=("self",)).order_by("id")
        for entry in rows.iterator(500):
            due = rules.due_on(entry.formed_on, calendar)
            if due == entry.due_on:
                continue
            moves.append(Move(entry, entry.due_on, due))
            entry.due_on = due
            entry.save(update_fields=["due_on"])
            if len(moves) == limit:
                return moves
    return moves


def _publishers_of(span: Span) -> list[Publisher]:
    path = span.unit.path if span.unit else ""
    return list(queries.publishers().filter(unit__path__startswith=path))
