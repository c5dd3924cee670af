"""Open a case, and say what it runs on (登记与定时限)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.audit import api as audit
from zhanqun.core.casework import duplicates, policies, telling
from zhanqun.core.casework.clocks import Channel, Clock
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.kinds import KINDS
from zhanqun.core.casework.lateness import note_if_late
from zhanqun.core.casework.models import Case, Matter
from zhanqun.core.casework.recording import calendar_of, lock, record, standing_of
from zhanqun.core.casework.states import ENDED, CaseState
from zhanqun.core.casework.terms import clock_of
from zhanqun.core.units.api import Unit, User
from zhanqun.core.workcalendar.api import add_working_days, end_of
from zhanqun.foundation import clock as time
from zhanqun.foundation import ids
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.states import IllegalMove

# A new case is offered, an offer answered, by the end of the so many-th working day.
RESPOND_DAYS = 1


class ClockElsewhere(DomainError):
    code = "casework.clock_elsewhere"
    message = _("“{kind}”不适用“{clock}”的时限，请改选。")


class TitleMissing(DomainError):
    code = "casework.title_missing"
    message = _("请填写标题。")


@dataclass(frozen=True)
class Writer:
    """Who wrote (来件人), as the kind's form has it; whatever is unknown is ""."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    id_number: str = ""


@dataclass(frozen=True)
class CaseFacts:
    """What a room above knows when it opens a case.

    stamps: of the three kinds that clock rules name ("submitted", "signed", "confirmed").
    clock: the code of a clock rule of the kind, its usual one by default.
    """

    kind: str
    title: str
    text: str
    office: Unit
    channel: str = Channel.WEB
    stamps: Mapping[str, datetime | None] = field(default_factory=dict)
    clock: str = ""
    writer: Writer = field(default_factory=Writer)
    concerns: Unit | None = None
    is_confidential: bool = False
    envelope_uid: UUID | None = None


@transaction.atomic
def open_case(facts: CaseFacts, *, by: User | None, now: datetime) -> Case:
    """Open a case (登记办件); of an envelope one only, however often it is asked.

    Raises NotAllowed, TitleMissing, ClockElsewhere, ChannelUnknown, NotStarted.
    """
    policies.check_may_open(by, facts.office)
    if facts.envelope_uid is not None:
        known = Case.objects.filter(envelope_uid=facts.envelope_uid).first()
        if known is not None:
            return known
    if not facts.title.strip():
        raise TitleMissing
    rule = _rule(facts.kind, facts.clock)
    start_on = rule.start_on(facts.channel, facts.stamps)
    case = _create(facts, rule, now)
    opened = _clock_facts(rule) | {
        "start_on": start_on,
        "respond_by": respond_by(case, now),
        "channel": facts.channel,
    }
    record(case, EventKind.OPENED, by=by, at=now, facts=opened)
    telling.opened(case, now)
    return case


def respond_by(case: Case, now: datetime) -> datetime:
    """Until when whoever's turn it is answers: the end of the next working day (签收时限)."""
    return end_of(add_working_days(time.day_of(now), RESPOND_DAYS, calendar_of(case)))


def _rule(kind: str, code: str) -> Clock:
    allowed = KINDS.get(kind).clocks
    rule = clock_of(code or allowed[0])
    if rule.code not in allowed:
        raise ClockElsewhere(kind=KINDS.get(kind).label, clock=rule.label)
    return rule


def _clock_facts(rule: Clock) -> dict[str, object]:
    """As they are now: a rule that changes later does not change a running case."""
    return {"clock": rule.code, "amount": rule.amount, "unit": rule.unit, "norm": rule.norm}


def _create(facts: CaseFacts, rule: Clock, now: datetime) -> Case:
    day = time.day_of(now)
    case = Case.objects.create(
        kind=facts.kind,
        title=" ".join(facts.title.split())[:200],
        channel=facts.channel,
        office=facts.office,
        concerns=facts.concerns,
        is_confidential=facts.is_confidential,
        envelope_uid=facts.envelope_uid,
        opened_at=now,
        number=f"{day:%Y%m%d}-{ids.short_code(6)}",
        state=CaseState.RECEIVED,
        clock=rule.code,
        start_on=day,
        due_on=day,
    )
    bands = duplicates.bands_of(facts.text)
    Matter.objects.create(case=case, text=facts.text, bands=bands, **asdict(facts.writer))
    return case


@transaction.atomic
def set_clock(*, uid: UUID, clock: str, reason: str, by: User, now: datetime) -> Case:
    """Run a case on another rule of its kind (改定时限), from the same start unless that says else.

    Raises NotAllowed, IllegalMove, ClockElsewhere.
    """
    case = lock(uid)
    policies.check_is_office(by, case)
    rule = _rule(case.kind, clock)
    note_if_late(case, now)
    standing = standing_of(case)
    if case.state in ENDED or standing.is_term_late:
        raise IllegalMove(move=_("改定时限"), state=case.get_state_display())
    if rule.code != standing.clock:
        facts = _clock_facts(rule)
        if rule.from_setting:
            facts["begins_on"] = time.day_of(now)
        record(case, EventKind.CLOCK_SET, by=by, at=now, facts=facts, note=reason)
    return case


@transaction.atomic
def set_confidential(*, uid: UUID, is_confidential: bool, by: User, now: datetime) -> Case:
    """Close a case to all but the office and whoever it named, or open it (定为保密件、解除)."""
    case = lock(uid)
    policies.check_is_office(by, case)
    if case.is_confidential != is_confidential:
        case.is_confidential = is_confidential
        case.save(update_fields=["is_confidential"])
        after = {"is_confidential": is_confidential}
        audit.record("casework.confidential_set", case, by=by, at=now, after=after)
    return case


@transaction.atomic
def set_concerns(*, uid: UUID, unit: Unit | None, by: User, now: datetime) -> Case:
    """Say which unit is complained about (被反映单位): from now on it does not see who wrote."""
    case = lock(uid)
    policies.check_is_office(by, case)
    before = case.concerns
    if before != unit:
        case.concerns = unit
        case.save(update_fields=["concerns"])
        facts = {"before": before and before.pk, "after": unit and unit.pk}
        record(case, EventKind.CONCERNS, by=by, at=now, facts=facts)
    return case
