"""What the norms say of warnings, as data (预警要素): levels, kinds, rules, hours.

Source: 《突发事件应对法》(2024), 《气象灾害防御条例》; each figure's own source stands in the file.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

SHIPPED = Path(__file__).with_name("data") / "emergency.yaml"
# Two people whatever an installation sets. Source: norms emergency, double_check.
ALWAYS_TWO = frozenset({1, 2})


@dataclass(frozen=True, slots=True)
class Level:
    """A warning level (预警级别); number 1 is the highest. cap: severity in CAP."""

    number: int
    id: str
    zh: str
    en: str
    roman: str
    cap: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What is warned of (预警类别). is_weather: relayed from the meteorological authority only."""

    code: str
    zh: str
    en: str
    event_class: str
    cap: str
    is_weather: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """Within so many hours of an event (发布时限). is_major: of the two highest event levels."""

    code: str
    zh: str
    hours: int
    is_major: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything of the file. lifted_shown_hours: how long the bar shows that one was lifted."""

    levels: dict[int, Level]
    kinds: dict[str, Kind]
    deadlines: tuple[Deadline, ...]
    senders: dict[str, str]
    two_person_levels: frozenset[int]
    bar_levels: frozenset[int]
    bar_rows: int
    lifted_shown_hours: int
    default_hours: int


def facts() -> Facts:
    return _read(str(settings.ZHANQUN_ALERT_FACTS or SHIPPED))


@cache
def _read(path: str) -> Facts:
    data: dict[str, Any] = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    rules = data["rules"]
    return Facts(
        levels={row["number"]: Level(**row) for row in data["levels"]},
        kinds={row["code"]: _kind(row) for row in data["kinds"]},
        deadlines=tuple(
            Deadline(row["code"], row["zh"], row["hours"], row["for"] == "major")
            for row in data["deadlines"]
        ),
        senders=data["senders"] or {},
        two_person_levels=ALWAYS_TWO | frozenset(rules["two_person_levels"]),
        bar_levels=frozenset(rules["bar_levels"]),
        bar_rows=rules["bar_rows"],
        lifted_shown_hours=rules["lifted_shown_hours"],
        default_hours=rules["default_hours"],
    )


def _kind(row: dict[str, Any]) -> Kind:
    names = ("code", "zh", "en")
    return Kind(
        **{name: row[name] for name in names},
        event_class=row["class"],
        cap=row["cap"],
        is_weather=row.get("weather", False),
    )


def level_of(number: int) -> Level:
    return facts().levels[number]


def kind_of(code: str) -> Kind:
    """The kind; of one that an installation no longer lists, its bare code."""
    return facts().kinds.get(code) or Kind(code, code, code, "", "Other", is_weather=False)
