"""Figures of a report (报告数字): by place, added, corrected, written and read; plain functions."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from zhanqun.affairs.annualreports import layout

Figures = dict[str, Decimal]
ZERO = Decimal(0)


def whole(known: Mapping[str, Decimal | int]) -> Figures:
    """Every place of the form; what was not counted is 0."""
    return {place: Decimal(known.get(place, 0)) for place in sorted(layout.places())}


def added(rows: Iterable[Mapping[str, Decimal]]) -> Figures:
    """Sums, place by place (汇总)."""
    found: Figures = {}
    for row in rows:
        for place, number in row.items():
            found[place] = found.get(place, ZERO) + number
    return whole(found)


def corrected(counted: Mapping[str, Decimal], entered: Mapping[str, Decimal]) -> Figures:
    """What was counted with what people entered instead; sums follow their parts."""
    found = dict(counted)
    for place, number in entered.items():
        change = number - counted[place]
        for one in (place, *layout.totals_of(place)):
            found[one] += change
    return found


def shown(number: Decimal) -> str:
    """As people read it: 12, 3.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(figures: Mapping[str, Decimal]) -> dict[str, str]:
    """For JSON."""
    return {place: shown(number) for place, number in figures.items()}


def read(facts: Mapping[str, str]) -> Figures:
    return whole({place: Decimal(text) for place, text in facts.items()})


def digest_of(facts: Mapping[str, Any]) -> str:
    """SHA-256 of what was frozen or written (摘要)."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
