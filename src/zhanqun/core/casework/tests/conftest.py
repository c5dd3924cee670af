"""People who work on cases, in two departments and the office above them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from restoring import Kept, keep
from zhanqun.core.casework import api
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role

# A Tuesday, 17:20 in Beijing; Friday to Sunday of that week are 端午节.
NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)
START = date(2025, 1, 1)


class Bureaus:
    """Units and people by name, and a clock that is moved on."""

    def __init__(self) -> None:
        self.now = NOW
        self.people: dict[str, Any] = {}
        self.top = self._unit(None, "市政府", kind="government")
        self.office = self._unit(self.top, "市政府办公室")
        self.roads = self._unit(self.top, "交通局")
        self.water = self._unit(self.top, "水利局")
        self.homes = self._unit(self.top, "住建局")
        self._person("office", self.office, Role.CASE_OFFICE, self.top)
        self._person("supervisor", self.office, Role.SUPERVISOR, self.top)
        for name in ("roads", "water", "homes"):
            unit = getattr(self, name)
            self._person(f"{name}_head", unit, Role.CASE_HEAD, unit)
            self._person(name, unit, Role.CASE_HANDLER, unit)
        self._person("editor", self.roads, Role.EDITOR, self.roads)

    def _unit(self, parent: Any, name: str, kind: str = "department") -> Any:
        row = units.Unit.objects.get(pk=parent.pk) if parent else None
        return units.add_unit(
            parent=row, by=None, now=NOW, kind=kind, name=f"青云{name}", short_name=name
        )

    def _person(self, name: str, unit: Any, role: Role, at: Any) -> None:
        person = units.add_user(
            username=name, name=name, unit=unit, password=None, by=None, now=NOW
        )
        scope = ("unit", at.pk)
        units.appoint(user=person, role=role, scope=scope, valid_from=START, by=None, now=NOW)
        self.people[name] = person

    def later(self, **how: float) -> datetime:
        self.now += timedelta(**how)
        return self.now

    def open(self, title: str = "路灯不亮", **facts: Any) -> api.Case:
        stamps = facts.pop("stamps", {"submitted": self.now, "confirmed": self.now})
        usual = {
            "text": "星河路从学校到桥头的路灯坏了一个月，晚上看不见路，请派人来修。",
            "office": self.office,
            "writer": api.Writer("甄测一", "13800001234", "a@qq.com", "星河路12号"),
        }
        case = api.CaseFacts(kind="example", title=title, stamps=stamps, **(usual | facts))
        return api.open_case(case, by=None, now=self.now)

    def do(self, act: Callable[..., Any], case: api.Case, by: str, **facts: Any) -> api.Case:
        act(uid=case.uid, by=self.people[by], now=self.now, **facts)
        case.refresh_from_db()
        return case

    def held(self, title: str = "路灯不亮", **facts: Any) -> api.Case:
        """A case that the roads bureau's handler has."""
        case = self.open(title, **facts)
        self.do(api.offer, case, "office", to=self.roads, reason="")
        self.do(api.accept, case, "roads")
        return self.do(api.assign, case, "roads", holder=self.people["roads"])


@pytest.fixture(scope="session")
def kept_bureaus(django_db_setup: None, django_db_blocker: Any) -> Kept:
    """Built through the services once, put back for every test."""
    with django_db_blocker.unblock():
        return keep(Bureaus)


@pytest.fixture
def bureaus(db: None, kept_bureaus: Kept) -> Bureaus:
    restored: Bureaus = kept_bureaus.restore()
    return restored
