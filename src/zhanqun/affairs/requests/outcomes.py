"""How a request may end (办理结果): the rows of the annual report's third table.

Source: 国办公开办函〔2021〕30号; 《政府信息公开条例》第三十六条至第三十九条.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

# The group of what ends without a reply, and its last row: withdrawn, passed out.
OTHER, REST = "other", "other_3"
DATA = Path(__file__).parent / "data/outcomes.yaml"


@dataclass(frozen=True)
class Outcome:
    """One row. number: as the official form counts it; group: granted, partial, refused,
    cannot_provide, not_handled or other; norm: "" where the form alone knows it."""

    code: str
    number: str
    label: str
    group: str
    norm: str = ""


@cache
def outcomes() -> dict[str, Outcome]:
    """By code, in the order of the form."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {row["code"]: Outcome(**row) for row in rows}


def outcome_choices() -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in outcomes().values()]
