"""Subject classes (主题分类): 22 classes with what is below them.

Source: the State Council's document library, 2021.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data/topics.yaml"
# Between a class and what is below it: 综合政务\电子政务.
SEPARATOR = "\\"


@cache
def topics() -> Mapping[str, Sequence[str]]:
    """Name of a class -> names below it, in the official order."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {row["label"]: tuple(row["below"]) for row in rows}


@cache
def paths() -> frozenset[str]:
    """Every class as it is written on a document, alone and with each name below it."""
    below = {f"{label}{SEPARATOR}{name}" for label, names in topics().items() for name in names}
    return frozenset(below | set(topics()))


@cache
def codes() -> Mapping[str, str]:
    """Code of a class, for addresses -> its name."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {row["code"]: row["label"] for row in rows}


def class_code(path: str) -> str:
    """Code of the class to which a path belongs."""
    label = path.split(SEPARATOR)[0]
    return next(code for code, name in codes().items() if name == label)
