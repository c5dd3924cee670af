"""Kinds of cases (办件类型): rooms above register theirs at start-up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from zhanqun.core.casework.models import Case
from zhanqun.core.units.api import User
from zhanqun.foundation.registries import Registry


@dataclass(frozen=True)
class Action:
    """What a kind lets people do besides (办理动作). url, shown: of a case, for a person."""

    label: Any
    url: Callable[[Case], str]
    shown: Callable[[User, Case], bool]


@dataclass(frozen=True)
class Kind:
    """A kind of public business (办件类型).

    clocks: codes of the clock rules it may run on, the usual one first. facts: label and value of
    what the case page shows besides, for a person. actions: buttons that lead to the room above.
    """

    code: str
    label: Any
    clocks: tuple[str, ...]
    facts: Callable[[Case, User], Sequence[tuple[str, str]]] | None = None
    actions: tuple[Action, ...] = ()


KINDS: Registry[Kind] = Registry("kinds of cases")


def register_kind(kind: Kind) -> None:
    KINDS.register(kind.code, kind)


def label_of(code: str) -> str:
    """The name of a kind; of one whose room is gone, its code."""
    return str(KINDS.get(code).label) if code in KINDS else code


def kind_choices() -> list[tuple[str, str]]:
    return [(code, str(kind.label)) for code, kind in KINDS]
