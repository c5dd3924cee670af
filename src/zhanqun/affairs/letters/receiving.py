"""A letter arrives from the door (收信)."""

from datetime import datetime, time

from zhanqun.affairs.letters import hearing
from zhanqun.affairs.letters.kinds import CODE
from zhanqun.affairs.letters.models import Letter, Mailbox, Publication
from zhanqun.affairs.letters.sorts import CONFIDENTIAL, clock_for
from zhanqun.affairs.letters.writing import YES, title_of
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.api import Arrival, Channel
from zhanqun.foundation import clock

# Channels of the door as clock rules know them; what another organ passes on is signed for.
CHANNELS = {
    Channel.WEB: casework.Channel.WEB,
    Channel.PAPER: casework.Channel.POST_SIGNED,
    Channel.TELEPHONE: casework.Channel.TELEPHONE,
    Channel.VISIT: casework.Channel.VISIT,
    Channel.ELSEWHERE: casework.Channel.POST_SIGNED,
}


def open_letter(arrival: Arrival) -> Letter:
    """Open the letter and its case in the transaction of the envelope; bears a second call."""
    known = Letter.objects.filter(envelope_uid=arrival.uid).first()
    if known is not None:
        return known
    mailbox = Mailbox.objects.get(code=arrival.payload["to"])
    case = casework.open_case(_facts(arrival, mailbox), by=None, now=arrival.told_at)
    letter = Letter.objects.create(
        case=case,
        envelope_uid=arrival.uid,
        mailbox=mailbox,
        sort=arrival.payload["sort"],
        agrees=arrival.payload.get("agrees") == YES,
        received_at=_received_at(arrival),
    )
    Publication.objects.create(letter=letter)
    hearing.tell_received(letter, now=arrival.told_at)
    intake.stamp_fetched(uid=arrival.uid, now=arrival.told_at)
    return letter


def _stamps(arrival: Arrival) -> dict[str, datetime | None]:
    """What staff entered counts from the day on which it came, not from that of entering it."""
    if arrival.channel == Channel.WEB:
        return {"submitted": arrival.submitted_at, "confirmed": arrival.confirmed_at}
    came = _came(arrival)
    return {"submitted": came, "signed": came, "confirmed": arrival.confirmed_at}


def _received_at(arrival: Arrival) -> datetime:
    """Of what staff entered the day alone is known (收到日期)."""
    return arrival.confirmed_at if arrival.channel == Channel.WEB else _came(arrival)


def _came(arrival: Arrival) -> datetime:
    return datetime.combine(arrival.received_on, time.min, clock.BEIJING)


def _facts(arrival: Arrival, mailbox: Mailbox) -> casework.CaseFacts:
    payload = arrival.payload | arrival.mapped
    return casework.CaseFacts(
        kind=CODE,
        title=title_of(payload),
        text=payload["text"],
        office=mailbox.office,
        channel=CHANNELS[Channel(arrival.channel)],
        stamps=_stamps(arrival),
        clock=clock_for(payload["sort"]),
        is_confidential=payload["sort"] in CONFIDENTIAL,
        writer=casework.Writer(
            name=payload["name"],
            phone=payload["tel"],
            email=payload["email"],
            address=payload["address"],
        ),
        envelope_uid=arrival.uid,
    )
