"""What the page of a document shows of its history (文件沿革)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary import queries
from zhanqun.affairs.policylibrary.keys import relations_key
from zhanqun.affairs.policylibrary.models import Decision, Event, Relation
from zhanqun.affairs.policylibrary.states import (
    BACKWARD,
    EFFECTS,
    FORWARD,
    DecisionKind,
    EventKind,
    RelationKind,
)
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Heading, Validity
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import Told, Trace
from zhanqun.foundation.dependencies import depends_on, once_each
from zhanqun.ui import face


class Known(NamedTuple):
    """All that this room knows of one document."""

    relations: list[Relation]
    decisions: list[Decision]
    events: list[Event]


class Other(NamedTuple):
    """The other end of a relation as readers see it."""

    title: str
    number: str
    url: str
    is_down: bool


class Traces:
    """Source of documents' pages; see pages `document_sources`."""

    def prepare(self, documents: Sequence[Article]) -> None:
        found = known([row.uid for row in documents])
        uids = list(dict.fromkeys(uid for row in found.values() for uid in _others(row)))
        library.headings(uids)
        library.places(uids)

    def told(self, document: Article, site_id: int, today: date) -> Told:
        depends_on(relations_key(document.uid))
        found = known([document.uid])[document.uid] or Known([], [], [])
        headings = library.headings(_others(found), withdrawn_too=True)
        ends = {row.uid: row for row in headings}
        lines = [
            trace
            for row in found.relations
            if (trace := _of_relation(row, document, ends, site_id))
        ]
        lines += [_of_decision(row) for row in found.decisions[:1]]
        return Told(traces=(*lines, *map(_of_event, found.events)))


def known(uids: Iterable[UUID]) -> dict[UUID, Known | None]:
    return once_each("document history", uids, _read)


def _read(uids: list[UUID]) -> dict[UUID, Known]:
    found: dict[UUID, Known] = defaultdict(lambda: Known([], [], []))
    either = Q(newer__uid__in=uids) | Q(older__uid__in=uids)
    rows = queries.counting(Relation.objects.filter(either)).select_related("newer", "older")
    for row in rows.order_by("-effective_on", "-id"):
        for end in (row.newer, row.older):
            if end is not None:
                found[end.uid].relations.append(row)
    decisions = Decision.objects.filter(article__uid__in=uids).order_by("-id")
    for decision in decisions.select_related("article"):
        found[decision.article.uid].decisions.append(decision)
    for event in Event.objects.filter(article__uid__in=uids).select_related("article"):
        found[event.article.uid].events.append(event)
    return found


def _others(found: Known | None) -> list[UUID]:
    """Both ends of every relation: one of them is the document itself, which is known anyway."""
    rows = found.relations if found else []
    return [end.uid for row in rows for end in (row.newer, row.older) if end is not None]


def _of_relation(
    row: Relation, document: Article, ends: dict[UUID, Heading], site_id: int
) -> Trace | None:
    """None where the other end is not public and no citation names it."""
    is_older = row.older_id == document.pk
    end = row.newer if is_older else row.older
    other = _other(ends.get(end.uid) if end else None, row, site_id)
    if other is None:
        return None
    kind = RelationKind(row.kind)
    day = face.long_day(row.effective_on)
    notes = [_("{day}起").format(day=day) if kind in EFFECTS else "", row.note]
    notes += [_("已撤下")] if other.is_down else []
    before, after = _sentence(kind, other, day, row.note) if is_older else ("", "")
    return Trace(
        label=str((BACKWARD if is_older else FORWARD)[kind]),
        title=f"《{other.title}》" if before and other.title else other.title or other.number,
        url=other.url,
        number=other.number if other.title else "",
        note=_("，").join(filter(None, notes)),
        before=before,
        after=after,
        is_bad=EFFECTS.get(kind) == Validity.REPEALED,
    )


def _other(heading: Heading | None, row: Relation, site_id: int) -> Other | None:
    if heading is not None:
        url = pages.address_from(heading.uid, heading.address, site_id) if heading.live else ""
        return Other(heading.title, heading.number, url, not heading.live)
    if row.cited:
        return Other(row.cited_title, row.cited_number, "", False)
    return None


def _sentence(kind: RelationKind, other: Other, day: str, note: str) -> tuple[str, str]:
    """What stands above the text of the older document, around the title of the newer one."""
    if kind not in EFFECTS:
        return "", ""
    number = f"（{other.number}）" if other.number and other.title else ""
    done = {
        RelationKind.AMENDS: _("修改"),
        RelationKind.PARTLY_REPEALS: _("部分废止"),
        RelationKind.REPEALS: _("废止"),
        RelationKind.REPLACES: _("代替，同时废止"),
    }[kind]
    clauses = _("所涉条款：{note}。").format(note=note) if note else ""
    before = _("本文件自{day}起被").format(day=day)
    return before, number + _("{done}。").format(done=done) + clauses


def _of_decision(row: Decision) -> Trace:
    """The latest decision on its term."""
    day = face.long_day(row.on)
    if row.kind == DecisionKind.CONTINUE:
        return Trace(_("继续有效"), _("有效期至{day}").format(day=day))
    if row.kind == DecisionKind.LAPSE:
        label, words = _("到期失效"), _("有效期至{day}，期满失效").format(day=day)
    else:
        label, words = _("宣布废止"), _("自{day}起废止").format(day=day)
    return Trace(label, words, before=_("本文件"), after=_("。"), is_bad=True)


def _of_event(row: Event) -> Trace:
    label = str(EventKind(row.kind).label)
    return Trace(label, row.text, note=face.long_day(row.on) if row.on else "")
