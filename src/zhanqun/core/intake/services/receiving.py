"""Taking in (收件): envelope and receipt in one transaction, once for each key."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from zhanqun.core.attachments.api import Attachment
from zhanqun.core.audit import api as audit
from zhanqun.core.intake import characters, entry_days, limits, numbers, policies, spam
from zhanqun.core.intake.channels import Channel
from zhanqun.core.intake.errors import AlreadySent, PayloadRefused, TooOften
from zhanqun.core.intake.frames import Place
from zhanqun.core.intake.keys import Key, read_key
from zhanqun.core.intake.kinds import Kind, kind_of
from zhanqun.core.intake.limits import Window
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.receipts import Receipt, hash_password, new_password, receipt_of
from zhanqun.core.intake.schema import FieldKind
from zhanqun.core.intake.services.files import IncomingFile, claim_drafts, keep_drafts
from zhanqun.core.intake.services.knocking import Knock, knock
from zhanqun.core.intake.services.reminding import tell_held
from zhanqun.core.intake.services.telling import tell
from zhanqun.core.intake.spam import Signs, Verdict
from zhanqun.core.intake.states import EnvelopeState
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock, statements

# From so many of one network within an hour nothing more is taken until the hour is over.
ADDRESS_MOST = 1000


@dataclass(frozen=True)
class Files:
    """What comes with it now, and whether some came with an earlier step of the form."""

    sent: tuple[IncomingFile, ...]
    were_kept: bool


@dataclass(frozen=True)
class Windows:
    """What is counted of a sending: an hour of its network, a day of each contact."""

    hour: tuple[Window, ...] = ()
    days: tuple[Window, ...] = ()

    @property
    def all(self) -> tuple[Window, ...]:
        return self.hour + self.days


@dataclass(frozen=True)
class Circumstances:
    """How a form was sent from outside: by whose network address, with what in the trap."""

    address: str | None = None
    trap: str = ""


def receive(
    *,
    kind: str,
    payload: Mapping[str, str],
    key: str,
    now: datetime,
    files: Iterable[IncomingFile] = (),
    channel: str = Channel.WEB,
    submitted_at: datetime | None = None,
    received_on: date | None = None,
    is_day_sure: bool = False,
    place: Place | None = None,
    unit: Unit | None = None,
    by: User | None = None,
    circumstances: Circumstances | None = None,
) -> Receipt:
    """Take in one envelope and give its receipt (收件并出具回执).

    key: one that `keys.new_key` gave out for the kind; the same key and payload give the same
    receipt again, whatever else happened. place: where the public form stood; unit and by: staff
    who enter paper, telephone and visits, whose `received_on` is the channel's own day,
    is_day_sure: one long ago, on which they insist.
    circumstances: of a public form, from which it may be held for a person to look at.
    Raises KindUnknown, KeyUnknown, KeyExpired, AlreadySent, PayloadRefused, TooOften, NotAllowed.
    """
    asked = kind_of(kind).suited_to(payload, place)
    ours = read_key(key, kind)
    kept, errors = asked.schema.clean(payload)
    if received_on is not None:
        errors |= _wrong_day(received_on, now, is_day_sure)
    if errors or ours.is_stale(now):
        return _repeated(ours, kept, errors, now)
    words = fingerprint_of(asked, kept)
    windows = _windows(asked, kept, circumstances, now)
    found = knock(key_hash=ours.hash, words=words, windows=windows.all, now=now)
    if found.is_known and (sent := _sent_before(ours, kept)) is not None:
        return sent
    signs = _signs(asked, kept, ours, circumstances, windows, found, now)
    envelope = Envelope(
        kind=kind,
        schema_version=asked.schema.version,
        payload=kept,
        mapped={
            name: read for name, text in kept.items() if (read := characters.mapped(text)) != text
        },
        channel=channel,
        key_hash=ours.hash,
        fingerprint=words,
        unit=unit,
        site_id=place.site_id if place else None,
        submitted_at=submitted_at or now,
        received_on=received_on or clock.day_of(submitted_at or now),
        confirmed_at=now,
        last_act_at=now,
        entered_by=by,
    )
    if place is not None:
        envelope.unit_id = place.unit_id
    verdict = spam.judge(signs) if signs else Verdict()
    return _store(envelope, ours, verdict, Files(tuple(files), found.has_drafts), by)


def _wrong_day(day: date, now: datetime, is_sure: bool) -> dict[str, str]:
    """Said together with what is wrong with the fields."""
    said = entry_days.fault_of(day, clock.day_of(now), is_sure=is_sure)
    return {entry_days.RECEIVED_ON: said} if said else {}


def _repeated(key: Key, payload: dict[str, str], errors: dict[str, str], now: datetime) -> Receipt:
    """What cannot be taken in may be a reload of what was; else the refusal."""
    if (sent := _sent_before(key, payload)) is not None:
        return sent
    key.check_fresh(now)
    raise PayloadRefused(errors=errors)


def _store(
    envelope: Envelope, key: Key, verdict: Verdict, files: Files, by: User | None
) -> Receipt:
    try:
        with transaction.atomic():
            return _stored(envelope, key, verdict, files, by)
    except IntegrityError:
        # The same form, sent twice at once: the other one won.
        sent = _sent_before(key, envelope.payload)
        if sent is None:
            raise
        return sent


def _stored(
    envelope: Envelope, key: Key, verdict: Verdict, files: Files, by: User | None
) -> Receipt:
    now = envelope.confirmed_at
    if by is not None:
        assert envelope.unit is not None
        policies.check_may_enter(by, envelope.unit)
    envelope.score, envelope.reasons = verdict.score, list(verdict.reasons)
    envelope.state = EnvelopeState.HELD if verdict.is_held else EnvelopeState.OPEN
    envelope.number = numbers.new_number()
    envelope.password_hash = hash_password(envelope.number, new_password(key))
    statements.insert(envelope)
    kept = _claim_files(envelope, files, now)
    if envelope.state == EnvelopeState.OPEN:
        tell(envelope, [file.uid for file in kept], now=now)
    else:
        tell_held(envelope, now=now)
    after = {"channel": envelope.channel, "state": envelope.state, "files": len(kept)}
    audit.record("intake.received", envelope, by=by, at=now, after=after)
    return receipt_of(envelope, key)


def _claim_files(envelope: Envelope, files: Files, now: datetime) -> list[Attachment]:
    """What was kept with the form's earlier steps, and what came with this one."""
    most = kind_of(envelope.kind).schema.files_most
    if not most or not (files.sent or files.were_kept):
        return []
    if files.sent:
        refused = keep_drafts(key_hash=envelope.key_hash, files=files.sent, most=most, now=now)
        if refused:
            raise PayloadRefused(errors={"files": "；".join(refused)})
    return claim_drafts(key_hash=envelope.key_hash, envelope=envelope)


def _sent_before(key: Key, payload: dict[str, str]) -> Receipt | None:
    """The receipt that this key brought already. Raises AlreadySent where other words were."""
    envelope = Envelope.objects.filter(key_hash=key.hash).first()
    if envelope is None:
        return None
    if envelope.payload != payload and not envelope.erased_at:
        raise AlreadySent(number=envelope.number_told)
    return receipt_of(envelope, key, is_repeat=True)


def _signs(
    kind: Kind,
    payload: dict[str, str],
    key: Key,
    circumstances: Circumstances | None,
    windows: Windows,
    found: Knock,
    now: datetime,
) -> Signs | None:
    """None for what staff enter. Raises TooOften."""
    if circumstances is None:
        return None
    for window in windows.hour:
        _check_address(window, found.numbers[window], now)
    asked = kind.schema.of_kind(FieldKind.TEXT, FieldKind.AREA)
    return Signs(
        texts=tuple(payload[one.name] for one in asked),
        trap=circumstances.trap,
        # A clock that went back knows nothing of it.
        filling=now - key.issued_at if now >= key.issued_at else None,
        from_address=max((found.numbers[window] for window in windows.hour), default=0),
        from_contact=max((found.numbers[window] for window in windows.days), default=0),
        same_text=found.same_text,
    )


def _windows(
    kind: Kind, payload: dict[str, str], circumstances: Circumstances | None, now: datetime
) -> Windows:
    if circumstances is None:
        return Windows()
    network = limits.network_of(circumstances.address)
    hour = [limits.window("sent", network, limits.HOUR, now)] if network else []
    contacts = {
        characters.folded(payload[one.name])
        for one in kind.schema.of_kind(FieldKind.TELEPHONE, FieldKind.EMAIL)
    } - {""}
    days = [limits.window("contact", contact, limits.DAY, now) for contact in contacts]
    return Windows(tuple(hour), tuple(days))


def _check_address(hour: Window, number: int, now: datetime) -> None:
    if number > ADDRESS_MOST:
        left = hour.ends_at - now
        raise TooOften(minutes=int(left.total_seconds()) // 60 + 1)


def fingerprint_of(kind: Kind, payload: Mapping[str, str]) -> str:
    """The same for the same words, whoever sends them: without persons, width, punctuation."""
    words = [
        characters.folded(payload[one.name]) for one in kind.schema.fields() if not one.personal
    ]
    text = json.dumps([kind.code, *words], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@transaction.atomic
def stamp_fetched(*, uid: UUID, now: datetime) -> None:
    """The inner room has it (内部接收时间); the first time counts."""
    Envelope.objects.filter(uid=uid, fetched_at=None).update(fetched_at=now)
