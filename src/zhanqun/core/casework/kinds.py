"""Kinds of cases (办件类型): rooms above register theirs at start-up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from zhanqun.core.casework.models import Case, CaseEvent
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
    own_acts: acts that the room above does on pages of its own, such as "answer", so that the case
    page does not offer them. heard: called with every event, in the transaction that records it.
    """

    code: str
    label: Any
    clocks: tuple[str, ...]
    facts: Callable[[Case, User], Sequence[tuple[str, str]]] | None = None
    actions: tuple[Action, ...] = ()
    own_acts: frozenset[str] = frozenset()
    heard: Callable[[Case, CaseEvent], None] | None = None


KINDS: Registry[Kind] = Registry("kinds of cases")


def register_kind(kind: Kind) -> None:
    KINDS.register(kind.code, kind)


def kind_of(code: str) -> Kind | None:
    """None where its room is gone."""
    return KINDS.get(code) if code in KINDS else None


def label_of(code: str) -> str:
    """The name of a kind; of one whose room is gone, its code."""
    kind = kind_of(code)
    return str(kind.label) if kind else code


def kind_choices() -> list[tuple[str, str]]:
    return [(code, str(kind.label)) for code, kind in KINDS]
