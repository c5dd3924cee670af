"""States as tables: the same moves drive services, buttons, tests and diagrams."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.errors import DomainError


class IllegalMove(DomainError):
    """The record has moved on since the page was opened."""

    code = "states.illegal_move"
    message = _("现在的状态是“{state}”，不能再做“{move}”。请刷新页面查看最新情况。")
    status = 409


@dataclass(frozen=True)
class Move:
    """One legal move: its name, where it may start and where it ends."""

    name: str
    sources: frozenset[str]
    target: str


class Machine:
    """A table of moves."""

    def __init__(self, *moves: Move) -> None:
        self._moves = {move.name: move for move in moves}

    @property
    def moves(self) -> list[Move]:
        return list(self._moves.values())

    def target(self, name: str, state: str) -> str:
        """Return the state after `name`; raise IllegalMove if not open from `state`."""
        move = self._moves[name]
        if state not in move.sources:
            raise IllegalMove(move=name, state=getattr(state, "label", state))
        return move.target

    def open_from(self, state: str) -> list[str]:
        return [m.name for m in self._moves.values() if state in m.sources]
