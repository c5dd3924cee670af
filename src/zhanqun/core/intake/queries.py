"""Reading what came in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from zhanqun.core.intake import policies
from zhanqun.core.intake.models import Envelope, EnvelopeFile, Feedback, PlainQuestion
from zhanqun.core.intake.states import EnvelopeState
from zhanqun.core.units import api as units
from zhanqun.core.units.api import ScopeKind

AT_ONCE = 200


@dataclass(frozen=True)
class Arrival:
    """An envelope for the room that handles it. files: uids of attachments.

    mapped: names of fields -> text with readable characters, where it differs from the payload.
    told_at: when the room is told of it, later than `confirmed_at` where it was held meanwhile, or
    offered again.
    """

    uid: UUID
    kind: str
    schema_version: int
    payload: dict[str, str]
    mapped: dict[str, str]
    channel: str
    number: str
    unit_id: int | None
    site_id: int | None
    submitted_at: datetime
    received_on: date
    confirmed_at: datetime
    fetched_at: datetime | None
    told_at: datetime
    files: tuple[UUID, ...] = ()


_OF_ENVELOPE = [name for name in Arrival.__dataclass_fields__ if name not in ("told_at", "files")]


def arrival(
    envelope: Envelope, files: Iterable[UUID], *, told_at: datetime | None = None
) -> Arrival:
    """told_at: None for a room that asks by itself, which could have it once it was released."""
    facts = {name: getattr(envelope, name) for name in _OF_ENVELOPE}
    free_at = envelope.fetched_at or envelope.decided_at or envelope.confirmed_at
    return Arrival(**facts, told_at=told_at or free_at, files=tuple(files))


def files_of(envelope: Envelope) -> list[UUID]:
    return list(envelope.files.order_by("id").values_list("attachment__uid", flat=True))


def files_that_came(uid: UUID) -> list[UUID]:
    """Uids of the attachments of an envelope, none where it is gone or erased."""
    rows = EnvelopeFile.objects.filter(envelope__uid=uid).order_by("id")
    return list(rows.values_list("attachment__uid", flat=True))


def payload_of(uid: UUID) -> dict[str, str]:
    """What was filled in, as its words read; {} where it is gone or erased."""
    row = Envelope.objects.filter(uid=uid, erased_at=None).first()
    return row.payload | row.mapped if row else {}


def feedback_of(uid: UUID) -> QuerySet[Feedback]:
    """What the receipt of an envelope tells, oldest first (已告知的进展)."""
    return Feedback.objects.filter(envelope__uid=uid).order_by("given_at", "id")


def arrival_of(uid: UUID) -> Arrival:
    """One envelope that is open. Raises Envelope.DoesNotExist."""
    envelope = Envelope.objects.get(uid=uid, state=EnvelopeState.OPEN)
    return arrival(envelope, files_of(envelope))


def waiting(kind: str, *, limit: int = AT_ONCE) -> Iterator[Arrival]:
    """What no room has fetched yet, the oldest first (待接收)."""
    for envelope in waiting_envelopes().filter(kind=kind).order_by("id")[:limit]:
        yield arrival(envelope, files_of(envelope))


def waiting_envelopes() -> QuerySet[Envelope]:
    return Envelope.objects.filter(state=EnvelopeState.OPEN, fetched_at=None)


def envelopes_visible_to(user: Any) -> QuerySet[Envelope]:
    """Envelopes of the units and sites for which the user handles or oversees them."""
    roles = (*policies.KEEPERS, *policies.WATCHERS)
    sites = units.rights_of(user).ids(roles, ScopeKind.SITE)
    covered = units.units_covered(user, roles)
    return Envelope.objects.filter(Q(unit_id__in=covered) | Q(site_id__in=sites))


def held_visible_to(user: Any) -> QuerySet[Envelope]:
    return envelopes_visible_to(user).filter(state=EnvelopeState.HELD)


def questions() -> list[PlainQuestion]:
    return list(PlainQuestion.objects.filter(is_active=True).order_by("id"))
