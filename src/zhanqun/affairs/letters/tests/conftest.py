"""A town whose office and bureau answer letters; what is written comes in through the door."""

from datetime import datetime
from typing import Any

import pytest

from restoring import Kept, keep
from town import START, Town, build_town
from zhanqun.affairs.letters import announcing
from zhanqun.affairs.letters.models import Letter, Mailbox
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.keys import new_key
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role

GOOD = {
    "to": "mayor",
    "sort": Sort.HELP,
    "title": "星河路路灯不亮",
    "text": "星河路从学校到桥头的路灯坏了一个月，晚上看不见路，请派人来修。",
    "agrees": "yes",
    "name": "甄测一",
    "tel": "13800001234",
    "email": "",
    "address": "星河路12号",
}


class PostOffice:
    """The town's mailboxes, people who answer, and short ways through the flow."""

    def __init__(self, town: Town | None = None) -> None:
        self.town: Town = town or build_town()
        self.people: dict[str, Any] = {}
        self.mayor = self._mailbox("mayor", "市长信箱", self.town.portal, self.town.office)
        self.roads = self._mailbox("jtj", "局长信箱", self.town.bureau_site, self.town.bureau)
        self._person("desk", self.town.office, Role.CASE_OFFICE, self.town.government)
        self._person("watcher", self.town.office, Role.SUPERVISOR, self.town.government)
        self._person("head", self.town.bureau, Role.CASE_HEAD, self.town.bureau)
        self._person("handler", self.town.bureau, Role.CASE_HANDLER, self.town.bureau)

    @property
    def now(self) -> datetime:
        return self.town.now

    def _mailbox(self, code: str, name: str, site: Any, office: Any) -> Mailbox:
        row = Mailbox.objects.create(
            code=code, name=name, site=site, office=office, sorts=list(Sort)
        )
        announcing.mailbox_changed(row)
        return row

    def _person(self, name: str, unit: Any, role: Role, at: Any) -> None:
        person = units.add_user(
            username=name, name=name, unit=unit, password=None, by=None, now=self.now
        )
        scope = ("unit", at.pk)
        units.appoint(user=person, role=role, scope=scope, valid_from=START, by=None, now=self.now)
        self.people[name] = person

    def write(self, *, on: SiteProfile | None = None, **typed: str) -> Letter:
        """Send a letter through the door; on: the site where its writer filled in the form."""
        place = intake.Place(on.site_id, on.host_unit_id, on.name) if on else None
        self.written = intake.receive(
            kind="letter",
            payload=GOOD | typed,
            key=new_key("letter", self.now).token,
            now=self.now,
            place=place,
        )
        return Letter.objects.select_related("case", "mailbox").order_by("-pk")[0]

    def held(self, **typed: str) -> Letter:
        """A letter that the bureau's handler has."""
        letter = self.write(**typed)
        case, bureau = letter.case, self.town.bureau
        casework.offer(uid=case.uid, to=bureau, reason="", by=self.people["desk"], now=self.now)
        handler = self.people["handler"]
        casework.accept(uid=case.uid, by=handler, now=self.now)
        casework.assign(uid=case.uid, holder=handler, by=handler, now=self.now)
        letter.case.refresh_from_db()
        return letter


@pytest.fixture(scope="session")
def kept_post_office(django_db_setup: None, django_db_blocker: Any) -> Kept:
    """Built through the services once, put back for every test."""
    with django_db_blocker.unblock():
        return keep(PostOffice)


@pytest.fixture
def post_office(db: None, kept_post_office: Kept) -> PostOffice:
    restored: PostOffice = kept_post_office.restore()
    return restored
