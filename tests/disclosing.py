"""Who discloses in the town: its government on the portal, its bureau on its own site."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from town import START, Town
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Level, Publisher, PublisherFacts
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.api import Channel, IncomingFile, Receipt
from zhanqun.core.intake.keys import new_key
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

GOVERNMENT_CODE, BUREAU_CODE = "00701432X", "11990100MB0000001A"
APPLICATION = {
    "to": "jtj",
    "title": "青云江大桥2025年检测报告",
    "number": "",
    "text": "2025年秋天检测的那一份。",
    "form": "electronic",
    "delivery": "online",
    "applicant": "natural_person",
    "name": "甄测一",
    "id_kind": "id_card",
    "id_number": "990101197001010017",
    "tel": "13800001234",
    "email": "",
    "address": "星河路12号",
}


@dataclass
class Publishers:
    """The two publishers; who works on disclosure: desk (公开工作机构), head, handler, watcher."""

    town: Town
    government: Publisher
    bureau: Publisher
    people: dict[str, User] = field(default_factory=dict)

    def apply(self, **typed: str) -> Receipt:
        """Send an application through the door."""
        return self.receive(Channel.WEB, **typed)

    def receive(
        self,
        channel: Channel = Channel.WEB,
        files: Iterable[IncomingFile] = (),
        **typed: str,
    ) -> Receipt:
        return intake.receive(
            kind="disclosure",
            payload=APPLICATION | typed,
            key=new_key("disclosure", self.town.now).token,
            now=self.town.now,
            channel=channel,
            files=files,
        )


def found_publishers(town: Town) -> Publishers:
    people: dict[str, User] = {}
    _appoint(town, people, "desk", Role.CASE_OFFICE, town.government)
    _appoint(town, people, "watcher", Role.SUPERVISOR, town.government)
    _appoint(town, people, "head", Role.CASE_HEAD, town.bureau)
    _appoint(town, people, "handler", Role.CASE_HANDLER, town.bureau)
    government = disclosure.add_publisher(
        unit=town.government,
        code="szf",
        facts=PublisherFacts(town.portal, GOVERNMENT_CODE, Level.CITY),
        by=people["desk"],
        now=town.now,
    )
    bureau = disclosure.add_publisher(
        unit=town.bureau,
        code="jtj",
        facts=PublisherFacts(town.bureau_site, BUREAU_CODE, Level.CITY, position=1),
        by=people["desk"],
        now=town.now,
    )
    return Publishers(town, government, bureau, people)


def _appoint(town: Town, people: dict[str, User], name: str, role: Role, at: Unit) -> None:
    person = units.add_user(username=name, name=name, unit=at, password=None, by=None, now=town.now)
    units.appoint(
        user=person, role=role, scope=("unit", at.pk), valid_from=START, by=None, now=town.now
    )
    people[name] = person
