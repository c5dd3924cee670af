"""A request arrives from the door (收到申请)."""

from datetime import datetime, time

from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests import hearing, identity
from zhanqun.affairs.requests.applying import CODE, title_of
from zhanqun.affairs.requests.describing import text_of
from zhanqun.affairs.requests.models import Request
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.api import Arrival, Channel
from zhanqun.foundation import clock

# Channels of the door as clock rules know them.
CHANNELS = {
    Channel.WEB: casework.Channel.WEB,
    Channel.PAPER: casework.Channel.POST_SIGNED,
    Channel.POST_PLAIN: casework.Channel.POST_PLAIN,
    Channel.FAX: casework.Channel.FAX,
    Channel.VISIT: casework.Channel.VISIT,
}


def open_request(arrival: Arrival) -> Request:
    """Open the request and its case in the transaction of the envelope; bears a second call."""
    known = Request.objects.filter(envelope_uid=arrival.uid).first()
    if known is not None:
        return known
    publisher = Publisher.objects.select_related("unit").get(code=arrival.payload["to"])
    case = casework.open_case(_facts(arrival, publisher), by=None, now=arrival.told_at)
    request = Request.objects.create(
        case=case,
        envelope_uid=arrival.uid,
        publisher=publisher,
        applicant=arrival.payload["applicant"],
        applicant_key=_key_of(arrival),
        form=arrival.payload["form"],
        deliveries=[one for one in (arrival.payload["delivery"],) if one],
        received_on=case.start_on,
    )
    hearing.tell_received(request, now=arrival.told_at)
    intake.stamp_fetched(uid=arrival.uid, now=arrival.told_at)
    return request


def _stamps(arrival: Arrival) -> dict[str, datetime | None]:
    """What staff entered counts from the day that its channel says, not from that of entering it;
    what came through the website from the moment at which its receipt was shown."""
    if arrival.channel == Channel.WEB:
        return {"submitted": arrival.submitted_at, "confirmed": arrival.confirmed_at}
    came = datetime.combine(arrival.received_on, time.min, clock.BEIJING)
    return {"submitted": came, "signed": came, "confirmed": came}


def _key_of(arrival: Arrival) -> str:
    payload = arrival.payload
    return identity.applicant_key(
        name=payload["name"], id_number=payload["id_number"], phone=payload["tel"]
    )


def _facts(arrival: Arrival, publisher: Publisher) -> casework.CaseFacts:
    payload = arrival.payload | arrival.mapped
    return casework.CaseFacts(
        kind=CODE,
        title=title_of(payload),
        text=text_of(payload),
        office=publisher.unit,
        channel=CHANNELS[Channel(arrival.channel)],
        stamps=_stamps(arrival),
        writer=casework.Writer(
            name=payload["name"],
            phone=payload["tel"],
            email=payload["email"],
            address=payload["address"],
            id_number=payload["id_number"],
        ),
        envelope_uid=arrival.uid,
    )
