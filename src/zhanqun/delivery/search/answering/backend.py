"""What an engine must be able to do for `Answering` (引擎接口)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from zhanqun.delivery.search.answering.asking import Conditions
from zhanqun.delivery.search.records import Shown

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Found:
    """Some texts found, in order, and how many there are in all."""

    shown: Sequence[Shown]
    total: int


class Backend(Protocol[C]):
    """One state of an index. C: its conditions."""

    @property
    def conditions(self) -> Conditions[C]: ...

    def find(self, condition: C, *, start: int, size: int, by_date: bool) -> Found:
        """Texts from `start` on, the best or the newest first."""

    def total(self, condition: C) -> int:
        """How many texts there are in all."""

    def titles(self, condition: C, *, size: int, by_date: bool) -> list[str]:
        """Titles alone, as printed."""

    def counted(
        self, condition: C, fields: Sequence[str], size: int
    ) -> Mapping[str, Sequence[tuple[str, int]]]:
        """For each field its most frequent values with their counts."""
