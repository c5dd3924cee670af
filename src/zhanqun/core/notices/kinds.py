"""Kinds of notices (提醒类别): rooms name theirs at start-up, as tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from zhanqun.foundation.registries import Registry


@dataclass(frozen=True)
class Kind:
    """label: its Chinese name. is_urgent: mailed at once; the others go into the daily digest."""

    label: str | Promise
    is_urgent: bool = False


kinds: Registry[Kind] = Registry("kinds of notices")


def register_kinds(table: Mapping[str, Kind]) -> None:
    for name, kind in table.items():
        kinds.register(name, kind)


def label_of(name: str) -> str:
    """The name of a kind; of one whose room is gone, its code."""
    return str(kinds.get(name).label) if name in kinds else name
