"""Saying what a document does to older ones (登记文件关系)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.policylibrary import policies, queries
from zhanqun.affairs.policylibrary.models import Relation
from zhanqun.affairs.policylibrary.services.settling import announce, settle
from zhanqun.affairs.policylibrary.states import RelationKind
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.core.audit import api as audit
from zhanqun.core.checks import api as checks
from zhanqun.core.checks.api import BLOCK, Passage
from zhanqun.core.units.api import User
from zhanqun.foundation.clock import day_of
from zhanqun.foundation.errors import DomainError

# A history is followed so far back when a circle is looked for.
STEPS_MOST = 1000


class NoSuchDocument(DomainError):
    code = "policylibrary.no_such_document"
    message = gettext_lazy("没有找到这件文件，或者它不是政策文件。")
    status = 404


class EndMissing(DomainError):
    """Nothing says which the older document is."""

    code = "policylibrary.end_missing"
    message = gettext_lazy("请写明旧文件的发文字号或名称。")


class RelatesToItself(DomainError):
    code = "policylibrary.relates_to_itself"
    message = gettext_lazy("一件文件不能{kind}它自己。请核对旧文件的发文字号。")


class RelationCircle(DomainError):
    """The older one does something to the newer one already, directly or through others."""

    code = "policylibrary.relation_circle"
    message = gettext_lazy("《{older}》已登记为比本文件新，不能再反过来登记。请核对先后。")


class RelationKnown(DomainError):
    code = "policylibrary.relation_known"
    message = gettext_lazy("这项关系已经登记过。")


class EffectTooEarly(DomainError):
    code = "policylibrary.effect_too_early"
    message = gettext_lazy("生效日期{day}早于旧文件的成文日期{written}，请核对。")


class NoteUnfit(DomainError):
    """What is written of clauses may not be public."""

    code = "policylibrary.note_unfit"
    message = gettext_lazy("所涉条款的文字不能公开：{summary}")


@dataclass(frozen=True)
class RelationFacts:
    """A relation as it is entered. older: the document's number in any form, or its title."""

    kind: str
    number: str = ""
    title: str = ""
    effective_on: date | None = None
    note: str = ""


@transaction.atomic
def relate(*, uid: UUID, facts: RelationFacts, by: User, now: datetime) -> Relation:
    """Enter what the document does to an older one; a number that the library has is linked.

    effective_on: by default the day on which the newer document comes into force.
    Raises NotAllowed, NoSuchDocument, EndMissing, NotADocumentNumber, RelatesToItself,
    RelationCircle, RelationKnown, EffectTooEarly, NoteUnfit.
    """
    newer = _lock(uid)
    kind = RelationKind(facts.kind)
    number = library.normal_number(facts.number)[0].text if facts.number.strip() else ""
    title = facts.title.strip().removeprefix("《").removesuffix("》")
    older = queries.document_cited(number, title, newer.unit)
    policies.check_may_relate(by, newer, older, kind)
    if older is None and not (number or title):
        raise EndMissing
    _check_note(facts.note, now)
    row = Relation(
        kind=kind,
        newer=newer,
        older=older,
        cited_title="" if older else title,
        cited_number="" if older else number,
        effective_on=facts.effective_on or _usual_day(newer, now),
        note=facts.note.strip(),
        made_by=by,
        made_at=now,
    )
    _check_ends(row, number, title)
    row.save()
    audit.record("policylibrary.related", newer, by=by, at=now, after=_told(row))
    _settle(row, by, now)
    return row


@transaction.atomic
def unrelate(*, uid: UUID, by: User, now: datetime) -> Relation:
    """Take a relation back that was entered wrongly (删除文件关系). Raises NotAllowed."""
    row = Relation.objects.select_for_update(of=("self",)).get(uid=uid)
    newer = row.newer or row.older
    assert newer is not None  # the database says so
    policies.check_may_relate(by, newer, row.older, RelationKind(row.kind))
    audit.record("policylibrary.unrelated", newer, by=by, at=now, before=_told(row))
    row.delete()
    _settle(row, by, now)
    return row


def _lock(uid: UUID) -> Article:
    found = queries.document_of(uid)
    if found is None:
        raise NoSuchDocument
    return library.lock_article(uid)


def _usual_day(newer: Article, now: datetime) -> date:
    return newer.effective_from or newer.written_on or day_of(now)


def _check_note(note: str, now: datetime) -> None:
    hits = checks.scan([Passage("note", _("所涉条款"), note)], now=now)
    if stopping := [hit.message for hit in hits if hit.level == BLOCK]:
        raise NoteUnfit(summary="".join(stopping))


def _check_ends(row: Relation, number: str, title: str) -> None:
    newer, older = row.newer, row.older
    assert newer is not None
    if older == newer or (number == newer.number if number else title == newer.title):
        raise RelatesToItself(kind=row.get_kind_display())
    same = Relation.objects.filter(
        kind=row.kind,
        newer=newer,
        older=older,
        cited_title=row.cited_title,
        cited_number=row.cited_number,
    )
    if same.exists():
        raise RelationKnown
    if older is None:
        return
    if older.written_on and row.effective_on < older.written_on:
        raise EffectTooEarly(day=row.effective_on, written=older.written_on)
    if leads_to(older.pk, newer.pk):
        raise RelationCircle(older=older.title)


def leads_to(newer_id: int, older_id: int) -> bool:
    """Whether relations lead from one document back to another, directly or through others."""
    seen: set[int] = set()
    ahead = {newer_id}
    while ahead and len(seen) < STEPS_MOST:
        if older_id in ahead:
            return True
        seen |= ahead
        rows = Relation.objects.filter(newer__in=ahead, older__isnull=False)
        ahead = set(rows.values_list("older_id", flat=True)) - seen
    return False


def _told(row: Relation) -> dict[str, Any]:
    return {
        "kind": row.get_kind_display(),
        "older": str(row.older) if row.older else row.cited,
        "effective_on": row.effective_on,
        "note": row.note,
    }


def _settle(row: Relation, by: User | None, now: datetime) -> None:
    ends = [end for end in (row.newer, row.older) if end is not None]
    announce(ends)
    if row.older_id is not None:
        settle([row.older_id], by, now)
