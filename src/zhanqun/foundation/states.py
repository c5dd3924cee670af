"""States as tables: the same moves drive services, buttons, tests and diagrams."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.errors import DomainError


class IllegalMove(DomainError):
    """The record has moved on since the page was opened."""

    code = "states.illegal_move"
    message = _("现在的状态是“{state}”，不能再做“{move}”。请刷新页面查看最新情况。")
    status = 409


@dataclass(frozen=True)
class Move:
    """One legal move: its name, where it may start and where it ends; what people call it."""

    name: str
    sources: frozenset[str]
    target: str
    label: Any = ""


class Machine:
    """A table of moves. states: what people call the states, as choices."""

    def __init__(self, *moves: Move, states: Iterable[tuple[str, Any]] = ()) -> None:
        self._moves = {move.name: move for move in moves}
        self._states = dict(states)

    @property
    def moves(self) -> list[Move]:
        return list(self._moves.values())

    def target(self, name: str, state: str) -> str:
        """Return the state after `name`; raise IllegalMove if not open from `state`."""
        move = self._moves[name]
        if state not in move.sources:
            raise IllegalMove(move=move.label or name, state=self._states.get(state, state))
        return move.target

    def open_from(self, state: str) -> list[str]:
        return [m.name for m in self._moves.values() if state in m.sources]
