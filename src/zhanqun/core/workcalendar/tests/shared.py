"""Official rules and real notices kept beside the repository; tests skip where absent."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhanqun.core.workcalendar.api import DayNote, WorkCalendar
from zhanqun.core.workcalendar.shipped import days_of, shipped_notices

SHARED = next(
    (p / "shared" for p in Path(__file__).resolve().parents if (p / "shared/norms").is_dir()),
    None,
)


def shared(path: str) -> Path:
    """Path below ../shared, or skip the test."""
    if SHARED is None or not (SHARED / path).exists():
        pytest.skip(f"../shared/{path} is not here")
    return SHARED / path


def holidays(year: int) -> list[dict[str, Any]]:
    """Every day of a year's notices: name, date, isOffDay."""
    return json.loads(shared(f"real/holidays/{year}.json").read_text(encoding="utf-8"))["days"]


def norm() -> dict[str, Any]:
    return yaml.safe_load(shared("norms/calendar.yaml").read_text(encoding="utf-8"))


def shipped_calendar(without: str = "-") -> WorkCalendar:
    """What the notices that come with the system make by themselves; without: those whose title
    has these words are left out."""
    specs = [spec for spec in shipped_notices() if without not in spec["title"]]
    exceptions: dict[date, bool] = {}
    notes: dict[date, DayNote] = {}
    for spec in specs:
        for day, works, name in days_of(spec):
            exceptions[day], notes[day] = works, DayNote(name, spec["title"])
    years = frozenset(spec["year"] for spec in specs if spec["is_annual"])
    return WorkCalendar(years, exceptions, notes)
