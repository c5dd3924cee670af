"""Notices that come with the system (随系统提供的放假安排), entered after an upgrade.

A year that somebody has entered here already is left alone, and so is what was withdrawn.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from zhanqun.core.workcalendar.models import Calendar, HolidayNotice
from zhanqun.core.workcalendar.projecting import layers_of
from zhanqun.core.workcalendar.queries import read_calendar, year_is_announced
from zhanqun.core.workcalendar.reading.days import days_from
from zhanqun.core.workcalendar.services import apply_changes, lock_calendars, write_days

DATA = Path(__file__).with_name("data") / "notices.yaml"


@transaction.atomic
def enter_shipped_notices(*, now: datetime) -> int:
    """Enter what is not there yet, in the order of issue; returns how many."""
    row, _made = Calendar.objects.get_or_create(unit=None)
    lock_calendars()
    before = read_calendar(layers_of(row))
    entered = []
    for spec in shipped_notices():
        if _is_there(spec):
            continue
        facts = {name: spec[name] for name in ("year", "is_annual", "title", "url")}
        facts["shipped_code"] = spec["title"]
        notice = HolidayNotice.objects.create(calendar=row, entered_at=now, **facts)
        write_days(notice, list(days_of(spec)))
        entered.append(notice)
    if entered:
        apply_changes(row, entered[-1], before, now)
    return len(entered)


def _is_there(spec: dict[str, Any]) -> bool:
    if HolidayNotice.objects.filter(shipped_code=spec["title"]).exists():
        return True
    return bool(spec["is_annual"]) and year_is_announced(spec["year"])


def shipped_notices() -> list[dict[str, Any]]:
    return list(yaml.safe_load(DATA.read_text(encoding="utf-8")))


def days_of(spec: dict[str, Any]) -> Iterator[tuple[date, bool, str]]:
    """Day, whether it works, festival: all days of a shipped notice."""
    for festival in spec["festivals"]:
        for works, key in ((False, "rests"), (True, "works")):
            for stretch in festival[key].split(", ") if festival[key] else []:
                first, _slash, last = stretch.partition("/")
                for day in days_from(date.fromisoformat(first), date.fromisoformat(last or first)):
                    yield day, works, festival["name"]
